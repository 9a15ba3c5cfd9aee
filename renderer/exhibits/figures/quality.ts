import type { Data } from '../../../sync/contract/questions/index.ts';
import { MONTH, names } from '../city.ts';

type Rated = Data<'quality'>['city'];

function rated(ratings: Rated['ratings'], closed: number, returned: number): Rated {
  const [one, two, three, four, five] = ratings;
  const n = one + two + three + four + five;
  return {
    ratings,
    rated: n,
    mean: n === 0 ? null : (one + 2 * two + 3 * three + 4 * four + 5 * five) / n,
    satisfied: n === 0 ? null : (four + five) / n,
    returned,
    closed,
  };
}

/** Two citizens in five rate; most are content, and a few units are below the others. */
export const quality: Data<'quality'> = {
  since: MONTH,
  city: rated([214, 301, 790, 1908, 2466], 13_900, 371),
  level: 0.0008,
  groups: { worse: 2, like: 150, better: 1 },
  rows: names.units.slice(0, 6).map(({ id }, i) => {
    const own = rated([14 - 2 * i, 11 - i, 10, 9 + 3 * i, 6 + 5 * i], 240 - 20 * i, 9 - i);
    const mean = own.mean ?? 1;
    return {
      ...{
        unit: id,
        ...own,
        group: i < 2 ? ('worse' as const) : i < 5 ? ('like' as const) : ('better' as const),
      },
      interval: { low: Math.max(1, mean - 0.9), high: Math.min(5, mean + 0.7) },
    };
  }),
  others: { units: 148, ...rated([180, 260, 730, 1800, 2400], 12_900, 340) },
};

/** Nobody has rated anything yet. */
export const unrated: Data<'quality'> = {
  since: MONTH,
  city: rated([0, 0, 0, 0, 0], 12, 0),
  level: 0.002,
  groups: { worse: 0, like: 0, better: 0 },
  rows: [],
  others: { units: 3, ...rated([0, 0, 0, 0, 0], 12, 0) },
};
