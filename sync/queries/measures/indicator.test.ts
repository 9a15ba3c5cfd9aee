import { afterEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../contract/instants.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { AREAS } from '../oracle/fixture.ts';
import { at } from '../oracle/flood-morning.ts';
import { answer } from '../index.ts';
import { asking, measureOf, measuresProfile } from '../oracle/measures-fixture.ts';

let filled: Filled | undefined;
afterEach(() => filled?.close());
function holding(...records: MeasureRecord[]): ReturnType<typeof asking> {
  filled = filledCache(measuresProfile(), [records]);
  return asking(filled);
}

const OLD = { territory: 'old' };
const local = (date: string): number => Date.parse(`${date}T00:00:00+07:00`);

describe('a series across a change of territory', () => {
  const growth = [
    measureOf('growth', '2024-Q1', 6.5, OLD),
    measureOf('growth', '2025-Q1', 7.5, OLD),
    measureOf('growth', '2025-6M', 7.8, OLD),
    measureOf('growth', '2025-6M', 6.6),
    measureOf('growth', '2025-Q4', 9),
    measureOf('growth', '2026-Q1', 8),
  ];

  it('has both side by side, and compares neither with the other', () => {
    const { series, seams, rhythm, rhythms } = holding(...growth)('indicator', { indicator: 'growth' });
    expect([rhythm, rhythms]).toEqual(['quarter', ['quarter', 'cumulative']]);
    expect(series.map((p) => [p.period, p.territory, p.samePeriod, p.previous])).toEqual([
      ['2024-Q1', 'old', null, null],
      ['2025-Q1', 'old', { period: '2024-Q1', value: 6.5, change: null, points: 1 }, null],
      ['2025-Q4', 'now', null, null],
      ['2026-Q1', 'now', null, { period: '2025-Q4', value: 9, change: null, points: -1 }],
    ]);
    expect(seams).toEqual([{ date: '2025-07-01', before: 'old', after: 'now' }]);
  });

  it('of a rate that was told of twelve months only is of those', () => {
    const ask = holding(measureOf('growth', '2025-12M', 8, OLD));
    expect(ask('indicator', { indicator: 'growth' })).toMatchObject({
      rhythms: ['cumulative'],
      series: [{ period: '2025-12M', value: 8 }],
    });
  });

  it('tells the former territory first of one period, and no seam where only one is shown', () => {
    const ask = holding(...growth);
    const { series } = ask('indicator', { indicator: 'growth', rhythm: 'cumulative' });
    expect(series.map((p) => [p.territory, p.value])).toEqual([
      ['old', 7.8],
      ['now', 6.6],
    ]);
    expect(ask('indicator', { indicator: 'growth', limit: 2 }).seams).toEqual([]);
  });

  it('compares any two periods of one territory; of two it only tells the values', () => {
    const ask = holding(...growth);
    const compare = (a: string, b: string) =>
      ask('indicator', { indicator: 'growth', compare: [a, b] }).compare;
    expect(compare('2025-Q4', '2026-Q1')).toEqual({
      a: { period: '2025-Q4', value: 9, territory: 'now' },
      b: { period: '2026-Q1', value: 8, territory: 'now' },
      ...{ change: null, points: -1 },
    });
    expect(compare('2025-Q1', '2024-Q1')).toMatchObject({ a: { territory: 'old' }, points: -1 });
    expect(compare('2025-Q1', '2026-Q1')).toEqual({
      a: { period: '2025-Q1', value: 7.5, territory: 'old' },
      b: { period: '2026-Q1', value: 8, territory: 'now' },
      ...{ change: null, points: null },
    });
    expect(compare('2019', '2026-Q1')?.a).toEqual({ period: '2019', value: null, territory: null });
  });
});

describe('an amount', () => {
  const cumulative = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => measureOf('spent', `2026-${n}M`, n * n * 10));

  it('told from New Year on has months, quarters and its way to the plan', () => {
    const ask = holding(...cumulative, measureOf('spent', '2025', 2000));
    const months = ask('indicator', { indicator: 'spent' });
    expect([months.rhythm, months.rhythms]).toEqual(['month', ['month', 'quarter', 'cumulative', 'year']]);
    expect(months.series.map((p) => p.value)).toEqual([10, 30, 50, 70, 90, 110, 130, 150, 170, 190]);
    expect(months.series.map((p) => p.derived)).toEqual([false, ...Array<boolean>(9).fill(true)]);
    expect(months.series.at(-1)).toMatchObject({ previous: { period: '2026-09', change: 20 / 170 } });
    const quarters = ask('indicator', { indicator: 'spent', rhythm: 'quarter' }).series;
    expect(quarters.map((p) => [p.period, p.value])).toEqual([
      ['2026-Q1', 90],
      ['2026-Q2', 270],
      ['2026-Q3', 450],
    ]);
    const reached = ask('indicator', { indicator: 'spent', rhythm: 'cumulative' }).series;
    expect(reached.at(-1)).toMatchObject({ value: 1000, plan: 1000, previous: null, derived: false });
    expect(ask('indicator', { indicator: 'spent', rhythm: 'year' }).series).toMatchObject([
      { period: '2025', value: 2000, plan: null },
    ]);
  });

  it('has no month where two sources differ so far that it would fall below nothing', () => {
    const ask = holding(measureOf('spent', '2026-6M', 520), measureOf('spent', '2026-7M', 472));
    const { rhythms, row } = ask('indicator', { indicator: 'spent' });
    expect(rhythms).toEqual(['cumulative']);
    expect(row).toMatchObject({ period: '2026-7M', value: 472 });
  });

  it('of days adds up where every day of a month is known', () => {
    const days = Array.from({ length: 45 }, (_, i) =>
      measureOf('fever', new Date(Date.UTC(2026, 8, 15 + i)).toISOString().slice(0, 10), 2),
    );
    const { series } = holding(...days)('indicator', { indicator: 'fever', rhythm: 'month' });
    expect(series.map((p) => [p.period, p.value])).toEqual([]);
    filled?.close();
    const more = [...days, measureOf('fever', '2026-10-30', 2), measureOf('fever', '2026-10-31', 5)];
    const whole = holding(...more)('indicator', { indicator: 'fever', rhythm: 'month' }).series;
    expect(whole.map((p) => [p.period, p.value])).toEqual([['2026-10', 65]]);
  });

  it('shows what was said of a period before', () => {
    const earlier = [{ value: 900, status: 'estimated' as const, reportedAt: at - 9 * DAY }];
    const ask = holding(measureOf('spent', '2026-10M', 1000, { earlier, status: 'provisional' }));
    const { series } = ask('indicator', { indicator: 'spent', rhythm: 'cumulative' });
    expect(series).toMatchObject([{ value: 1000, status: 'provisional', earlier }]);
  });
});

