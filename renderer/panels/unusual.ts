import { HOUR } from '../../sync/contract/instants.ts';
import type { Mark } from '../../sync/contract/questions/cases.ts';
import type { Data } from '../../sync/contract/questions/index.ts';
import type { By } from './model.ts';

type Words = Pick<By, 'say' | 'format' | 'asOf'>;

/** That something is marked: over which hours, where these are not the time that its figure is of. */
export function unusualWords(
  { since }: NonNullable<Mark>,
  shownSince: number,
  { say, format, asOf }: Words,
): string {
  if (since === shownSince) return say('today.unusual');
  return say('today.unusualOver', { hours: format.decimal((asOf - since) / HOUR, 1) });
}

/** What the mark beside rows means; null where none has one. Of rows marked over several times, the longest. */
export function unusualKey(
  marks: readonly Mark[],
  shownSince: number,
  by: Words,
): { mark: 'above'; word: string } | null {
  const [longest] = marks.flatMap((one) => one ?? []).toSorted((a, b) => a.since - b.since);
  return longest === undefined ? null : { mark: 'above', word: unusualWords(longest, shownSince, by) };
}

/** The time that the marks of areas are of: the hours of the rule that watches them, or else that of their figures, `shown` in words. */
export function markedRange(
  answer: { data: Pick<Data<'areas'>, 'since' | 'rows'>; asOf: number } | null,
  shown: string,
  { say, format }: Pick<By, 'say' | 'format'>,
): string {
  if (answer === null) return shown;
  const { data, asOf } = answer;
  const mark = data.rows.find(({ unusual }) => unusual !== null)?.unusual ?? null;
  if (mark === null || mark.since === data.since) return shown;
  return say('hotspots.period', { hours: format.decimal((asOf - mark.since) / HOUR, 1) });
}
