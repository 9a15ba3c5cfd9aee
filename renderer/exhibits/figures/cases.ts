import { DAY } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { MIDNIGHT, MONTH, names, pick, service } from '../city.ts';

const COUNTS = [158, 79, 61, 51, 37, 26, 21, 18];

/** What cases are about; the third is far above its usual. */
export const categories: Data<'categories'> = {
  since: MIDNIGHT,
  total: 472,
  rows: service.categories.slice(0, 6).map((c, i) => {
    const count = pick(COUNTS, i);
    const [low, median, high] = i === 2 ? [0.2, 0.26, 0.4] : [0.7, 0.94, 1.2];
    return {
      category: c.id,
      count,
      usual: { low: count * low, median: count * median, high: count * high },
      unusual: i === 2 ? { since: MIDNIGHT, count, expected: count / 4 } : null,
      overdue: 3 * i,
    };
  }),
  others: { categories: 5, count: 60, overdue: 7 },
};

/** No case yet. */
export const noCategories: Data<'categories'> = {
  since: MIDNIGHT,
  total: 0,
  rows: [],
  others: { categories: 0, count: 0, overdue: 0 },
};

const unusual = (count: number, times: number): Data<'areas'>['rows'][number]['unusual'] => ({
  ...{ since: MIDNIGHT, count, expected: count / times },
});

/** Where cases are; the first is four times its usual. */
export const areas: Data<'areas'> = {
  since: MIDNIGHT,
  total: 472,
  unknown: 23,
  former: 0,
  rows: names.areas.map((area, i) => ({
    area: area.id,
    count: Math.max(0, 38 - i * 3),
    usual: i === 1 ? null : { low: 6, median: 9.5, high: i === 0 ? 14 : 60 },
    ratio: i === 1 ? null : i === 3 ? 1.6 : 4,
    unusual: i === 0 ? unusual(38, 4) : i === 3 ? unusual(29, 1.6) : null,
    open: 12,
    overdue: Math.max(0, 9 - ((i * 7) % 12)),
  })),
};

export const backlog: Data<'backlog'> = {
  ...{ open: 396, within: 190, dueSoon: 81, overdue: 125, untimed: 0, soonHours: 24 },
};

function judged(onTime: number, closed: number): Data<'units'>['city'] {
  const late = Math.round((1 - onTime) * closed);
  return { closed, late, open: 40, overdue: Math.round(late / 3), onTime };
}

/** Units from the latest to the most punctual: two worse than the city, one better; the rows hold three late cases in five. */
export const units: Data<'units'> = {
  since: MONTH,
  until: null,
  city: judged(0.941, 13_900),
  before: { since: MONTH - 30 * DAY, until: MONTH - 1, onTime: 0.9377, closed: 13_400, late: 835 },
  level: 0.0014,
  groups: {
    worse: { units: 3, ...judged(0.75, 800) },
    like: { units: 160, ...judged(0.951, 12_500) },
    better: { units: 2, ...judged(0.995, 500) },
  },
  limits: [1, 2, 4, 8, 16, 32, 64, 128, 256, 420].map((of) => ({
    of,
    usual: {
      low: of < 64 ? null : 0.06 - 0.4 / Math.sqrt(of),
      high: Math.min(1, 0.06 + 0.5 / Math.sqrt(of)),
    },
    control: {
      low: of < 128 ? null : 0.06 - 0.6 / Math.sqrt(of),
      high: of < 2 ? null : Math.min(1, 0.06 + 0.9 / Math.sqrt(of)),
    },
  })),
  rows: names.units.slice(-5).map((unit, i) => {
    const onTime = pick([0.712, 0.78, 0.92, 0.944, 0.99], i);
    return {
      unit: unit.id,
      ...judged(onTime, 320 - i * 40),
      group: pick(['worse', 'worse', 'like', 'like', 'better'] as const, i),
      interval: { low: Math.max(0, onTime - 0.16), high: Math.min(1, onTime + 0.02) },
      excess: pick([81, 45, 7, -1, -6], i),
      before: {
        onTime: pick([0.9, 0.79, 0.7, 0.944, null], i),
        change: pick(['worse', 'same', 'better', 'same', null] as const, i),
      },
    };
  }),
  others: { units: 160, nobodys: false, ...judged(0.961, 12_600) },
  lateShare: 0.6,
};

/** The same where nobody differs from the city, nor from before. */
export const alike: Data<'units'> = {
  ...units,
  groups: {
    ...{
      worse: { units: 0, ...judged(1, 0), onTime: null },
      better: { units: 0, ...judged(1, 0), onTime: null },
    },
    like: { units: 165, ...judged(0.941, 13_900) },
  },
  rows: units.rows.map((row) => ({
    ...{ ...row, group: 'like' as const },
    before: row.before === null ? null : { ...row.before, change: 'same' as const },
  })),
};

/** Several services at once. */
export const strip: Data<'strip'> = {
  since: MIDNIGHT,
  worked: true,
  rows: names.services.slice(1).map((other, i) => ({
    service: other.id,
    today: pick([2316, 11_904, 18, 23, 2], i),
    usual: i === 0 ? { low: 1900, median: 2000, high: 2200 } : { low: 0, median: 9, high: 99_999 },
    unusual: i === 0 ? { since: MIDNIGHT, count: 2316, expected: 1500 } : null,
    open: pick([12, 18_204, 40, 31, 13], i),
    overdue: pick([0, 1204, 0, 2, 3], i),
    opened: pick([214_000, 480_000, 166, 96, 44], i),
    closed: pick([213_988, 461_796, 126, 65, 31], i),
    closed30: 2000,
    reach: { state: i === 2 ? 'stale' : 'live', since: MIDNIGHT },
    onTime30: pick([0.996, 0.968, 0.9, 0.913, 0.7], i),
    since30: i === 1 ? MIDNIGHT - 12 * DAY : null,
  })),
};
