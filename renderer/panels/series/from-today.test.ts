import { describe, expect, it, test } from 'vitest';
import { startOfDay } from '../../../sync/contract/calendar.ts';
import { HOUR } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MIDNIGHT } from '../../exhibits/city.ts';
import { today } from '../../exhibits/figures/today.ts';
import { formats } from '../../locales/index.ts';
import { fromToday, hoursOf } from './from-today.ts';

const by = byFor('series', 'today', { service: 'citizens' });
const pointsOf = (...given: Parameters<typeof hoursOf>) => hoursOf(...given).lines[0]?.points ?? [];

describe('the hours of a day', () => {
  it('are steps of their own, the running one hollow and not joined, those to come without a value', () => {
    const points = pointsOf(today, by, 'apart');
    expect(points.map((p) => p?.value ?? null)).toEqual(today.hours.map(({ count }) => count));
    expect(points.map((p) => p?.open === true)).toEqual(today.hours.map((_, i) => i === 14));
    expect(points[14]?.parted).toBe(true);
    expect(pointsOf(today, by, 'out')[14]).toBeNull();
    const [running, band] = hoursOf(today, by, 'apart').looks;
    expect(running).toEqual({ look: 'open', text: 'giờ này, đến 14:32' });
    expect(band).toEqual({ look: 'band', text: 'mức thường' });
    expect(hoursOf(today, by, 'out').looks).toEqual([band]);
  });

  it('are all over at the end of the last', () => {
    const hours = today.hours.map((h) => ({ ...h, count: 3 }));
    const at = (asOf: number) => pointsOf({ ...today, hours }, { ...by, asOf }, 'apart').at(-1);
    expect(at(MIDNIGHT + 24 * HOUR - 1)).toEqual({ value: 3, open: true, parted: true });
    expect(at(MIDNIGHT + 24 * HOUR)).toEqual({ value: 3 });
  });

  it('lead to the cases of their hour, to its last instant, and say what they tell', () => {
    const { steps } = hoursOf(today, by, 'apart');
    expect(steps[14]?.to).toEqual(
      casesOf({ service: 'citizens', since: MIDNIGHT + 14 * HOUR, until: MIDNIGHT + 15 * HOUR - 1 }),
    );
    expect(steps[14]?.title).toBe('14:00\u2060–\u206015:00: 17, mức thường 29\u2060–\u206041');
    expect([steps[15]?.to, steps[15]?.title]).toEqual([null, '15:00\u2060–\u206016:00']);
  });

  test('a day on which nothing came yet has no running hour; one without a usual has no band', () => {
    const none = { ...today, hours: today.hours.map((h) => ({ ...h, count: null, usual: null })) };
    const chart = hoursOf(none, by, 'apart');
    expect([chart.looks, chart.lines[0]?.points.some((p) => p !== null)]).toEqual([[], false]);
    expect(chart.steps.every(({ to }) => to === null)).toBe(true);
  });

  /** The day of an instant in a zone whose clocks change on it. */
  const dayIn = (timeZone: string, at: number, n: number): { data: Data<'today'>; by: typeof by } => {
    const start = startOfDay(at, timeZone);
    const hours = Array.from({ length: n }, (_, i) => ({ start: start + i * HOUR, count: i, usual: null }));
    return {
      data: { ...today, since: start, hours },
      by: { ...by, format: formats('vi', timeZone), asOf: start + n * HOUR },
    };
  };

  test.each([
    [
      '23 hours in spring',
      'Europe/Paris',
      Date.UTC(2026, 2, 29, 12),
      23,
      ['0h', '3h', '6h'],
      [-0.5, 1.5, 4.5],
    ],
    [
      '25 hours in autumn',
      'Europe/Paris',
      Date.UTC(2026, 9, 25, 12),
      25,
      ['0h', '3h', '6h'],
      [-0.5, 3.5, 6.5],
    ],
    ['24 hours', 'Asia/Ho_Chi_Minh', Date.UTC(2026, 9, 25, 5), 24, ['0h', '3h', '6h'], [-0.5, 2.5, 5.5]],
  ])('a day of %s has its hours where they are, to its end', (_, zone, at, n, texts, places) => {
    const { data, by: there } = dayIn(zone, at, n);
    const { steps, ticks } = hoursOf(data, there, 'apart');
    expect(new Set(steps.map(({ key }) => key)).size).toBe(n);
    expect(ticks[0]?.slice(0, 3).map(({ text }) => text)).toEqual(texts);
    expect(ticks[0]?.slice(0, 3).map((tick) => tick.at)).toEqual(places);
    for (const set of ticks) expect(set.at(-1)).toEqual({ at: n - 0.5, text: '24h' });
    expect(ticks.map((set) => set.length)).toEqual([9, 5, 3]);
    expect(steps.at(-1)?.title).toBe(`23:00\u2060–\u206000:00: ${n - 1}`);
  });
});

test.each([
  ['vi', ['tổng 278', 'mức thường đến giờ này 231\u2060–\u2060301'], 'tiếp nhận', 'phản ánh/giờ'],
  ['en', ['total 278', 'usual by now 231\u2060–\u2060301'], 'received', 'reports/hour'],
] as const)('%s: how many, against what is usual', (language, aside, name, unit) => {
  const there = byFor('series', 'today', { service: 'citizens' }, {}, language);
  const made = fromToday({ ...today, count: 278 }, there);
  expect([made.aside, made.chart.lines[0]?.name, made.chart.unit]).toEqual([aside, name, unit]);
});

test('a usual that is not known is said', () => {
  expect(fromToday({ ...today, usual: null }, by).aside[1]).toBe('chưa đủ ngày để có mức thường');
});
