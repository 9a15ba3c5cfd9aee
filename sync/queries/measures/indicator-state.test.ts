import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../contract/profile.ts';
import type { IndicatorRow } from '../../contract/questions/indicators.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { fixtureProfile } from '../oracle/fixture.ts';
import { knownAt, medianSeries, readingsOf, yearToDate } from './indicator-series.ts';
import { indicatorRowOf, mostAtRiskFirst, performance, periodsMissed } from './indicator-state.ts';

const { rules, indicators, city } = fixtureProfile();
const at = Date.parse('2026-11-10T03:00:00Z');
const when = { at, timeZone: city.timeZone };

function named(id: string, more: Partial<Indicator> = {}): Indicator {
  const found = indicators.indicators.find((i) => i.id === id);
  if (found === undefined) throw new Error(`no ${id} in the fixture`);
  return { ...found, ...more };
}

function measure(period: string, value: number, more: Partial<MeasureRecord> = {}): MeasureRecord {
  const base = { kind: 'measure', indicator: 'x', subject: 'city', territory: 'now', rev: 1 } as const;
  const state = { status: 'official', provenance: 'demo', reportedAt: at, source: 'Report' } as const;
  return { ...base, ...state, period, value, ...more };
}

const row = (indicator: Indicator, ...measures: MeasureRecord[]): IndicatorRow =>
  indicatorRowOf(indicator, knownAt(readingsOf(measures), at, city.timeZone), when, rules.indicator);

describe('states', () => {
  const share = named('onTime');
  const daily = named('fires', { frequency: 'day' });
  it.each([
    ['higher, ahead', share, measure('2026-10', 96), 'green', 'ahead'],
    ['higher, exactly the plan', share, measure('2026-10', 95), 'green', 'onCourse'],
    ['higher, within tolerance', share, measure('2026-10', 91), 'green', 'onCourse'],
    ['higher, behind', share, measure('2026-10', 85), 'orange', 'behind'],
    ['higher, far behind', share, measure('2026-10', 80), 'orange', 'behind'],
    ['higher, below zero', share, measure('2026-10', -9), 'orange', 'behind'],
    ['lower, under the plan', named('fires'), measure('2026-10', 8), 'green', 'ahead'],
    ['lower, none at all', named('fires'), measure('2026-10', 0), 'green', 'ahead'],
    ['lower, over the plan', named('fires'), measure('2026-10', 11), 'orange', 'behind'],
    ['lower, far over the plan', named('fires'), measure('2026-10', 13), 'orange', 'behind'],
    ['over a daily limit', daily, measure('2026-11-09', 11), 'orange', 'overLimit'],
    ['under a daily limit', daily, measure('2026-11-09', 9), 'green', 'ahead'],
    ['no plan', named('onTime', { plans: [] }), measure('2026-10', 96), 'unknown', 'noPlan'],
    ['plan of another year', share, measure('2025-12', 96, { reportedAt: at }), 'unknown', 'tooOld'],
    ['band without a plan', named('births'), measure('2026-10', 4), 'unknown', 'noDirection'],
    ['one month missing', share, measure('2026-09', 96), 'green', 'ahead'],
    ['two months missing', share, measure('2026-08', 96), 'unknown', 'tooOld'],
  ] as const)('%s', (_, indicator, value, state, reason) => {
    expect(row(indicator, value)).toMatchObject({ state, reason, value: value.value, period: value.period });
  });

  it('of its own period alone is held to a plan of the whole year by the year alone', () => {
    const growth = named('onTime', { perPeriod: true, plans: [] });
    const plan = { value: 10, whose: 'council', basis: 'year' } as const;
    const unsaid = { state: 'unknown', reason: 'planOfYear', expected: null, shortfall: null, chance: null };
    for (const period of ['2026-Q3', '2026-10', '2026-9M'])
      expect(row(growth, measure(period, 8, { plan }))).toMatchObject({ ...unsaid, plan });
    expect(row({ ...growth, frequency: 'year' }, measure('2025', 8, { plan, reportedAt: at }))).toMatchObject(
      {
        expected: 10,
        state: 'orange',
      },
    );
    const toDate = { ...plan, basis: 'toDate' } as const;
    expect(row(growth, measure('2026-10', 8, { plan: toDate }))).toMatchObject({
      expected: 10,
      state: 'orange',
    });
    // A level stands: the year's plan is what it is to have reached.
    expect(row(named('onTime', { plans: [] }), measure('2026-10', 8, { plan }))).toMatchObject({
      expected: 10,
    });
  });

  it('near is good, either way off is not, where the plan is a band', () => {
    const plan = { value: 100, whose: 'national', basis: 'toDate' } as const;
    const states = [70, 90, 97, 103, 110, 130].map((v) =>
      row(named('births'), measure('2026-10', v, { plan })),
    );
    expect(states.map((r) => r.state)).toEqual(['orange', 'orange', 'green', 'green', 'orange', 'orange']);
    expect(states.map((r) => (r.shortfall ?? 0) > 0)).toEqual([true, true, false, false, true, true]);
  });

  it('cannot be assessed without a value of the present territory known by then', () => {
    expect(row(named('onTime'))).toMatchObject({
      state: 'unknown',
      reason: 'noValue',
      value: null,
      history: [],
    });
    const coming = measure('2026-12', 96, { reportedAt: at + 1 });
    expect(row(named('onTime'), coming).reason).toBe('noValue');
  });

  it('survives a plan of nothing', () => {
    const plan = { value: 0, whose: 'national', basis: 'toDate' } as const;
    const found = row(named('fires'), measure('2026-10', 3, { plan }));
    expect(found).toMatchObject({ state: 'orange', progress: 0, shortfall: 3 });
    expect(row(named('fires'), measure('2026-10', 0, { plan })).state).toBe('green');
    expect(row(named('onTime'), measure('2026-10', 3, { plan })).progress).toBeNull();
  });
});

