import { afterEach, expect, it } from 'vitest';
import { DAY, HOUR } from '../../contract/instants.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { filledCache, type Filled } from '../oracle/filled.ts';
import { aCase, at, midnight } from '../oracle/flood-morning.ts';
import { answer } from '../index.ts';
import { asking, measureOf, measuresProfile } from '../oracle/measures-fixture.ts';

let filled: Filled | undefined;
afterEach(() => filled?.close());
function holding(...records: MeasureRecord[]): ReturnType<typeof asking> {
  filled = filledCache(measuresProfile(), [records, [aCase('c1', at - 9 * DAY)]]);
  return asking(filled);
}

/** Values of the last `count` days, each reported at seven the morning after; `of` gives that of so many days ago. */
function days(indicator: string, of: (ago: number) => number, count = 60): MeasureRecord[] {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(midnight - i * DAY).toISOString().slice(0, 10);
    return measureOf(indicator, date, of(i + 1), { reportedAt: midnight - i * DAY + 7 * HOUR });
  });
}
/** Busy on weekdays, quiet at weekends: yesterday was a Monday. */
const weekly = (ago: number): number => (ago % 7 === 2 || ago % 7 === 3 ? 40 : 100) + (ago % 3);

it('holds the newest day against the day before, the same weekday, and the usual of that weekday', () => {
  const ask = holding(...days('fever', (ago) => (ago === 1 ? 161 : weekly(ago))));
  const [row] = ask('daily', { indicators: ['fever'], days: 10 }).rows;
  expect(row).toMatchObject({
    ...{ indicator: 'fever', period: '2026-11-09', value: 161, stands: 'worse', behind: 0 },
    before: { period: '2026-11-08', value: 42, change: 119 / 42, points: null },
    weekAgo: { period: '2026-11-02', value: 102 },
    usual: { low: 100, high: 102 },
  });
  expect(row?.history.map((d) => d.period)[0]).toBe('2026-10-31');
  expect(row?.history.map((d) => d.value)).toEqual([...[10, 9, 8, 7, 6, 5, 4, 3, 2].map(weekly), 161]);
});

it('finds a day unusual by more than chance brings, and says for whom', () => {
  const ask = holding(
    ...days('fever', (ago) => (ago === 1 ? 104 : weekly(ago))),
    ...days('speed', (ago) => (ago === 1 ? 15 : 20 + (ago % 5) / 10)),
    ...days('visits', (ago) => (ago === 1 ? 900 : 1200 + (ago % 7) + (ago % 4))),
  );
  const { rows } = ask('daily', {});
  expect(rows.map((row) => [row.indicator, row.stands])).toEqual([
    ['speed', 'worse'],
    ['visits', 'outside'],
    ['fever', 'usual'],
  ]);
  const params = { service: 's1', about: ['unusualDay' as const] };
  expect(ask('headline', params).facts).toMatchObject([
    { fact: 'unusualDay', indicator: 'speed', period: '2026-11-09', value: 15, stands: 'worse', others: 1 },
  ]);
  expect(ask('headline', { ...params, fields: ['health'] }).facts).toMatchObject([
    { fact: 'unusualDay', indicator: 'visits', others: 0 },
  ]);
  expect(ask('headline', { ...params, fields: ['economy'] }).facts).toMatchObject([{ fact: 'calm' }]);
});

it('does not judge by two weeks, and shows days without a value', () => {
  const some = days('fever', weekly, 16).filter((m) => m.period !== '2026-11-05');
  const [row] = holding(...some)('daily', { indicators: ['fever'], days: 7 }).rows;
  expect(row).toMatchObject({ usual: null, stands: 'unknown' });
  const known = [7, 6, 5, 4, 3, 2, 1].map((ago) => (ago === 5 ? null : weekly(ago)));
  expect(row?.history.map((d) => d.value)).toEqual(known);
});

it('counts the days behind what its source promises', () => {
  // `diary` may be a day and a half behind: half a day after midnight.
  const ask = holding(...days('fever', weekly).filter((m) => m.period < '2026-11-08'));
  const behind = (instant: number): number | undefined =>
    ask('daily', { indicators: ['fever'] }, { at: instant }).rows[0]?.behind;
  expect(behind(midnight - 13 * HOUR)).toBe(0);
  expect(behind(midnight - 11 * HOUR)).toBe(1);
  expect(behind(midnight + 13 * HOUR)).toBe(2);
  const [row] = ask('daily', { indicators: ['fever'], days: 7 }).rows;
  expect(row?.history.slice(-2).map((d) => [d.period, d.value])).toEqual([
    ['2026-11-08', null],
    ['2026-11-09', null],
  ]);
});

it('says what cannot be asked', () => {
  holding(...days('fever', weekly));
  const fault = (params: object): unknown => {
    if (filled === undefined) throw new Error('nothing held');
    const found = answer(filled.at(at), 'daily', params);
    return found.content === 'error' ? found.error.what : found.content;
  };
  expect(fault({ indicators: ['spent'] })).toBe('indicators.0: "spent" does not come every day');
  expect(fault({ indicators: ['gold'] })).toBe('indicators.0: the city profile has no indicator "gold"');
  expect(fault({ fields: ['health', 'sport'] })).toBe('fields.1: the city profile has no field "sport"');
});
