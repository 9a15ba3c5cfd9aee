import type { Speaker } from './segment.ts';

/** By when something is to be done: the day, where it is the end of one. */
export function deadline(by: number, { format, asOf }: Pick<Speaker, 'format' | 'asOf'>): string {
  return format.time(by) === '00:00' ? format.date(by - 1) : format.moment(by, asOf);
}