describe('what accumulates', () => {
  const spent = named('spent');

  it('is held to the share of the year that has passed', () => {
    expect(row(spent, measure('2026-10M', 1000))).toMatchObject({
      expected: 1000,
      progress: 1000 / 1200,
      shortfall: 0,
    });
    expect(row(spent, measure('2026-Q3', 10), measure('2026-6M', 800))).toMatchObject({
      value: 810,
      period: '2026-9M',
      expected: 900,
    });
  });

  it("is held to last year's own course where that is known", () => {
    const before = [measure('2025-10M', 300), measure('2025', 1000)];
    expect(row(spent, ...before, measure('2026-10M', 500))).toMatchObject({
      expected: 360,
      state: 'green',
      reason: 'ahead',
    });
    expect(row(spent, measure('2025-10M', 300), measure('2026-10M', 500)).expected).toBe(1000);
  });

  it('adds up the months where the city does not, and only those without a gap', () => {
    const months = Array.from({ length: 10 }, (_, i) =>
      measure(`2026-${String(i + 1).padStart(2, '0')}`, 100),
    );
    expect(row(spent, ...months)).toMatchObject({ period: '2026-10M', value: 1000, state: 'green' });
    const gap = months.filter((m) => m.period !== '2026-04');
    expect(row(spent, ...gap)).toMatchObject({ period: '2026-10', value: 100 });
    expect(row(spent, ...gap).expected).toBeCloseTo((1200 * 31) / 365, 6);
    const sums = yearToDate(readingsOf(gap)).map((r) => [r.period.text, r.value]);
    expect(sums).toEqual([
      ['2026-01', 100],
      ['2026-2M', 200],
      ['2026-3M', 300],
    ]);
  });

  it("prefers the city's own cumulative figure, and is as sure as its least sure part", () => {
    const held = [
      measure('2026-9M', 900, { status: 'official' }),
      measure('2026-10', 120, { status: 'estimated' }),
    ];
    expect(row(spent, ...held)).toMatchObject({ value: 1020, status: 'estimated', period: '2026-10M' });
    expect(row(spent, ...held, measure('2026-10M', 1010))).toMatchObject({ value: 1010, status: 'official' });
  });

  it('is held to a plan to date as it stands', () => {
    const plan = { value: 700, whose: 'council', basis: 'toDate' } as const;
    expect(row(spent, measure('2026-10M', 500, { plan }))).toMatchObject({
      expected: 700,
      state: 'orange',
      reason: 'behind',
      chance: null,
      shortfall: 200,
    });
  });
});

describe('against the same period', () => {
  it('is a share for amounts, points for rates', () => {
    const amount = row(named('spent'), measure('2025-10M', 800), measure('2026-10M', 1000));
    expect(amount.samePeriod).toEqual({ period: '2025-10M', value: 800, change: 0.25, points: null });
    const rate = row(named('onTime'), measure('2025-10', 90), measure('2026-10', 96));
    expect(rate.samePeriod).toEqual({ period: '2025-10', value: 90, change: null, points: 6 });
    expect(rate.history).toEqual([
      { period: '2025-10', value: 90 },
      { period: '2026-10', value: 96 },
    ]);
  });

  it('is found however the period is written', () => {
    const found = row(named('spent'), measure('2025-Q1', 200), measure('2026-3M', 300));
    expect(found.samePeriod).toMatchObject({ period: '2025-Q1', change: 0.5 });
  });
});

describe('communes', () => {
  const of = (subject: string, period: string, value: number): MeasureRecord =>
    measure(period, value, { subject });

  it('are one row by their median; a period few have reported waits', () => {
    const held = [
      of('a1', '2026-09', 80),
      of('a2', '2026-09', 90),
      of('a3', '2026-09', 97),
      of('a1', '2026-10', 1),
    ];
    const series = medianSeries(readingsOf(held));
    expect(series.map((r) => [r.period.text, r.value])).toEqual([['2026-09', 90]]);
  });
});

describe('order', () => {
  it('is red, orange, unknown, green; the largest share missing first', () => {
    const rows = [
      row(named('onTime'), measure('2026-10', 96)),
      row(named('onTime', { id: 'none' })),
      row(named('onTime', { id: 'bad' }), measure('2026-10', 60)),
      row(named('onTime', { id: 'worse' }), measure('2026-10', 50)),
      row(named('onTime', { id: 'behind' }), measure('2026-10', 86)),
    ].sort(mostAtRiskFirst);
    expect(rows.map((r) => r.indicator)).toEqual(['worse', 'bad', 'behind', 'none', 'onTime']);
  });

  it.each([
    ['day', '2026-11-08', '2026-11-10', 1],
    ['month', '2026-10-31', '2026-11-10', 0],
    ['month', '2025-12-31', '2026-11-10', 10],
    ['quarter', '2026-06-30', '2026-11-10', 1],
    ['year', '2025-12-31', '2026-11-10', 0],
    ['year', '2026-12-31', '2026-11-10', 0],
  ] as const)('counts the %s periods missed after %s by %s', (frequency, to, today, missed) => {
    expect(periodsMissed(frequency, to, today)).toBe(missed);
  });

  it('performance is value to expected, and a gap where there is no ratio', () => {
    expect(performance('higher', 50, 100)).toBe(0.5);
    expect(performance('lower', 200, 100)).toBe(0.5);
    expect(performance('higher', -3, -2)).toBe(0.5);
    expect(performance('lower', 0, 10)).toBe(2);
  });
});
