import { afterEach, describe, expect, it } from 'vitest';
import { forecastSeries } from '../../forecast/index.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { at } from '../oracle/flood-morning.ts';
import { asking, measureOf, measuresProfile } from '../oracle/measures-fixture.ts';
import { deviationsOfSums } from './indicator-forecast.ts';

let filled: Filled | undefined;
afterEach(() => filled?.close());
function holding(...records: MeasureRecord[]): ReturnType<typeof asking> {
  filled = filledCache(measuresProfile(), [records]);
  return asking(filled);
}

const two = (n: number): string => String(n).padStart(2, '0');
/** What a month brings, counted from January 2024: 90 to 122 by the season and by chance, times `by`. */
const brought = (i: number, by = 1): number =>
  (100 + 10 * Math.sin((i * Math.PI) / 6) + ((i * 7919) % 13)) * by;
const months = (indicator: string, count: number, by: (i: number) => number = brought): MeasureRecord[] =>
  Array.from({ length: count }, (_, i) =>
    measureOf(indicator, `${2024 + Math.floor(i / 12)}-${two((i % 12) + 1)}`, by(i)),
  );
const OCTOBER = 34;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const valuesOf = (count: number): number[] => Array.from({ length: count }, (_, i) => brought(i));

describe('what adds up', () => {
  it('is forecast by what each month brought, on top of what there is', () => {
    const { row, course } = holding(...months('spent', OCTOBER))('indicator', { indicator: 'spent' });
    const expected = forecastSeries({ values: valuesOf(OCTOBER), season: 12 }, 2);
    if (!expected.ok || !row.forecast.ok) throw new Error('no forecast');
    const sofar = sum(valuesOf(OCTOBER).slice(24));
    expect(row.forecast).toMatchObject({
      period: '2026-12M',
      method: expected.method,
      error: expected.error,
    });
    expect(row.forecast.mean).toBeCloseTo(sofar + expected.sum.mean, 6);
    expect(row.forecast.low).toBeLessThan(row.forecast.mean);
    expect(course).toMatchObject({ rhythm: 'cumulative', year: 2026 });
    expect(course?.points.map((p) => p.period)).toEqual(
      Array.from({ length: 12 }, (_, i) => `2026-${i + 1}M`),
    );
    expect(course?.points[9]).toMatchObject({ forecast: null, late: false, status: 'official' });
    expect(course?.points[9]?.value).toBeCloseTo(sofar, 6);
    expect(course?.points[9]?.lastYear).toBeCloseTo(sum(valuesOf(22).slice(12)), 6);
    expect(course?.points[10]).toMatchObject({ value: null, status: null, late: false });
    expect(course?.points[11]?.forecast?.mean).toBeCloseTo(row.forecast.mean, 9);
    expect(course?.points[11]?.plan).toBeCloseTo(1200, 9);
  });

  it('is the same where the city tells amounts to date alone', () => {
    const toDate = months('spent', OCTOBER, (i) => sum(valuesOf(i + 1).slice(Math.floor(i / 12) * 12))).map(
      (m) => ({ ...m, period: `${m.period.slice(0, 4)}-${Number(m.period.slice(5))}M` }),
    );
    const ask = holding(...toDate);
    const told = ask('indicator', { indicator: 'spent' }).row.forecast;
    filled?.close();
    const monthly = holding(...months('spent', OCTOBER))('indicator', { indicator: 'spent' }).row.forecast;
    if (!told.ok || !monthly.ok) throw new Error('no forecast');
    expect(told.mean).toBeCloseTo(monthly.mean, 6);
    expect(told.high).toBeCloseTo(monthly.high, 6);
  });

  it('is at risk only where the forecast says so, whatever it stands at now', () => {
    const state = (by: number): unknown => {
      const ask = holding(...months('spent', OCTOBER, (i) => brought(i, i < 24 ? 1 : by)));
      const { row } = ask('indicator', { indicator: 'spent' });
      filled?.close();
      return [row.state, row.reason, row.chance === null ? null : row.chance < 0.2];
    };
    expect(state(0.8)).toEqual(['red', 'atRisk', true]);
    expect(state(1.3)).toEqual(['green', 'ahead', false]);
  });

  it('cannot lose what it has reached', () => {
    const ask = holding(...months('spent', OCTOBER, (i) => brought(i, i < 24 ? 1 : 2)));
    expect(ask('indicator', { indicator: 'spent' }).row).toMatchObject({ chance: 1, state: 'green' });
  });

  it('knows a month whose report has not come as late, and forecasts it', () => {
    const { course, row } = holding(...months('spent', OCTOBER - 1))('indicator', { indicator: 'spent' });
    expect(row.period).toBe('2026-9M');
    expect(course?.points.map((p) => p.late)).toEqual(
      [9].reduce((all, i) => all.with(i, true), Array<boolean>(12).fill(false)),
    );
    expect(course?.points[9]?.forecast).not.toBeNull();
  });
});

