import { periodBefore } from '../../contract/calendar.ts';
import { CitywallError } from '../../contract/errors.ts';
import { onTimeState } from '../../contract/on-time.ts';
import type { Rules } from '../../contract/profile.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { balanceAt, between } from '../../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { judge, lateCases, together, type Judged } from './judged.ts';
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
  const named = new Map<string, Judged[]>();
  for (const key of new Set([...within.keys(), ...upTo.keys()])) {
    const judged = judge(within.get(key), upTo.get(key));
    if (judged.closed === 0 && judged.open === 0) continue;
    const unit = lookup.unit(key) === undefined ? UNKNOWN : key;
    named.set(unit, [...(named.get(unit) ?? []), judged]);
  }
  return new Map([...named].map(([unit, parts]) => [unit, together(parts)]));
}

/** The on-time shares of the units that can be judged. */
function sharesOf(units: ReadonlyMap<string, Judged>, rules: Rules['onTime']): Map<string, number> {
  return new Map(
    [...units].flatMap(([unit, judged]): [string, number][] => {
      const can = unit !== UNKNOWN && judged.onTime !== null && onTimeState(judged, rules) !== 'unknown';
      return can ? [[unit, judged.onTime ?? 0]] : [];
    }),
  );
}

/** Places by on-time share, 1 the best; those of one share have one place. */
function ranksOf(of: ReadonlyMap<string, number>): Map<string, number> {
  const shares = [...of].sort(([, a], [, b]) => b - a);
  const ranks = new Map<string, number>();
  shares.forEach(([unit, share], i) => {
    const [above = '', same] = shares[i - 1] ?? [];
    ranks.set(unit, same === share ? (ranks.get(above) ?? i + 1) : i + 1);
  });
  return ranks;
}

/**
 * Places each unit won since the period before, among those that have a place in both. An hour into a period two units
 * may be ranked of a hundred: being second of two is no rise from the ninetieth place.
 */
function movesOf(now: ReadonlyMap<string, number>, then: ReadonlyMap<string, number>): Map<string, number> {
  const ranks = ranksOf(new Map([...now].filter(([unit]) => then.has(unit))));
  const ranksThen = ranksOf(new Map([...then].filter(([unit]) => now.has(unit))));
  return new Map([...ranks].map(([unit, rank]) => [unit, (ranksThen.get(unit) ?? rank) - rank]));
}

/** How many places a unit rose; 0 where it had no place in one of the two periods. */
const rise = (row: Row): number => row.before?.moved ?? 0;

/** What comes first by an order; the unknown unit always comes last, since nobody can be asked about it. */
function before(order: Params<'units'>['order'], a: Row, b: Row): number {
  if ((a.unit === UNKNOWN) !== (b.unit === UNKNOWN)) return a.unit === UNKNOWN ? 1 : -1;
  const share = (row: Row): number => (row.state === 'unknown' ? 2 : (row.onTime ?? 2));
  const by = {
    late: lateCases(b) - lateCases(a) || share(a) - share(b),
    onTime: share(a) - share(b) || lateCases(b) - lateCases(a),
    best: (a.rank ?? Infinity) - (b.rank ?? Infinity) || b.closed - a.closed,
    volume: b.closed + b.open - (a.closed + a.open),
    risers: rise(b) - rise(a) || (a.rank ?? Infinity) - (b.rank ?? Infinity),
    fallers: rise(a) - rise(b) || (b.rank ?? 0) - (a.rank ?? 0),
  }[order];
  // Infinity less itself is no number: neither comes first.
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

/** Units by how they keep their times in a range. Judged by the service's source. */
export const units: Question<'units'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, whole, order, limit }) {
    serviceOf(context, service);
    const { cache, profile } = context;
    if (firstOpened(cache, service) === null) return null;
    const last = whole ? lastWhole(context, range) : null;
    const window = last ?? windowOf(range, context.at, profile.city);
    const at = window.until;
    const now = judgedUnits(context, service, window);
    const shares = sharesOf(now, profile.rules.onTime);
    const ranks = ranksOf(shares);
    const period = periodBefore(range, at, profile.city);
    const then = period === null ? null : judgedUnits(context, service, period);
    const sharesThen = sharesOf(then ?? new Map(), profile.rules.onTime);
    const ranksThen = ranksOf(sharesThen);
    const moves = movesOf(shares, sharesThen);
    const all = [...now]
      .map(([unit, judged]): Row => {
        const state = unit === UNKNOWN ? 'unknown' : onTimeState(judged, profile.rules.onTime);
        const before =
          then === null
            ? null
            : {
                rank: ranksThen.get(unit) ?? null,
                onTime: then.get(unit)?.onTime ?? null,
                moved: moves.get(unit) ?? null,
              };
        return { unit, state, ...judged, rank: ranks.get(unit) ?? null, before };
      })
      .sort((a, b) => before(order, a, b));
    const city = together(all);
    const rows = all.slice(0, limit);
    const left = all.slice(limit);
    const late = lateCases(city);
    return {
      since: window.since,
      until: last?.until ?? null,
      city,
      before: then === null ? null : cityBefore([...then.values()]),
      ranked: ranks.size,
      rows,
      others: { units: left.length, ...together(left) },
      lateShare: late === 0 ? null : lateCases(together(rows)) / late,
    };
  },
};

function cityBefore(units: readonly Judged[]): Data<'units'>['before'] {
  const { onTime, closed, late } = together(units);
  return { onTime, closed, late };
}