describe('whose duty it is', () => {
  // `books` may be 3e6 s behind: 3.7 days after a month of 31.
  const came = (month: number, days: number): MeasureRecord => {
    const two = (n: number): string => String(n).padStart(2, '0');
    const end = local(`2026-${two(month + 1)}-01`);
    return measureOf('onTime', `2026-${two(month)}`, 96, { reportedAt: end + days * DAY });
  };
  const duty = (ask: ReturnType<typeof asking>, instant: number) =>
    ask('indicator', { indicator: 'onTime' }, { at: instant }).duty;

  it('is due as the source promises, or as it mostly came where that is later', () => {
    const early = holding(came(8, 1), came(9, 1));
    const { next } = duty(early, at);
    expect(next).toMatchObject({ period: '2026-10', late: true });
    expect(next?.due).toBe(local('2026-11-01') + 3e9 - 31 * DAY);
    filled?.close();
    const slow = holding(came(8, 6), came(9, 6));
    expect(duty(slow, at)).toEqual({
      ...{ lead: 'u1', source: 'books', last: local('2026-10-07'), delay: 6 },
      next: { period: '2026-10', due: local('2026-11-07'), late: true },
    });
    // Kept from one frame to the next, but what is late is judged at the very instant.
    expect(duty(slow, local('2026-11-07')).next?.late).toBe(false);
    expect(duty(slow, local('2026-11-07') + 1).next?.late).toBe(true);
  });

  it('at a past instant knows only what had come by then', () => {
    const slow = holding(came(8, 6), came(9, 6));
    expect(duty(slow, local('2026-10-03'))).toMatchObject({
      last: local('2026-09-07'),
      next: { period: '2026-09', due: local('2026-10-07'), late: false },
    });
  });

  it('is late where it always comes more than a whole period late', () => {
    const { next } = duty(holding(came(7, 70), came(6, 70)), at);
    expect(next).toMatchObject({ period: '2026-08', due: local('2026-09-01') + 31 * DAY, late: true });
  });

  it('counts from the first estimate of a value that was revised', () => {
    const first = local('2026-10-05');
    const revised = measureOf('onTime', '2026-09', 96, {
      reportedAt: at - HOUR,
      earlier: [{ value: 95, status: 'estimated', reportedAt: first }],
    });
    expect(duty(holding(revised), at).last).toBe(first);
  });

  it('is unknown where nothing came yet, and the indicator is told all the same', () => {
    const found = holding(measureOf('spent', '2026-10M', 1))('indicator', { indicator: 'onTime' });
    expect(found).toMatchObject({ rhythm: 'month', rhythms: [], series: [], subjects: [], compare: null });
    expect([found.row.reason, found.duty.last, found.duty.next]).toEqual(['noValue', null, null]);
    filled?.close();
    filled = filledCache(measuresProfile());
    expect(answer(filled.at(at), 'indicator', { indicator: 'onTime' }).content).toBe('empty');
  });
});