it('of a series that always was the same, nothing is said of how good forecasts were', () => {
  const { row } = holding(...months('spent', OCTOBER, () => 100))('indicator', { indicator: 'spent' });
  expect(row.forecast).toMatchObject({ ok: true, mean: 1200, low: 1200, high: 1200 });
  expect(row.chance).toBe(1);
});

describe('where nothing is forecast', () => {
  const of = (...records: MeasureRecord[]): unknown =>
    holding(...records)('indicator', { indicator: 'spent' }).row;

  it('says that the history is too short, and is never at risk', () => {
    expect(of(...months('spent', OCTOBER, (i) => brought(i, 0.5)).slice(20))).toMatchObject({
      forecast: { ok: false, why: 'tooShort', have: 14, need: 30 },
      chance: null,
      state: 'orange',
      reason: 'behind',
    });
  });

  it('says that a month is missing', () => {
    const gap = months('spent', OCTOBER).filter((m) => m.period !== '2025-11');
    expect(of(...gap)).toMatchObject({
      forecast: { ok: false, why: 'gaps', have: 11, need: 30 },
      chance: null,
    });
  });

  it('says that the year is told in full', () => {
    const row = holding(...months('spent', 36))(
      'indicator',
      { indicator: 'spent' },
      { at: Date.parse('2027-01-20') },
    ).row;
    expect(row).toMatchObject({ period: '2026-12M', forecast: { ok: false, why: 'done' }, chance: null });
  });

  it('says that what there is is too old', () => {
    expect(of(...months('spent', OCTOBER - 3))).toMatchObject({
      forecast: { ok: false, why: 'tooOld' },
      chance: null,
      state: 'unknown',
    });
  });
});

describe('what restarts each year', () => {
  it('is held to its share of the year’s plan, and forecast by what each month adds', () => {
    const profile = measuresProfile();
    const restarting = {
      ...profile,
      indicators: {
        ...profile.indicators,
        indicators: profile.indicators.indicators.map((one) =>
          one.id === 'onTime' ? { ...one, restarts: true } : one,
        ),
      },
    };
    const toDate = months('onTime', OCTOBER, (i) => {
      const first = Math.floor(i / 12) * 12;
      return sum(valuesOf(i + 1).slice(first)) / 15;
    });
    filled = filledCache(restarting, [toDate]);
    const { row, course } = asking(filled)('indicator', { indicator: 'onTime' });
    const before = valuesOf(24).slice(12);
    expect(row.expected).toBeCloseTo((95 * sum(before.slice(0, 10))) / sum(before), 6);
    const expected = forecastSeries({ values: valuesOf(OCTOBER).map((v) => v / 15), season: 12 }, 2);
    if (!expected.ok || !row.forecast.ok) throw new Error('no forecast');
    expect(row.forecast.mean).toBeCloseTo((row.value ?? 0) + expected.sum.mean, 6);
    expect(course).toMatchObject({ rhythm: 'cumulative' });
    expect(course?.points[9]).toMatchObject({ value: row.value, status: 'official' });
  });
});

