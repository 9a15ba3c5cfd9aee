import type { WatchOf } from '../../../contract/alert-rules.ts';
import { HOUR } from '../../../contract/instants.ts';
import type { QuestionContext } from '../../question.ts';
import type { Counting } from '../../unusual/counted.ts';
import { judged, type Judged } from '../../unusual/judged.ts';
import type { Window } from '../../usual.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';
import { handlersOf } from './handlers.ts';

type Watch = WatchOf<'counts'>;

/** Hours before now that a picture has at least. */
const PICTURE = 24;
/** So many have a picture: nobody looks at more at once, and each costs. */
const PICTURES = 100;

/** More cases than usual: by field, unit, area, or a pair of them. Boards mark the same. */
export function counts(context: QuestionContext, watch: Watch): Seen {
  const judgement = judged(context, watch);
  if (judgement.blind !== null) return blind(judgement.blind);
  const { counting, now, weeks, all } = judgement;
  const marked = all.filter(({ isMarked }) => isMarked);
  return seen(findings(context, watch, { counting, window: now, weeks, marked }));
}

function findings(
  context: QuestionContext,
  watch: Watch,
  found: { counting: Counting; window: Window; weeks: readonly Window[]; marked: readonly Judged[] },
): Finding[] {
  const { counting, window, weeks } = found;
  const marked = [...found.marked].sort((a, b) => a.thought.p - b.thought.p || b.count - a.count);
  const { service, categories } = watch;
  const subjects = marked.map(({ thing }) => thing.subject);
  const handlers = marked.length === 0 ? [] : handlersOf(context, service, window, subjects, categories);
  const series = picturesOf(counting, marked.slice(0, PICTURES), {
    hours: watch.hours,
    until: window.until,
    weeks,
  });
  return marked.map(({ thing: { subject }, count, thought }, i): Finding => {
    const limit = Math.max(watch.minimum, watch.ratio * thought.expected, thought.bound);
    const { unit, area, category } = subject;
    const some = category === undefined && categories !== undefined ? { categories: [...categories] } : {};
    return {
      subject,
      ...{ measure: 'opened', value: count, expected: thought.expected, limit, p: thought.p },
      ...window,
      unit: unit ?? handlers[i] ?? null,
      atRisk: false,
      cases: {
        service,
        ...(category === undefined ? some : { category }),
        ...(unit === undefined ? {} : { unit }),
        ...(area === undefined ? {} : { area }),
        ...window,
        tree: false,
      },
      areas: area === undefined ? [] : [area],
      series: series[i] ?? [],
      times: count / limit,
    };
  });
}

/** Hour by hour up to now, with the mean of the same hours in earlier weeks. */
function picturesOf(
  counting: Counting,
  marked: readonly Judged[],
  { hours, until, weeks }: { hours: number; until: number; weeks: readonly Window[] },
): Finding['series'][] {
  if (marked.length === 0) return [];
  const keys = marked.flatMap(({ thing }) => thing.keys);
  const back = Math.max(hours, PICTURE) * HOUR;
  const now = counting.hours(keys, { since: until - back, until });
  const before = weeks.map((week) => counting.hours(keys, { since: week.until - back, until: week.until }));
  let from = 0;
  return marked.map(({ thing }) => {
    const rows = thing.keys.map((_, i) => from + i);
    from += thing.keys.length;
    const at = (one: typeof now, hour: number): number =>
      rows.reduce((sum, row) => sum + (one.counts[row]?.at(hour) ?? 0), 0);
    return now.starts.map((start, i) => {
      // Counted from now, since a day may have an hour more or less.
      const hour = i - now.starts.length;
      const usual = before.map((one) => at(one, hour));
      const expected = usual.length === 0 ? null : usual.reduce((sum, n) => sum + n, 0) / usual.length;
      return { at: start, value: at(now, hour), expected };
    });
  });
}
