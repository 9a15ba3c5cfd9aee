import { DAY, MINUTE } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { names, NOW, pick, service } from '../city.ts';

const SPOTS = [
  { count: 38, ratio: 4, usual: 9.5, overdue: 9, unit: 'u5', category: 5 },
  { count: 14, ratio: 3.2, usual: 4.4, overdue: 0, unit: null, category: 2 },
  { count: 9, ratio: 0, usual: 0, overdue: 2, unit: 'u3', category: 7 },
];

/** Places far above their usual: with and without one unit that handles most, and one that usually has none. */
export const hotspots: Data<'hotspots'> = {
  hours: 2,
  rows: SPOTS.map(({ category, ...spot }, i) => {
    const area = pick(names.areas, i);
    return {
      area: area.id,
      category: pick(service.categories, category).id,
      hours: 2,
      point: area.centroid,
      due: null,
      ...spot,
    };
  }),
};

/** 1 January 2027 in Vietnam. */
const YEARS_END = Date.UTC(2026, 11, 31, 17);

/** What needs a decision. */
export const headline: Data<'headline'> = {
  facts: [
    { fact: 'hotspot', ...pick(hotspots.rows, 0) },
    { fact: 'overdue', service: service.id, overdue: 125, open: 396 },
    {
      ...{ fact: 'atRisk', red: 7, total: 154, unknown: 12, by: YEARS_END },
      gravest: { indicator: 'disbursement', chance: 0.12, lead: 'u0' },
    },
    {
      fact: 'shortfall',
      indicator: 'disbursement',
      value: 61.2,
      shortfall: 22.1,
      lead: 'u0',
      period: '2026-10M',
      by: YEARS_END,
    },
  ],
};

/** What a board of one indicator says, and one of what comes every day. */
export const headlineOfOne: Data<'headline'> = {
  facts: [
    {
      ...{ fact: 'one', indicator: 'disbursement', state: 'red', reason: 'atRisk', lead: 'u0' },
      ...{ period: '2026-10M', value: 61.2, shortfall: 22.1, chance: 0.04 },
      plan: { value: 95, whose: 'committee', basis: 'year', source: '' },
      by: YEARS_END,
    },
    {
      ...{
        fact: 'unusualDay',
        indicator: 'health',
        period: '2026-11-20',
        value: 41.3,
        stands: 'worse',
        reason: 'onCourse',
        expected: null,
        state: 'green',
      },
      ...{ usual: { low: 66.2, median: 68, high: 69.9 }, others: 2 },
    },
  ],
};

/** What a board of index sets says. */
export const headlineOfSet: Data<'headline'> = {
  facts: [
    {
      ...{ fact: 'weakest', set: 'ddci', year: 2025, units: 44 },
      component: { indicator: 'water', score: 10.4, max: 20, share: 0.52 },
    },
    {
      ...{ fact: 'risers', set: 'ddci', year: 2025 },
      riser: { unit: 'u6', rank: 4, rankBefore: 13 },
      faller: { unit: 'u1', rank: 20, rankBefore: 12 },
    },
  ],
};

/** Sources in every state. */
export const sources: Data<'sources'> = {
  late: 3,
  total: names.sources.length,
  rows: names.sources.map((source, i) => ({
    source: source.id,
    watermark: pick([NOW - 3 * DAY, null, NOW - 87 * MINUTE, NOW], i),
    state: pick(['stale', 'empty', 'late', 'live'], i),
    behind: pick([2 * DAY, 0, 27 * MINUTE, 0], i),
    unit: source.unit,
  })),
};
