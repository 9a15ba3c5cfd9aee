import type { Format, Say } from '../locales/index.ts';

/** That there is nothing to show of an instant: it lies ahead of the data, which reach to `asOf`, or before all of them. */
export function instantWords(
  { at, ahead, asOf }: { at: number; ahead: boolean; asOf: number | null },
  { say, format }: { say: Say; format: Format },
): string {
  const when = (one: number): string => say('time.at', { time: format.time(one), day: format.date(one) });
  return ahead
    ? say('nowhere.ahead', { when: when(at), to: asOf ? when(asOf) : '' })
    : say('nowhere.before', { when: when(at) });
}
