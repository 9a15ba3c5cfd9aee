import { UNKNOWN } from '../contract/questions/cases.ts';
import { questions, type Data, type Params } from '../contract/questions/index.ts';
import { balanceAt, between } from '../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { judge, lateCases, together, unitState, type Judged } from './judged.ts';
import { serviceOf, type Question, type QuestionContext } from './question.ts';
import { windowOf } from './usual.ts';

type Row = Data<'units'>['rows'][number];

/** Every unit that had anything to do, judged; cases of units the profile does not name are one unknown unit. */
function judgedUnits(context: QuestionContext, service: string, since: number): Map<string, Judged> {
  const { cache, index, at } = context;
  const within = between(cache, { service, dim: 'unit', since, until: at });
  const upTo = balanceAt(cache, { service, dim: 'unit', at });
  const named = new Map<string, Judged[]>();
  for (const key of new Set([...within.keys(), ...upTo.keys()])) {
    const judged = judge(within.get(key), upTo.get(key));
    if (judged.closed === 0 && judged.open === 0) continue;
    const unit = index.unit(key) === undefined ? UNKNOWN : key;
    named.set(unit, [...(named.get(unit) ?? []), judged]);
  }
  return new Map([...named].map(([unit, parts]) => [unit, together(parts)]));
}

/** What comes first by an order; the unknown unit always comes last, since nobody can be asked about it. */
function before(order: Params<'units'>['order'], a: Row, b: Row): number {
  if ((a.unit === UNKNOWN) !== (b.unit === UNKNOWN)) return a.unit === UNKNOWN ? 1 : -1;
  const share = (row: Row): number => (row.state === 'unknown' ? 2 : (row.onTime ?? 2));
  const by = {
    late: lateCases(b) - lateCases(a) || share(a) - share(b),
    onTime: share(a) - share(b) || lateCases(b) - lateCases(a),
    volume: b.closed + b.open - (a.closed + a.open),
  }[order];
  return by || (a.unit < b.unit ? -1 : 1);
}

/** Units by how they keep their times in a range. Judged by the service's source. */
export const units: Question<'units'> = {
  name: 'units',
  params: questions.units.params,
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, order, limit }) {
    serviceOf(context, service);
    const { cache, at, profile } = context;
    if (firstOpened(cache, service) === null) return null;
    const { since } = windowOf(range, at, profile.city);
    const all = [...judgedUnits(context, service, since)]
      .map(([unit, judged]): Row => {
        const state = unit === UNKNOWN ? 'unknown' : unitState(judged, profile.rules.onTime);
        return { unit, state, ...judged };
      })
      .sort((a, b) => before(order, a, b));
    const city = together(all);
    const rows = all.slice(0, limit);
    const left = all.slice(limit);
    const late = lateCases(city);
    return {
      since,
      city,
      rows,
      others: { units: left.length, ...together(left) },
      lateShare: late === 0 ? null : lateCases(together(rows)) / late,
    };
  },
};
