import { periodBefore } from '../../contract/calendar.ts';
import { CitywallError } from '../../contract/errors.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { balanceAt, between } from '../../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { changesOf, compared, limitsUpTo, missedOf, onTimeInterval } from './compared.ts';
import { judge, lateCases, together, type Judged } from './judged.ts';
import { oncePerContext } from '../once.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { windowOf, type Window } from '../usual.ts';

type Row = Data<'units'>['rows'][number];

/** Every unit that had anything to do, judged; cases of units the profile does not name are one unknown unit. */
function judgedUnits(
  context: QuestionContext,
  service: string,
  { since, until }: Window,
): Map<string, Judged> {
  const { cache, lookup } = context;
  const within = between(cache, { service, dim: 'unit', since, until });
  const upTo = balanceAt(cache, { service, dim: 'unit', at: until });
  const all = [...new Set([...within.keys(), ...upTo.keys()])]
    .map((key) => ({ key, judged: judge(within.get(key), upTo.get(key)) }))
    .filter(({ judged }) => judged.closed > 0 || judged.open > 0);
  const named = Map.groupBy(all, ({ key }) => (lookup.unit(key) === undefined ? UNKNOWN : key));
  return new Map([...named].map(([unit, parts]) => [unit, together(parts.map(({ judged }) => judged))]));
}

/** How a unit's missed cases changed: those more than at its own share of the period before. */
function worsened(row: Row): number {
  const { onTime = null, change = null } = row.before ?? {};
  if (onTime === null || change === null || change === 'same') return 0;
  const { count, of } = missedOf(row);
  return count - of * (1 - onTime);
}

/** Places of groups from the worst. */
const FROM_WORST = ['worse', 'like', 'better', null];
const placeOf = ({ group }: Row): number => FROM_WORST.indexOf(group);
const fromBest = ({ group }: Row): number => (group === null ? 3 : 2 - FROM_WORST.indexOf(group));

/** Those that changed the asked way first, then those that changed the other way. */
function changedBy({ before }: Row, way: 'worse' | 'better'): number {
  const change = before?.change ?? 'same';
  return change === way ? 0 : change === 'same' ? 2 : 1;
}

/** What comes first by an order; the unknown unit always comes last, since nobody can be asked about it. */
function before(order: Params<'units'>['order'], a: Row, b: Row): number {
  if ((a.unit === UNKNOWN) !== (b.unit === UNKNOWN)) return a.unit === UNKNOWN ? 1 : -1;
  const by = {
    late: lateCases(b) - lateCases(a) || b.excess - a.excess,
    overdue: b.overdue - a.overdue || b.open - a.open,
    worst: placeOf(a) - placeOf(b) || b.excess - a.excess,
    best: fromBest(a) - fromBest(b) || a.excess - b.excess,
    volume: b.closed + b.open - (a.closed + a.open),
    declined: changedBy(a, 'worse') - changedBy(b, 'worse') || worsened(b) - worsened(a),
    improved: changedBy(a, 'better') - changedBy(b, 'better') || worsened(a) - worsened(b),
  }[order];
  return by || (a.unit < b.unit ? -1 : 1);
}

/** The period that ended last, of a range that has periods. */
function lastWhole({ at, profile }: QuestionContext, range: Params<'units'>['range']): Window {
  const last = periodBefore(range, at, profile.city);
  if (last !== null) return last;
  throw new CitywallError('question-params', {
    what: `whole: the range "${range}" has no periods`,
    where: 'whole',
    hint: 'Ask for month, reportingMonth or year, or leave it out.',
  });
}

/** Every unit that had anything to do, against the city and its own period before; in no order, and without intervals. */
export const unitStandings = oncePerContext(
  ({ service, range, whole }: Pick<Params<'units'>, 'service' | 'range' | 'whole'>) =>
    `${service} ${range} ${whole}`,
  standings,
);

function standings(
  context: QuestionContext,
  { service, range, whole }: Pick<Params<'units'>, 'service' | 'range' | 'whole'>,
) {
  const { profile } = context;
  const last = whole ? lastWhole(context, range) : null;
  const window = last ?? windowOf(range, context.at, profile.city);
  const now = judgedUnits(context, service, window);
  const city = together([...now.values()]);
  const named = withoutUnknown(now);
  const found = compared(named, city);
  const period = periodBefore(range, window.until, profile.city);
  const then = period === null ? null : judgedUnits(context, service, period);
  const changes = changesOf(named, withoutUnknown(then ?? new Map()));
  const rows = [...now].map(([unit, judged]): Row => {
    const missed = missedOf(judged);
    return {
      ...{ unit, ...judged, group: found.groups.get(unit) ?? null, interval: null },
      excess: missed.count - missed.of * (found.target ?? 0),
      before:
        then === null ? null : { onTime: then.get(unit)?.onTime ?? null, change: changes.get(unit) ?? null },
    };
  });
  const inGroup = (group: Row['group']): Data<'units'>['groups']['like'] => {
    const some = rows.filter((row) => row.group === group);
    return { units: some.length, ...together(some) };
  };
  return {
    since: window.since,
    until: last?.until ?? null,
    ...{ city, found, rows },
    groups: { worse: inGroup('worse'), like: inGroup('like'), better: inGroup('better') },
    before: then === null || period === null ? null : { ...period, ...cityBefore([...then.values()]) },
  };
}

/** The share that some units hold of all that was late or is overdue; null where nothing was. */
export function lateShareOf(some: readonly Judged[], city: Judged): number | null {
  const late = lateCases(city);
  return late === 0 ? null : lateCases(together(some)) / late;
}

/** Units by how they keep their times in a range, each against the city. Judged by the service's source. */
export const units: Question<'units'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, whole, order, unit, limits, limit }) {
    serviceOf(context, service);
    if (firstOpened(context.cache, service) === null) return null;
    const { found, rows: unsorted, ...stands } = unitStandings(context, { service, range, whole });
    const all = [...unsorted].sort((a, b) => before(order, a, b));
    const shown = unit === undefined ? all.slice(0, limit) : all.filter((row) => row.unit === unit);
    const rows = shown.map((row): Row => ({ ...row, interval: onTimeInterval(row, found.level) }));
    const left = all.filter((row) => !shown.includes(row));
    const sizes = all.map((row) => (row.unit === UNKNOWN ? 0 : missedOf(row).of));
    return {
      ...stands,
      level: found.level,
      limits: limits ? limitsUpTo(Math.max(0, ...sizes), found) : [],
      rows,
      others: {
        units: left.filter((row) => row.unit !== UNKNOWN).length,
        nobodys: left.some((row) => row.unit === UNKNOWN),
        ...together(left),
      },
      lateShare: lateShareOf(rows, stands.city),
    };
  },
};

const withoutUnknown = (units: ReadonlyMap<string, Judged>): Map<string, Judged> =>
  new Map([...units].filter(([unit]) => unit !== UNKNOWN));

function cityBefore(units: readonly Judged[]): Pick<Judged, 'onTime' | 'closed' | 'late'> {
  const { onTime, closed, late } = together(units);
  return { onTime, closed, late };
}
