import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data } from '../../contract/questions/index.ts';
import { qualityBetween, type Quality } from '../../rollups/quality.ts';
import { between } from '../../rollups/sums.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question } from '../question.ts';
import { windowOf } from '../usual.ts';

type Judged = Data<'quality'>['city'];
/** From this many stars on somebody is satisfied. */
const SATISFIED = 4;

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

/** What citizens say of how they were served. Judged by the service's source. */
export const quality: Question<'quality'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, range, minimum, limit }) {
    serviceOf(context, service);
    const { at, cache, lookup, profile } = context;
    if (firstOpened(cache, service) === null) return null;
    const window = windowOf(range, at, profile.city);
    const parts = new Map<string, Part[]>();
    const add = (code: string, part: Part): void => {
      const unit = lookup.unit(code) === undefined ? UNKNOWN : code;
      parts.set(unit, [...(parts.get(unit) ?? []), part]);
    };
    for (const [unit, found] of qualityBetween(cache, { service, ...window }))
      add(unit, { ...nothing(), ...found });
    for (const [unit, { closed }] of between(cache, { service, dim: 'unit', ...window }))
      add(unit, { ...nothing(), closed });
    const all = [...parts].map(([unit, list]) => ({ unit, ...judged(list) }));
    const listed = all
      .filter(({ unit, rated }) => unit !== UNKNOWN && rated >= minimum)
      .sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0) || b.rated - a.rated || (a.unit < b.unit ? -1 : 1));
    const rows = listed.slice(0, limit);
    const shown = new Set(rows.map(({ unit }) => unit));
    const others = [...parts].filter(([unit]) => !shown.has(unit));
    return {
      since: window.since,
      city: judged([...parts.values()].flat()),
      rows,
      others: { units: others.length, ...judged(others.flatMap(([, list]) => list)) },
    };
  },
};
