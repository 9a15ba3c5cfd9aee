import { DateTime } from 'luxon';
import { drift, jump } from '../../../alerts/detect/backlog.ts';
import { adjusted } from '../../../alerts/detect/fdr.ts';
import type { Verdict } from '../../../alerts/detect/verdict.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { flowDays } from '../../../rollups/flow-days.ts';
import { balanceAt } from '../../../rollups/sums.ts';
import { sharedClock } from '../../../rollups/buckets.ts';
import { firstOpened } from '../../flows/cases.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';
import { whyNoCases } from '../../source-state.ts';

/** Stretches that growth is held against, the newest among them. */
const STRETCHES = 5;
/** Days of a picture. */
const PICTURE = 60;

interface Line {
  key: string;
  /** Open at the end of each day, the oldest first; the last is now. */
  open: number[];
  perDay: number;
}

/** Open cases that grow faster than they scatter: in one stretch of days, or a little in every one. Both are tests, controlled together. */
export function backlog(context: QuestionContext, watch: WatchOf<'backlog'>): Seen {
  const { at, profile, cache, lookup } = context;
  const why = whyNoCases(context, watch.service);
  if (why !== null) return blind(why);
  const zone = profile.city.timeZone;
  const { days } = watch;
  const since = DateTime.fromMillis(sharedClock(zone).day(at).start, { zone }).minus({
    days: days * STRETCHES,
  });
  // The first weeks in which cases are held grow from nothing: they say what is held, not what is open.
  const first = firstOpened(cache, watch.service) ?? at;
  if (since.toMillis() < first + days * 86_400_000) return blind('tooShort');
  const lines = linesOf(context, watch, since.toMillis()).filter(
    ({ key }) => watch.by === 'all' || lookup.unit(key) !== undefined,
  );
  // Where all is to be told, the bound is still one that half of what is usual keeps.
  const options = { days, alpha: Math.min(0.5, watch.falseDiscovery) };
  // A small backlog, or one that did not grow, is two tests that find nothing.
  const tests = lines.flatMap((line): Test[] =>
    mayHaveGrown(line, watch)
      ? [jump(line, options), drift(line, options)].map((verdict) => ({ line, verdict }))
      : [NOTHING_FOUND, NOTHING_FOUND],
  );
  const ps = adjusted(tests.map(({ verdict }) => verdict?.p ?? 1));
  const best = new Map<Line, { p: number; bound: number; growth: number }>();
  tests.forEach(({ line, verdict }, i) => {
    const p = ps[i] ?? 1;
    if (line === null || verdict === null) return;
    if (p <= watch.falseDiscovery && p < (best.get(line)?.p ?? 2))
      best.set(line, { p, bound: verdict.bound, growth: verdict.value });
  });
  return seen([...best].map(([line, found]) => findingOf(context, watch, line, found)));
}

interface Test {
  line: Line | null;
  verdict: Verdict | null;
}
const NOTHING_FOUND: Test = { line: null, verdict: null };

function mayHaveGrown({ open }: Line, { minimum, days }: WatchOf<'backlog'>): boolean {
  const now = open.at(-1) ?? 0;
  return now >= minimum && now > Math.min(open.at(-1 - days) ?? 0, open[0] ?? 0);
}

function linesOf({ cache, at }: QuestionContext, { service, by }: WatchOf<'backlog'>, since: number): Line[] {
  const dim = by === 'all' ? 'total' : 'unit';
  const now = balanceAt(cache, { service, dim, at });
  const { days, flows } = flowDays(cache, { service, dim, since, until: at });
  return [...now].map(([key, sums]): Line => {
    const flow = flows.get(key);
    const open = new Array<number>(days.length).fill(0);
    let left = sums.opened - sums.closed;
    for (let day = days.length - 1; day >= 0; day--) {
      open[day] = left;
      left -= (flow?.opened[day] ?? 0) - (flow?.closed[day] ?? 0);
    }
    const opened = flow?.opened.reduce((sum, n) => sum + n, 0) ?? 0;
    return { key, open, perDay: opened / days.length };
  });
}

function findingOf(
  { at, profile, lookup }: QuestionContext,
  { service, by, days }: WatchOf<'backlog'>,
  { key, open }: Line,
  { p, bound }: { p: number; bound: number },
): Finding {
  const unit = by === 'all' ? undefined : key;
  const value = open.at(-1) ?? 0;
  const before = open.at(-1 - days) ?? 0;
  const zone = profile.city.timeZone;
  const back = (n: number): number => DateTime.fromMillis(at, { zone }).minus({ days: n }).toMillis();
  const shown = open.slice(-PICTURE);
  return {
    subject: { service, ...(unit === undefined ? {} : { unit }) },
    ...{ measure: 'open', value, expected: before, limit: before + bound, p },
    ...{ since: back(days), until: at, atRisk: false, areas: [] },
    unit: unit ?? lookup.source(lookup.service(service)?.source ?? '')?.unit ?? null,
    cases: { service, ...(unit === undefined ? {} : { unit }), state: 'open', to: at, tree: false },
    series: shown.map((n, i) => ({ at: back(shown.length - 1 - i), value: n, expected: null })),
    times: value / Math.max(1, before + bound),
  };
}
