import type { WatchOf } from '../../../contract/alert-rules.ts';
import { localDate } from '../../../contract/calendar.ts';
import { HOUR } from '../../../contract/instants.ts';
import { isValidOn } from '../../../contract/validity.ts';
import { firstOpened } from '../../flows/cases.ts';
import type { QuestionContext } from '../../question.ts';
import { lastHours, sameHours, thoughtOf, type Thought } from '../../unusual.ts';
import { FEWEST_WEEKS, type Window } from '../../usual.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';
import { countingOf, type Counting, type Thing } from './counted.ts';
import { handlersOf } from './handlers.ts';
import { againstThemselves } from './own-past.ts';
import { whyNoCases } from './source-state.ts';

type Watch = WatchOf<'counts'>;

/** Hours before now that a picture has at least. */
const PICTURE = 24;
/** So many have a picture: nobody looks at more at once, and each costs. */
const PICTURES = 100;

/** A thing, how many there are now, and what is to be thought of it. */
interface Marked {
  thing: Thing;
  count: number;
  thought: Thought;
}

/** More cases than usual: by field, unit, area, or a pair of them. Kept sums answer it. */
export function counts(context: QuestionContext, watch: Watch): Seen {
  const { at, profile } = context;
  const why = whyNoCases(context, watch.service);
  if (why !== null) return blind(why);
  const window = lastHours(watch.hours, at);
  const counting = countingOf(context, watch);
  const first = firstOpened(context.cache, watch.service) ?? at;
  const weeks = sameHours(window, profile.city, profile.rules.usual.weeks, first);
  const sums = counting.opened(window);
  const counted = counting.things.map((thing) => ({ thing, count: sumOf(thing, sums) }));
  const thoughts =
    watch.method === 'shared'
      ? againstWeeks(context, watch, counting, counted, weeks)
      : againstThemselves(context, watch, counting, counted);
  if (thoughts === null) return blind('tooShort');
  const marked = counted.flatMap(({ thing, count }, i): Marked[] => {
    const thought = thoughts[i];
    if (thought === undefined || thought.p > watch.falseDiscovery || count < watch.minimum) return [];
    return count < watch.ratio * thought.expected ? [] : [{ thing, count, thought }];
  });
  return seen(findings(context, watch, { counting, window, weeks, marked }));
}

const sumOf = ({ keys }: Thing, sums: ReadonlyMap<string, number>): number =>
  keys.reduce((sum, key) => sum + (sums.get(key) ?? 0), 0);

/** Against the same hours of earlier weeks; null where there are too few of them. */
function againstWeeks(
  { profile }: QuestionContext,
  watch: Watch,
  counting: Counting,
  counted: readonly { thing: Thing; count: number }[],
  weeks: readonly Window[],
): Thought[] | null {
  if (weeks.length < FEWEST_WEEKS) return null;
  const { timeZone } = profile.city;
  const earlier = weeks.map((week) => ({
    sums: counting.opened(week),
    day: localDate(week.since, timeZone),
  }));
  const tested = counted.map(({ thing, count }) => {
    const lived = earlier.filter(({ day }) => thing.place === null || isValidOn(thing.place, day));
    return { count, earlier: lived.map(({ sums }) => sumOf(thing, sums)) };
  });
  return thoughtOf(tested, { rate: watch.falseDiscovery, minimum: watch.minimum });
}

function findings(
  context: QuestionContext,
  watch: Watch,
  found: { counting: Counting; window: Window; weeks: readonly Window[]; marked: readonly Marked[] },
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
  marked: readonly Marked[],
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
