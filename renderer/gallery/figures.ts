import { DAY, HOUR, MINUTE } from '../../sync/contract/instants.ts';
import type { Names } from '../../sync/contract/link.ts';
import type { Data, QuestionName } from '../../sync/contract/questions/index.ts';
import type { IndicatorRow } from '../../sync/contract/questions/indicators.ts';

/** An afternoon, 14:32:05 in Bangkok's and Saigon's zone. */
export const NOW = Date.UTC(2026, 10, 21, 7, 32, 5);
const MIDNIGHT = Date.UTC(2026, 10, 20, 17);
const MONTH = Date.UTC(2026, 9, 25, 5);

/** Answers to every question the panels draw, invented but of one piece, in the codes of a profile. */
export type Figures = { readonly [Q in Exclude<QuestionName, 'heat'>]: Data<Q> };

const SHAPE = [4, 3, 2, 2, 2, 4, 9, 22, 34, 36, 31, 26, 25, 33, 35, 34, 30, 27, 24, 20, 17, 14, 9, 6];
const at = <T>(list: readonly T[], i: number): T => {
  const found = list[i % list.length];
  if (found === undefined) throw new RangeError('the profile has none of these');
  return found;
};

function dayOf(): Data<'today'> {
  const hours = SHAPE.map((n, i) => ({
    start: MIDNIGHT + i * HOUR,
    count: i < 14 ? Math.round(n * (1.02 + 0.25 * Math.sin(i))) : i === 14 ? 17 : null,
    usual: { low: n * 0.82, median: n, high: n * 1.17 },
  }));
  const count = hours.reduce((sum, h) => sum + (h.count ?? 0), 0);
  return { since: MIDNIGHT, count, usual: { low: 231, median: 262, high: 301 }, hours, days: 6 };
}

/** Rows of every state, from the profile's own indicators. */
function rowsOf(names: Names): IndicatorRow[] {
  const plans = [100, 10, 92, 520_000, 0.3, 17_800, 99.5];
  const values = [61.2, 8.12, 79.1, 480_310, 0.42, 15_120, 99.8];
  const expected = [83.3, 10, 80.9, 433_333, 0.3, 14_833, 99.5];
  const states = ['red', 'red', 'orange', 'green', 'orange', 'green', 'green', 'unknown'] as const;
  const reasons = ['atRisk', 'atRisk', 'behind', 'ahead', 'behind', 'onCourse', 'ahead', 'noValue'] as const;
  const rank = { red: 0, orange: 1, unknown: 2, green: 3 };
  return names.indicators.indicators
    .slice(0, 24)
    .map((indicator, i): IndicatorRow => {
      const state = at(states, i);
      const known = state !== 'unknown';
      const [value, plan, due] = [at(values, i % 7), at(plans, i % 7), at(expected, i % 7)];
      const lower = indicator.direction === 'lower';
      return {
        indicator: indicator.id,
        field: indicator.field,
        state,
        reason: at(reasons, i),
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
        lead: indicator.lead,
      };
    })
    .sort((a, b) => rank[a.state] - rank[b.state]);
}

const COUNTS = { red: 7, orange: 19, green: 116, unknown: 12, total: 154 };

function listsOf(
  names: Names,
  first: Names['services'][number],
): Pick<Figures, 'categories' | 'units' | 'areas'> {
  const counts = [158, 79, 61, 51, 37, 26, 21, 18];
  const shares = [0.712, 0.78, 0.834, 0.861, 0.9];
  const judged = (onTime: number, closed: number) => {
    const late = Math.round((1 - onTime) * closed);
    return { closed, late, open: 40, overdue: Math.round(late / 3), onTime };
  };
  return {
    categories: {
      since: MIDNIGHT,
      total: 472,
      rows: first.categories.slice(0, 6).map((c, i) => ({
        category: c.id,
        count: at(counts, i),
        usual: {
          low: at(counts, i) * (i === 2 ? 0.2 : 0.7),
          median: at(counts, i) * (i === 2 ? 0.26 : 0.94),
          high: at(counts, i) * (i === 2 ? 0.4 : 1.2),
        },
      })),
      others: { categories: 5, count: 60 },
    },
    units: {
      since: MONTH,
      city: judged(0.941, 13_900),
      rows: names.units.slice(-5).map((unit, i) => ({
        unit: unit.id,
        state: i < 2 ? 'red' : i < 4 ? 'orange' : 'green',
        ...judged(at(shares, i), 320 - i * 40),
      })),
      others: { units: 164, ...judged(0.961, 12_600) },
      lateShare: 0.6,
    },
    areas: {
      since: MIDNIGHT,
      total: 472,
      unknown: 23,
      rows: names.areas.slice(0, 24).map((area, i) => ({
        area: area.id,
        count: Math.max(0, 38 - i * 3),
        usual: i === 1 ? null : { low: 6, median: 9.5, high: i === 0 ? 14 : 60 },
        ratio: i === 1 ? null : 4,
        unusual: i === 0,
        open: 12,
        overdue: 2,
      })),
    },
  };
}

