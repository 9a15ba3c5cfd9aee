import { adjusted } from '../../alerts/detect/fdr.ts';
import { shared } from '../../alerts/detect/shared.ts';
import type { WatchOf } from '../../contract/alert-rules.ts';
import type { Instant } from '../../contract/instants.ts';
import type { DayCounts } from '../../rollups/by-day.ts';
import { firstOpened } from '../flows/cases.ts';
import type { QuestionContext } from '../question.ts';
import { FEWEST_WEEKS, type Window } from '../usual.ts';
import { marksOf, rulesFor, unruled, type Found, type Told } from './marks.ts';

/** Of which days something is asked. */
interface Asked {
  told: Told;
  /** The key that it is counted under in kept sums. */
  key: string;
  /** Its own cases day by day without a gap, from before the first that is shown; the last is not over. */
  days: readonly DayCounts[];
  /** The place in `days` of the first that is shown. */
  from: number;
  /** When the first case that is held came in. */
  first: Instant;
}

/**
 * The places of those past days, of those shown, on which there was unusually much. Each is judged as a whole day, by what was known at its
 * end: by the rules that watch the same, among all that they watch, or as what no rule watches. All that are shown are then controlled
 * together, so that of a quiet year hardly a day is marked. Only a day that its own weeks do not explain is looked at closer.
 */
export function unusualDays(context: QuestionContext, asked: Asked): Set<number> {
  const { told, days, from, first } = asked;
  const { weeks } = context.profile.rules.usual;
  const watches = [...rulesFor(context.profile, told), unruled(context.profile, told)];
  const tested: { day: number; found: Found | undefined }[] = [];
  for (let i = from; i < days.length - 1; i++) {
    const one = days[i];
    const earlier = Array.from({ length: weeks }, (_, week) => days[i - 7 * (week + 1)]).filter(
      (same): same is DayCounts => same !== undefined && same.day.start >= first,
    );
    if (one === undefined || earlier.length < FEWEST_WEEKS) continue;
    const may = watches.some((watch) => mayBe(watch, one, earlier));
    tested.push({ day: i, found: may ? judgedAtEnd(context, asked, one, earlier) : undefined });
  }
  const ps = adjusted(tested.map(({ found }) => found?.p ?? 1));
  return new Set(tested.flatMap(({ day, found }, i) => ((ps[i] ?? 1) <= (found?.rate ?? 0) ? [day] : [])));
}

/**
 * Whether a day may be marked at all. Were there no scatter beyond chance, and nothing else looked at, its share of chance and what is expected
 * would be least.
 */
function mayBe(watch: WatchOf<'counts'>, { counts }: DayCounts, earlier: readonly DayCounts[]): boolean {
  const count = counts.opened;
  if (count < watch.minimum) return false;
  if (watch.method !== 'shared') return true;
  const past = earlier.map((day) => day.counts.opened);
  const alpha = watch.falseDiscovery;
  const least = shared({ count, earlier: past, exposure: 1 }, { dispersion: 0, alpha, side: 'above' });
  return least !== null && least.p <= alpha && count >= watch.ratio * least.expected;
}

/** What is thought of a whole day at its end. */
function judgedAtEnd(
  context: QuestionContext,
  { told, key }: Asked,
  { day }: DayCounts,
  earlier: readonly DayCounts[],
): Found | undefined {
  const windowOf = ({ day: { start, end } }: DayCounts): Window => ({ since: start, until: end - 1 });
  const now = { since: day.start, until: day.end - 1 };
  const all = earlier.map(windowOf);
  const windows = (service: string) => {
    const first = firstOpened(context.cache, service) ?? Infinity;
    return { now, weeks: all.filter(({ since }) => since >= first) };
  };
  return marksOf({ ...context, at: now.until }, told, { windows, whole: true }).get(key);
}