describe('what does not add up', () => {
  it('is forecast as it stands, to the last month of the year', () => {
    const { row, course } = holding(...months('onTime', OCTOBER, (i) => 90 + ((i * 7919) % 5)))('indicator', {
      indicator: 'onTime',
    });
    expect(row.forecast).toMatchObject({ ok: true, period: '2026-12' });
    expect(row.chance).not.toBeNull();
    expect(course).toMatchObject({ rhythm: 'month' });
    expect(course?.points[11]?.plan).toBe(95);
  });

  it('is forecast of days by the mean of their months', () => {
    const days = Array.from({ length: 31 + 30 }, (_, i) =>
      measureOf('speed', new Date(Date.UTC(2026, 8, 1 + i)).toISOString().slice(0, 10), i < 30 ? 20 : 30),
    );
    const at = Date.parse('2026-11-01T05:00:00Z');
    const { course, row } = holding(...days)('indicator', { indicator: 'speed' }, { at });
    expect(course?.points.slice(8, 10).map((p) => p.value)).toEqual([20, 30]);
    expect(row).toMatchObject({ chance: null, forecast: { ok: false, why: 'tooShort', have: 2, need: 30 } });
  });
});

it('sums are as far off as single values are at first, and as the sum of all in the end', () => {
  const [first, second, third] = deviationsOfSums([1, 2, 3], 5);
  expect(first).toBe(1);
  expect(second).toBeGreaterThan(2);
  expect(third).toBeCloseTo(5, 9);
});

describe('what others expect', () => {
  const outside = measureOf('spent', '2026', 1190, {
    status: 'forecast',
    source: 'Institute',
    reportedAt: at - 9,
  });

  it('stands beside the value and never for it', () => {
    const ask = holding(...months('spent', OCTOBER), outside);
    const found = ask('indicator', { indicator: 'spent' });
    expect(found.outside).toEqual([
      { period: '2026', value: 1190, source: 'Institute', provenance: 'published', reportedAt: at - 9 },
    ]);
    expect(found.row).toMatchObject({ period: '2026-10M', status: 'official' });
    expect(found.series.map((p) => p.period)).not.toContain('2026-12');
    expect(ask('indicator', { indicator: 'spent', rhythm: 'year' }).series.map((p) => p.period)).toEqual([
      '2024',
      '2025',
    ]);
    expect(ask('indicator', { indicator: 'spent' }, { at: at - 10 }).outside).toEqual([]);
  });

  it('does not replace the value of the same period, nor is replaced by it', () => {
    const ask = holding(outside, measureOf('spent', '2026', 1000));
    expect(ask('indicator', { indicator: 'spent' }, { at: at + 5e9 }).row.value).toBe(1000);
    const alone = measureOf('growth', '2026-Q3', 8, { status: 'forecast' });
    filled?.apply([alone]);
    expect(ask('indicator', { indicator: 'growth' })).toMatchObject({
      row: { value: null },
      outside: [{ value: 8 }],
    });
  });
});

describe('what somebody assumes', () => {
  const journal = (held: unknown) => ({
    commands: () => ({ rows: [], total: 0, waiting: 0 }),
    state: (key: string) => (key === 'scenario:spent:2026' ? JSON.parse(JSON.stringify(held)) : undefined),
    alerts: { since: () => [], of: () => [], last: () => 0 },
    handovers: { newest: () => [], one: () => null },
    calls: { about: () => [], newest: () => [], open: () => [] },
    states: () => new Map(),
    client: () => '',
    said: () => ({}),
    isCurrent: () => true,
    close: () => undefined,
  });

  it('is told of the year in course, and changes neither state nor forecast', () => {
    const ask = holding(...months('spent', OCTOBER));
    const plain = ask('indicator', { indicator: 'spent' });
    const held = { value: 1300, note: 'Two more works', givenAt: at - 5 };
    const assumed = ask('indicator', { indicator: 'spent' }, { journal: journal(held) });
    expect(assumed).toEqual({ ...plain, scenario: { year: 2026, ...held } });
    expect(
      ask('indicator', { indicator: 'spent' }, { journal: journal({ ...held, value: null }) }).scenario,
    ).toBeNull();
    expect(
      ask('indicator', { indicator: 'spent' }, { journal: journal(held), at: at - 6 }).scenario,
    ).toBeNull();
  });
});