function headlineOf(names: Names, first: Names['services'][number]): Data<'headline'> {
  const [short = at(names.indicators.indicators, 0)] = names.indicators.indicators;
  return {
    facts: [
      { fact: 'hotspot', ...at(hotspotsOf(names, first).rows, 0) },
      { fact: 'overdue', service: first.id, overdue: 125, open: 396 },
      { fact: 'atRisk', red: COUNTS.red, total: COUNTS.total, unknown: COUNTS.unknown },
      {
        fact: 'shortfall',
        indicator: short.id,
        value: 61.2,
        shortfall: 22.1,
        lead: short.lead,
        period: '2026-10M',
      },
    ],
  };
}

function hotspotsOf(names: Names, first: Names['services'][number]): Data<'hotspots'> {
  const spots = [
    { count: 38, ratio: 4, usual: 9.5, overdue: 9, unit: at(names.units, 5).id },
    { count: 14, ratio: 3.2, usual: 4.4, overdue: 0, unit: null },
    { count: 9, ratio: 0, usual: 0, overdue: 2, unit: at(names.units, 3).id },
  ];
  return {
    since: NOW - 2 * HOUR,
    rows: spots.map((spot, i) => {
      const area = at(names.areas, i * 7);
      const category = at(first.categories, [5, 2, 7][i] ?? 0).id;
      return { area: area.id, category, hours: 2, point: area.centroid, ...spot };
    }),
  };
}

/** The figures of one profile. */
export function figuresOf(names: Names): Figures {
  const first = at(names.services, 0);
  const rows = rowsOf(names);
  const fields = names.indicators.fields.map((field, i) => ({
    field: field.id,
    red: [3, 2, 0, 1, 0][i % 5] ?? 0,
    orange: [2, 4, 1, 0, 3][i % 5] ?? 0,
    green: [9, 6, 14, 8, 11][i % 5] ?? 0,
    unknown: [0, 1, 2, 0, 1][i % 5] ?? 0,
    total: [14, 13, 17, 9, 15][i % 5] ?? 0,
    published: 4,
    demo: 8,
  }));
  return {
    headline: headlineOf(names, first),
    today: dayOf(),
    backlog: { open: 396, within: 190, dueSoon: 81, overdue: 125, soonHours: 24 },
    ...listsOf(names, first),
    hotspots: hotspotsOf(names, first),
    indicators: { counts: COUNTS, rows, matching: 40 },
    fields: { counts: COUNTS, rows: fields },
    strip: {
      since: MIDNIGHT,
      worked: true,
      rows: names.services.slice(1).map((service, i) => ({
        service: service.id,
        today: [2316, 11_904, 18, 23, 2, 4][i] ?? 5,
        usual: i === 0 ? { low: 1900, median: 2000, high: 2200 } : { low: 0, median: 9, high: 99_999 },
        open: [12, 18_204, 40, 31, 13, 6][i] ?? 3,
        overdue: [0, 1204, 0, 2, 3, 1][i] ?? 0,
        opened: [214_000, 480_000, 166, 96, 44, 61][i] ?? 9,
        closed: [213_988, 461_796, 126, 65, 31, 55][i] ?? 6,
        closed30: 2000,
        onTime30: [0.996, 0.968, 0.9, 0.913, 0.7, 0.8][i] ?? 1,
      })),
    },
    sources: {
      late: 2,
      total: names.sources.length,
      rows: names.sources.map((source, i) => ({
        source: source.id,
        watermark: [NOW - 3 * DAY, null, NOW - 87 * MINUTE][i] ?? (i === 1 ? null : NOW),
        state: (['stale', 'empty', 'late', 'live'] as const)[Math.min(i, 3)] ?? 'live',
        unit: source.unit,
      })),
    },
  };
}
