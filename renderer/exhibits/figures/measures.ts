import { DAY } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Forecast } from '../../../sync/contract/questions/indicators.ts';
import type { CoursePoint, SeriesPoint } from '../../../sync/contract/questions/measures.ts';
import { names, NOW, pick } from '../city.ts';
import { ERROR, indicators } from './indicators.ts';

const two = (n: number): string => String(n).padStart(2, '0');
/** The months of two years and ten months, as periods. */
const MONTHS = Array.from({ length: 34 }, (_, i) => `${2024 + Math.floor(i / 12)}-${two((i % 12) + 1)}`);
/** On this month the territory changes. */
const SEAM = '2025-07';

/** A year of a share of the plan: ten months known, the newest estimated, two to come and the first of them late. */
const course = Array.from({ length: 12 }, (_, i): CoursePoint => {
  const [now, before] = [[3, 6, 11, 16, 22, 29, 37, 45, 53, 61.2][i] ?? null, 5 + i * 7.6];
  const mean = 61.2 + (i - 9) * 8.4;
  const off = 2.2 * (i - 9);
  return {
    period: `2026-${i + 1}M`,
    value: now,
    status: now === null ? null : i === 9 ? 'estimated' : 'official',
    lastYear: Number(before.toFixed(1)),
    plan: Number(((95 * (i + 1)) / 12).toFixed(1)),
    forecast: now === null ? { mean, low: mean - off, high: mean + off } : null,
    late: i === 10,
  };
});

const AHEAD: Extract<Forecast, { ok: true }> = {
  ok: true,
  ...{ method: 'theta', period: '2026-12M', mean: 78, low: 73.6, high: 82.4 },
  error: ERROR,
};

/** A rate month by month, across a change of territory, its newest months estimated and one of them revised. */
export const indicator: Data<'indicator'> = {
  row: { ...pick(indicators.rows, 0), forecast: AHEAD },
  rhythm: 'month',
  rhythms: ['month', 'cumulative', 'quarter', 'year'],
  subject: 'city',
  series: MONTHS.map((period, i) => {
    const value = Number((54 + i * 0.5 + 6 * Math.sin(i / 2)).toFixed(1));
    const newest = MONTHS.length - 1 - i;
    const before = i >= 12 ? Number((value - 3.1 - Math.sin(i)).toFixed(1)) : null;
    return {
      period,
      value: period < SEAM ? value - 9 : value,
      status: newest === 0 ? 'estimated' : newest < 3 ? 'provisional' : 'official',
      provenance: i % 5 === 0 ? 'published' : 'demo',
      territory: period < SEAM ? 'gallery-old' : 'gallery',
      reportedAt: NOW - newest * 30 * DAY,
      source: 'Cục Thống kê, báo cáo tháng',
      derived: false,
      plan: i < 24 ? 60 : 72,
      samePeriod:
        before === null || (period >= SEAM && i < 30)
          ? null
          : {
              period: pick(MONTHS, i - 12),
              value: before,
              change: null,
              points: Number((value - before).toFixed(1)),
            },
      previous:
        i === 0 || period === SEAM
          ? null
          : { period: pick(MONTHS, i - 1), value: value - 0.7, change: null, points: 0.7 },
      earlier:
        newest === 2
          ? [{ value: value + 1.4, status: 'estimated', reportedAt: NOW - 80 * DAY }]
          : newest === 5
            ? [
                { value: value - 2.2, status: 'estimated', reportedAt: NOW - 170 * DAY },
                { value: value - 0.4, status: 'provisional', reportedAt: NOW - 150 * DAY },
              ]
            : [],
    };
  }),
  seams: [{ date: '2025-07-01', before: 'gallery-old', after: 'gallery' }],
  subjects: names.areas.slice(0, 18).map((area, i) => ({
    subject: area.id,
    period: '2026-10',
    value: Number((38 + i * 2.4).toFixed(1)),
    plan: 60,
    state: i < 3 ? 'red' : i < 7 ? 'orange' : 'green',
  })),
  duty: {
    lead: pick(names.units, 0).id,
    source: 'statistics',
    last: NOW - 12 * DAY,
    delay: 6,
    next: { period: '2026-11', due: NOW + 14 * DAY, late: false },
  },
  course: { rhythm: 'cumulative', year: 2026, points: course },
  outside: [],
  scenario: null,
  compare: {
    a: { period: '2025-10', value: 58.2, territory: 'gallery' },
    b: { period: '2026-10', value: 61.2, territory: 'gallery' },
    change: null,
    points: 3,
  },
};

/** The same with what others expect and what somebody assumes. */
export const assumed: Data<'indicator'> = {
  ...indicator,
  outside: [
    {
      ...{ period: '2026', value: 84, source: 'Viện nghiên cứu mẫu', provenance: 'demo' },
      reportedAt: NOW - 20 * DAY,
    },
  ],
  scenario: { year: 2026, value: 93, note: 'Giải ngân thêm hai dự án lớn', givenAt: NOW - DAY },
};

