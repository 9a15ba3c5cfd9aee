import { watch as watchSchema, type WatchOf } from '../../contract/alert-rules.ts';
import { adjusted } from '../../alerts/detect/fdr.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Mark } from '../../contract/questions/cases.ts';
import type { QuestionContext } from '../question.ts';
import { judged, type Judgement, type Windows } from './judged.ts';

type Watch = WatchOf<'counts'>;

/** What a board tells of a service, and marks where it is unusual. */
export interface Told {
  service: string;
  by: Exclude<Watch['by'], 'categoryUnit'>;
  /** Of these fields alone, where it tells fields or fields in places. */
  categories?: readonly string[];
}

/** What is unusual: counted since when, how many, what its past lets expect; and the test of it. */
export interface Found {
  since: Instant;
  count: number;
  expected: number;
  /** The least share of chance among those marked with it, were it marked, and the share that is let pass. */
  p: number;
  rate: number;
}

/** What of it an answer tells; null where nothing is unusual. */
export const markOf = (found: Found | undefined): Mark =>
  found === undefined ? null : { since: found.since, count: found.count, expected: found.expected };

/** How what is told is counted. */
export interface Counted {
  /** The board's own time of a service: each has been held since a time of its own. */
  windows: (service: string) => Windows;
  /** Whether it is counted over that time by rules, too: of days that are over. */
  whole?: boolean;
  /** How what no rule watches is marked; {@link unruled} where absent. */
  otherwise?: (told: Told) => Watch;
}

/**
 * How a board marks what no rule of alerts watches: by the detector of counts as it is where a rule says nothing more (method, least
 * number, ratio: contract/alert-rules.ts), at the profile's own rate of false discovery (`rules.usual.chance`).
 */
export function unruled({ rules }: Pick<Profile, 'rules'>, { service, by, categories }: Told): Watch {
  const falseDiscovery = rules.usual.chance;
  const found = watchSchema.parse({ detector: 'counts', service, by, falseDiscovery, categories });
  if (found.detector !== 'counts') throw new Error(`not counts: ${found.detector}`);
  return found;
}

/** The rules that are on and count the very things that are told; those of a part of the fields, each its part. */
export function rulesFor({ alerts }: Pick<Profile, 'alerts'>, { service, by, categories }: Told): Watch[] {
  const byField = by === 'category' || by === 'categoryArea';
  return alerts.rules.flatMap(({ on, watch }): Watch[] => {
    if (!on || watch.detector !== 'counts' || watch.service !== service || watch.by !== by) return [];
    const own = watch.categories;
    if (own === undefined) return [watch];
    return byField && (categories === undefined || own.some((one) => categories.includes(one)))
      ? [watch]
      : [];
  });
}

/** What is told of that no rule watches: all of it, some fields, or nothing (null). */
function unwatched({ lookup }: QuestionContext, told: Told, rules: readonly Watch[]): Told | null {
  if (rules.length === 0) return told;
  if (told.by !== 'category' && told.by !== 'categoryArea') return null;
  const fields = lookup.service(told.service)?.categories.map(({ id }) => id) ?? [];
  const watched = new Set(rules.flatMap(({ categories }) => categories ?? fields));
  const rest = (told.categories ?? fields).filter((category) => !watched.has(category));
  return rest.length === 0 ? null : { ...told, categories: rest };
}

const byRule = (context: QuestionContext, watch: Watch, { windows, whole = false }: Counted): Judgement =>
  whole ? judged(context, { ...watch, hours: 24 }, windows(watch.service)) : judged(context, watch);

/**
 * What is unusual of what a board tells, by the key it is counted under (keys of the kept sums): by the rules of alerts that watch the same,
 * over their own hours, so that a board marks what an alert is raised on and nothing else; what none watches by {@link unruled}, over
 * the board's own time.
 */
export function marksOf(context: QuestionContext, told: Told, counted: Counted): ReadonlyMap<string, Found> {
  const { windows, otherwise = (of: Told) => unruled(context.profile, of) } = counted;
  const found = new Map<string, Found>();
  const take = (watch: Watch, judgement: Judgement): void => {
    for (const [key, one] of markedIn(judgement, watch)) if (!found.has(key)) found.set(key, one);
  };
  const rules = rulesFor(context.profile, told);
  for (const watch of rules) take(watch, byRule(context, watch, counted));
  const rest = unwatched(context, told, rules);
  if (rest === null) return found;
  if (told.by === 'all') {
    const own = unusualServices(context, [told.service], counted).get(told.service);
    return new Map(own === undefined ? [] : [['', own]]);
  }
  const watch = otherwise(rest);
  take(watch, judged(context, watch, windows(told.service)));
  return found;
}

function markedIn(judgement: Judgement, { falseDiscovery: rate }: Watch): Map<string, Found> {
  const found = new Map<string, Found>();
  if (judgement.blind !== null) return found;
  const { since } = judgement.now;
  for (const { thing, count, thought, isMarked } of judgement.all)
    if (isMarked) found.set(thing.keys[0] ?? '', { since, count, ...thought, rate });
  return found;
}

/**
 * Which of some services have more cases than usual, as a whole. Those that no rule watches as a whole are judged among all such services of the
 * city, whichever are asked for: however many there are, few are marked by chance, and two boards say the same of one.
 */
export function unusualServices(
  context: QuestionContext,
  services: readonly string[],
  counted: Counted,
): ReadonlyMap<string, Found> {
  const { profile } = context;
  const found = new Map<string, Found>();
  const ruledBy = new Map(
    profile.services.map(({ id }) => [id, rulesFor(profile, { service: id, by: 'all' })]),
  );
  for (const service of services)
    for (const watch of ruledBy.get(service) ?? []) {
      const one = markedIn(byRule(context, watch, counted), watch).get('');
      if (one !== undefined && !found.has(service)) found.set(service, one);
    }
  const free = profile.services.filter(({ id }) => ruledBy.get(id)?.length === 0);
  if (!free.some(({ id }) => services.includes(id))) return found;
  const tests = free.flatMap(({ id }) => {
    const watch = unruled(profile, { service: id, by: 'all' });
    const judgement = judged(context, watch, counted.windows(id));
    const own = markedIn(judgement, watch).get('');
    // Services are told apart by how much they scatter: each is judged by its own past.
    return judgement.blind === null ? [{ id, own, p: own?.p ?? 1 }] : [];
  });
  const ps = adjusted(tests.map(({ p }) => p));
  tests.forEach(({ id, own }, i) => {
    const p = ps[i] ?? 1;
    if (own !== undefined && services.includes(id) && p <= own.rate) found.set(id, { ...own, p });
  });
  return found;
}
