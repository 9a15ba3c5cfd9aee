import { DateTime } from 'luxon';
import { c1, c2, c3 } from '../../alerts/detect/ears.ts';
import { farrington, FARRINGTON } from '../../alerts/detect/farrington.ts';
import { adjusted } from '../../alerts/detect/fdr.ts';
import { noufaily, NOUFAILY } from '../../alerts/detect/noufaily.ts';
import type { Verdict } from '../../alerts/detect/verdict.ts';
import type { WatchOf } from '../../contract/alert-rules.ts';
import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import { firstOpened } from '../flows/cases.ts';
import type { QuestionContext } from '../question.ts';
import type { Thought } from './thought.ts';
import type { Window } from '../usual.ts';
import type { Counting, Thing } from './counted.ts';

type Watch = WatchOf<'counts'>;
/** Judges the last of some counts, a step each. */
type Judge = (counts: readonly number[], firstDay: number) => Verdict | null;

/** A method that holds a count against the past of its own series: how many steps of how many days it wants, and the fewest. */
interface Method {
  days: 1 | 7;
  steps: number;
  fewest: number;
  judge: (steps: number) => Judge;
}

const WEEKS = 52;
/** Weeks of a window around the same week of an earlier year. */
const AROUND = 4;
const yearsIn = (steps: number): number => Math.floor((steps - 1 - AROUND) / WEEKS);

const METHODS: Readonly<Record<Exclude<Watch['method'], 'shared'>, Method>> = {
  earsC1: { days: 1, steps: 8, fewest: 8, judge: () => (counts) => c1(counts, counts.length - 1) },
  earsC2: { days: 1, steps: 10, fewest: 10, judge: () => (counts) => c2(counts, counts.length - 1) },
  earsC3: { days: 1, steps: 12, fewest: 12, judge: () => (counts) => c3(counts, counts.length - 1) },
  farrington: {
    ...{ days: 7, steps: FARRINGTON.years * WEEKS + AROUND + 2, fewest: WEEKS + AROUND + 1 },
    judge: (steps) => (counts, firstDay) =>
      farrington({ counts, perYear: WEEKS, firstDay }, counts.length - 1, {
        ...FARRINGTON,
        years: yearsIn(steps),
      }),
  },
  noufaily: {
    ...{ days: 7, steps: NOUFAILY.years * WEEKS + AROUND + 2, fewest: WEEKS + AROUND + 1 },
    judge: (steps) => (counts, firstDay) =>
      noufaily({ counts, perYear: WEEKS, firstDay }, counts.length - 1, {
        ...NOUFAILY,
        years: yearsIn(steps),
      }),
  },
};

/**
 * What is to be thought of counts by the method of a rule, each against its own series: the same hours day by day (EARS), or week by
 * week over years (Farrington, Noufaily), tests controlled together. Null where the past is too short. One below the rule's minimum is
 * a test that finds nothing. For rules of few things: the longest past is five years of weeks.
 */
export function againstThemselves(
  context: QuestionContext,
  watch: Watch,
  counting: Counting,
  counted: readonly { thing: Thing; count: number }[],
): Thought[] | null {
  if (watch.method === 'shared') return null;
  const method = METHODS[watch.method];
  const windows = stepsBack(context, watch, method);
  if (windows.length < method.fewest) return null;
  const judge = method.judge(windows.length);
  const firstDay = Math.floor((windows[0]?.since ?? 0) / DAY);
  const worth = counted.some(({ count }) => count >= watch.minimum);
  const past = worth ? counting.opened(windows.slice(0, -1)) : [];
  const verdicts = counted.map(({ count }, i) =>
    count < watch.minimum ? null : judge([...past.map((counts) => counts[i] ?? 0), count], firstDay),
  );
  const ps = adjusted(verdicts.map((verdict) => verdict?.p ?? 1));
  return verdicts.map((verdict, i) => ({
    expected: verdict?.expected ?? 0,
    bound: verdict?.bound ?? 0,
    p: ps[i] ?? 1,
  }));
}

/** The same hours of earlier days or weeks that are wholly known, the oldest first; the last are those of now. */
function stepsBack(
  { cache, at, profile }: QuestionContext,
  { service, hours }: Watch,
  { days, steps }: Method,
): Window[] {
  const first: Instant = firstOpened(cache, service) ?? at;
  const zone = profile.city.timeZone;
  const windows: Window[] = [];
  for (let step = 0; step < steps; step++) {
    const until = DateTime.fromMillis(at, { zone })
      .minus({ days: days * step })
      .toMillis();
    const since = until - hours * HOUR;
    if (since < first) break;
    windows.unshift({ since, until });
  }
  return windows;
}