/** One whose history is too short, and one that is forecast no better than the simplest way would. */
export const young: Data<'indicator'> = {
  ...indicator,
  row: { ...indicator.row, forecast: { ok: false, why: 'tooShort', have: 14, need: 30 }, chance: null },
  course: {
    rhythm: 'cumulative',
    year: 2026,
    points: course.map((p) => ({ ...p, forecast: null, lastYear: null })),
  },
};
export const plainly: Data<'indicator'> = {
  ...indicator,
  row: {
    ...indicator.row,
    forecast: { ...AHEAD, method: 'mean', error: { ...ERROR, mase: 1.44 } },
  },
};

const point: Omit<SeriesPoint, 'period' | 'value'> = {
  ...{ status: 'official', provenance: 'demo', territory: 'gallery', source: 'Sở Tài chính', derived: false },
  ...{ plan: null, samePeriod: null, previous: null, earlier: [], reportedAt: NOW },
};

/** An amount from New Year on, against what the plan asks by then and the year before. */
export const cumulative: Data<'indicator'> = {
  ...indicator,
  row: { ...indicator.row, indicator: 'budget' },
  rhythm: 'cumulative',
  seams: [],
  series: Array.from({ length: 22 }, (_, i): SeriesPoint => {
    const month = (i % 12) + 1;
    const period = `${2025 + Math.floor(i / 12)}-${month}M`;
    const value = Math.round(41_800 * month * (1 + 0.06 * Math.sin(i)));
    return {
      ...{ ...point, period, value, plan: 43_333 * month },
      status: i > 19 ? 'estimated' : 'official',
      samePeriod:
        i < 12
          ? null
          : { period: `2025-${month}M`, value: Math.round(value * 0.93), change: 0.075, points: null },
    };
  }),
};

/** A rate of which only some quarters were ever published. */
export const published: Data<'indicator'> = {
  ...indicator,
  row: { ...indicator.row, indicator: 'grdp' },
  rhythm: 'quarter',
  seams: [],
  series: [
    ['2024-Q1', 6.54],
    ['2024-Q2', 6.46],
    ['2024-Q4', 7.17],
    ['2025-Q1', 7.51],
    ['2025-Q2', 7.82],
    ['2025-Q3', 8.05],
    ['2026-Q1', 8.32],
    ['2026-Q3', 8.12],
  ].map(([period, value], i): SeriesPoint => ({
    ...{ ...point, period: String(period), value: Number(value), plan: 10 },
    provenance: 'published',
    status: i === 7 ? 'provisional' : 'official',
  })),
};

const DAYS = Array.from({ length: 28 }, (_, i) => new Date(NOW - (28 - i) * DAY).toISOString().slice(0, 10));
const STANDS = ['worse', 'usual', 'better', 'outside', 'usual', 'unknown'] as const;

/** Indicators by the day: one out of its usual for the worse, one that has fallen behind, one without a value. */
export const daily: Data<'daily'> = {
  rows: names.indicators.indicators.slice(0, 6).map((known, i) => {
    const stands = pick(STANDS, i);
    const base = pick([62, 1840, 27.4, 3.1, 412, 0], i);
    const missing = stands === 'unknown';
    const value = missing ? null : Number((base * (stands === 'worse' ? 1.7 : 1)).toFixed(1));
    return {
      indicator: known.id,
      // What is worse than usual may be on course all the same, and the other way round.
      state: pick(['green', 'red', 'orange', 'unknown', 'green', 'unknown'] as const, i),
      reason: pick(['onCourse', 'atRisk', 'overLimit', 'noPlan', 'ahead', 'noValue'] as const, i),
      period: missing ? null : '2026-11-20',
      value,
      status: missing ? null : 'official',
      provenance: missing ? null : 'demo',
      reportedAt: missing ? null : NOW - 9 * 3_600_000,
      before: missing
        ? null
        : { period: '2026-11-19', value: base, change: stands === 'worse' ? 0.7 : 0.02, points: null },
      weekAgo: missing ? null : { period: '2026-11-13', value: base, change: null, points: 0.4 },
      usual: missing ? null : { low: base * 0.8, median: base, high: base * 1.2 },
      stands,
      behind: i === 4 ? 2 : 0,
      history: DAYS.map((period, d) => ({
        period,
        value:
          missing || (i === 4 && d > 25)
            ? null
            : base * (0.9 + 0.1 * Math.sin(d + i)) * (d === 27 && i === 0 ? 1.7 : 1),
        usual: missing ? null : { low: base * 0.8, median: base, high: base * 1.2 },
      })),
    };
  }),
};

/** The city among provinces: risen, fallen, unchanged, never ranked. */
export const indexes: Data<'indexes'> = {
  rows: names.indexes
    .filter(({ subjects }) => subjects === 'city')
    .map(({ id, components }, i) => ({
      set: id,
      year: i === 3 ? null : 2024,
      territory: 'gallery',
      score: pick([67.89, 41.78, 87.4, null], i),
      rank: pick([29, 18, 12, null], i),
      scoreBefore: pick([66.1, 42.3, 87.4, null], i),
      rankBefore: pick([27, 22, 12, null], i),
      provenance: i === 3 ? null : i === 0 ? 'published' : 'demo',
      rankProvenance: i === 0 ? 'published' : null,
      source: 'VCCI',
      outOf: 63,
      units: 0,
      weakest:
        components[0] === undefined
          ? null
          : { indicator: components[0].indicator, score: 5.1, max: components[0].max, share: 0.51 },
      history: [],
    })),
};
