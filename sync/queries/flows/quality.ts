import { UNKNOWN, type Group } from '../../contract/questions/cases.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { qualityBetween, type Quality } from '../../rollups/quality.ts';
import { between } from '../../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { oncePerContext, remembering } from '../once.ts';
import { serviceOf, type Question } from '../question.ts';
import type { Span } from '../statistics/binomial.ts';
import { groupAt, levelOf, type Test } from '../statistics/groups.ts';
import { chanceOfMean, meanInterval } from '../statistics/stars.ts';
import { windowOf } from '../usual.ts';

type Judged = Data<'quality'>['city'];
/** From this many stars on somebody is satisfied. */
const SATISFIED = 4;

/** Units' stars change seldom, and are integrated for milliseconds: so many are remembered, several ranges of the units of a city. */
const MOST = 2_000;
const chances = remembering<number>(MOST);
const spans = remembering<Span>(MOST);

const FROM_WORST: readonly Group[] = ['worse', 'like', 'better'];

interface Part extends Quality {
  closed: number;
}

const nothing = (): Part => ({ ratings: [0, 0, 0, 0, 0], returned: 0, closed: 0 });

function judged(parts: readonly Part[]): Judged {
  const ratings: Judged['ratings'] = [0, 0, 0, 0, 0];
  let [returned, closed] = [0, 0];
  for (const part of parts) {
    part.ratings.forEach((n, i) => (ratings[i] = (ratings[i] ?? 0) + n));
    returned += part.returned;
    closed += part.closed;
  }
  const rated = ratings.reduce((sum, n) => sum + n, 0);
  const stars = ratings.reduce((sum, n, i) => sum + n * (i + 1), 0);
  const satisfied = ratings.reduce((sum, n, i) => sum + (i + 1 >= SATISFIED ? n : 0), 0);
  return {
    ...{ ratings, rated, returned, closed },
    mean: rated === 0 ? null : stars / rated,
    satisfied: rated === 0 ? null : satisfied / rated,
  };
}

type Asked = Pick<Params<'quality'>, 'service' | 'range'>;

/** Every unit that was rated, against the city, the worst first; and all that has ratings or was closed, by unit. */
const standings = oncePerContext(
  ({ service, range }: Asked) => `${service} ${range}`,
  ({ at, cache, lookup, profile }, { service, range }) => {
    const window = windowOf(range, at, profile.city);
    const found = new Map<string, Part[]>();
    const add = (code: string, part: Part): void => {
      const unit = lookup.unit(code) === undefined ? UNKNOWN : code;
      const before = found.get(unit);
      if (before === undefined) found.set(unit, [part]);
      else before.push(part);
    };
    for (const [unit, quality] of qualityBetween(cache, { service, ...window }))
      add(unit, { ...nothing(), ...quality });
    for (const [unit, { closed }] of between(cache, { service, dim: 'unit', ...window }))
      add(unit, { ...nothing(), closed });
    const parts: ReadonlyMap<string, readonly Part[]> = found;
    const city = judged([...parts.values()].flat());
    const rated = [...parts]
      .map(([unit, list]) => ({ unit, ...judged(list) }))
      .filter((one) => one.unit !== UNKNOWN && one.rated > 0);
    const mean = city.mean ?? 0;
    const tests = rated.map((one): Test => ({
      chance: chances(`${one.ratings.join(' ')} of ${mean}`, () => chanceOfMean(one.ratings, mean)),
      side: (one.mean ?? 0) < mean ? 'worse' : 'better',
    }));
    const level = levelOf(tests.map(({ chance }) => chance));
    const all = rated.map((one, i) => {
      const test = tests[i];
      return { ...one, group: test === undefined ? 'like' : groupAt(test, level) };
    });
    const short = (one: Judged): number => one.rated * (mean - (one.mean ?? mean));
    all.sort(
      (a, b) =>
        FROM_WORST.indexOf(a.group) - FROM_WORST.indexOf(b.group) ||
        short(b) - short(a) ||
        (a.unit < b.unit ? -1 : 1),
    );
    return { since: window.since, parts, city, level, all };
  },
);

/** What citizens say of how they were served. Judged by the service's source. */
export const quality: Question<'quality'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, limit }) {
    serviceOf(context, service);
    if (firstOpened(context.cache, service) === null) return null;
    const { since, parts, city, level, all } = standings(context, { service, range });
    const rows = all.slice(0, limit).map((one) => ({
      ...one,
      interval: spans(`${one.ratings.join(' ')} at ${level}`, () => meanInterval(one.ratings, level)),
    }));
    const inGroup = (group: Group): number => all.filter((one) => one.group === group).length;
    const shown = new Set(rows.map(({ unit }) => unit));
    const others = [...parts].filter(([unit]) => !shown.has(unit));
    return {
      since,
      ...{ city, level, rows },
      groups: { worse: inGroup('worse'), like: inGroup('like'), better: inGroup('better') },
      others: { units: others.length, ...judged(others.flatMap(([, list]) => list)) },
    };
  },
};