describe('units and areas', () => {
  const vaccinated = AREAS.flatMap((area, i) =>
    ['2026-09', '2026-10'].map((month) => measureOf('vaccinated', month, 80 + 3 * i, { subject: area })),
  );

  it('stand below the city, the weakest first; the city has their median', () => {
    const found = holding(...vaccinated)('indicator', { indicator: 'vaccinated' });
    expect(found.subjects.map((s) => [s.subject, s.value, s.state])).toEqual([
      ['a1', 80, 'orange'],
      ['a2', 83, 'orange'],
      ['a3', 86, 'green'],
      ['a4', 89, 'green'],
      ['a5', 92, 'green'],
    ]);
    expect(found.series.map((p) => [p.value, p.plan])).toEqual([
      [86, 90],
      [86, 90],
    ]);
    expect(found.row).toMatchObject({ value: 86, state: 'green' });
  });

  it('have a series of their own', () => {
    const found = holding(...vaccinated)('indicator', { indicator: 'vaccinated', subject: 'a5' });
    expect([found.subject, found.row.value, found.series.length]).toEqual(['a5', 92, 2]);
  });
});

it('says what the profile lacks', () => {
  holding(measureOf('spent', '2026-10M', 1));
  const fault = (params: object): unknown => {
    if (filled === undefined) throw new Error('nothing held');
    const found = answer(filled.at(at), 'indicator', params);
    return found.content === 'error' ? [found.error.code, found.error.what] : found.content;
  };
  expect(fault({ indicator: 'gold' })).toEqual([
    'question-params',
    'indicator: the city profile has no indicator "gold"',
  ]);
  expect(fault({ indicator: 'spent', subject: 'nowhere' })).toEqual([
    'question-params',
    'subject: the city profile has no unit and no area "nowhere"',
  ]);
  expect(fault({ indicator: 'spent', compare: ['2025', 'soon'] })).toEqual([
    'question-params',
    'compare.1: YYYY, YYYY-Qn, YYYY-MM, YYYY-nM (cumulative), YYYY-MM-DD or A..B',
  ]);
});

it('is worked out again when one of its values changes', () => {
  const ask = holding(measureOf('spent', '2026-10M', 700));
  expect(ask('indicator', { indicator: 'spent' }).row.value).toBe(700);
  filled?.apply([measureOf('spent', '2026-10M', 1100, { rev: 2 })]);
  expect(ask('indicator', { indicator: 'spent' }).row.value).toBe(1100);
});
