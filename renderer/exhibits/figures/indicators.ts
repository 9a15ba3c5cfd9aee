import { DAY } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';
import { names, NOW, pick } from '../city.ts';

const COUNTS = { red: 7, orange: 19, green: 116, unknown: 12, total: 154 };
const PLANS = [100, 10, 92, 520_000, 0.3, 17_800, 99.5];
const VALUES = [61.2, 8.12, 79.1, 480_310, 0.42, 15_120, 99.8];
const EXPECTED = [83.3, 10, 80.9, 433_333, 0.3, 14_833, 99.5];
const STATES = ['red', 'red', 'orange', 'green', 'orange', 'green', 'green', 'unknown'] as const;
const REASONS = ['atRisk', 'atRisk', 'behind', 'ahead', 'behind', 'onCourse', 'ahead', 'noValue'] as const;
const CHANCES = [0.004, 0.12, 0.44, 0, 0.31, 0.87, 0.995] as const;
/** Of forecasts that were better than both simple ones. */
export const ERROR = { mase: 0.62, naive: 1.4, seasonalNaive: 0.9, coverage: 0.81, origins: 18 };
const RANK = { red: 0, orange: 1, unknown: 2, green: 3 };

/** Rows of every state, those at risk first. */
const rows = names.indicators.indicators
  .slice(0, 24)
  .map((indicator, i): IndicatorRow => {
    const state = pick(STATES, i);
    const known = state !== 'unknown';
    const [value, plan, due] = [pick(VALUES, i % 7), pick(PLANS, i % 7), pick(EXPECTED, i % 7)];
    const lower = indicator.direction === 'lower';
    return {
      indicator: indicator.id,
      field: indicator.field,
      state,
      reason: pick(REASONS, i),
      period: known ? '2026-10M' : null,
      value: known ? value : null,
      status: known ? (i % 3 === 0 ? 'estimated' : 'official') : null,
      provenance: known ? (i % 2 === 0 ? 'demo' : 'published') : null,
      territory: known ? names.city.territory : null,
      source: 'Cục Thống kê, báo cáo tháng 10/2026',
      reportedAt: known ? NOW - 16 * DAY : null,
      plan: known ? { value: plan, whose: 'council', basis: 'year', source: 'NQ HĐND' } : null,
      expected: known ? due : null,
      progress: known ? (lower ? plan / value : value / plan) : null,
      shortfall: known ? (lower ? value - due : due - value) : null,
      samePeriod: known
        ? { period: '2025-10M', value: value * 0.96, change: i % 2 === 0 ? 0.038 : null, points: 0.4 }
        : null,
      history: known
        ? Array.from({ length: 12 }, (_, k) => ({
            period: `2026-${String(k + 1).padStart(2, '0')}`,
            value: value * (0.7 + 0.03 * k + 0.05 * Math.sin(k * 1.7 + i)),
          }))
        : [],
      forecast: !known
        ? { ok: false, why: 'noValue', have: 0, need: 0 }
        : i % 4 === 3
          ? { ok: false, why: 'tooShort', have: 14, need: 30 }
          : {
              ...{ ok: true, method: 'theta', period: '2026-12M', error: ERROR },
              ...{ mean: value * 1.19, low: value * 1.13, high: value * 1.25 },
            },
      chance: !known || i % 4 === 3 ? null : pick(CHANCES, i),
      lead: indicator.lead,
    };
  })
  .sort((a, b) => RANK[a.state] - RANK[b.state]);

/** Some of the city's 154, a few of every state. */
export const indicators: Data<'indicators'> = { counts: COUNTS, rows, matching: 40 };

/** The same by field. */
export const fields: Data<'fields'> = {
  counts: COUNTS,
  rows: names.indicators.fields.map((field, i) => ({
    field: field.id,
    red: pick([3, 2, 0, 1, 0], i),
    orange: pick([2, 4, 1, 0, 3], i),
    green: pick([9, 6, 14, 8, 11], i),
    unknown: pick([0, 1, 2, 0, 1], i),
    total: pick([14, 13, 17, 9, 15], i),
    published: 4,
    demo: 8,
  })),
};
