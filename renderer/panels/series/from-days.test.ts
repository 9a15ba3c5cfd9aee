import { expect, it, test } from 'vitest';
import { DAY } from '../../../sync/contract/instants.ts';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MIDNIGHT, pick } from '../../exhibits/city.ts';
import { days } from '../../exhibits/figures/flows.ts';
import { fromDays } from './from-days.ts';

const by = byFor('series', 'days', { service: 'citizens', days: 84, unit: 'u1' });
const { chart } = fromDays(days, by, 'line');
const lineOf = (key: string, of = chart) => of.lines.find((line) => line.key === key);

it('days: what came in and what was done, day by day; none where it is not known', () => {
  const known = days.rows.map((row) => row.known);
  expect(lineOf('opened')?.points.map((p) => p !== null)).toEqual(known);
  expect(lineOf('opened')?.points[20]).toEqual({ value: days.rows[20]?.opened });
  expect(lineOf('closed')?.points[20]).toEqual({ value: days.rows[20]?.closed });
  expect(chart.band.map((b) => b !== null)).toEqual(days.rows.map(({ usual }) => usual !== null));
  expect(chart.band.flatMap((b, i) => (b?.parted === true ? [i] : []))).toEqual([days.rows.length - 1]);
  expect(chart.steps.map(({ shaded }) => shaded)).toEqual(days.rows.map(({ worked }) => !worked));
});

it('days: the one that is not over stands apart, and says until when it is', () => {
  for (const key of ['opened', 'closed']) {
    expect(lineOf(key)?.points.at(-1)).toMatchObject({ open: true, parted: true });
    expect(lineOf(key)?.points.filter((p) => p?.open === true)).toHaveLength(1);
  }
  expect(chart.looks[0]).toEqual({ look: 'open', text: 'hôm nay, đến 14:32' });
  expect(fromDays(days, by, 'columns').chart.looks[0]?.look).toBe('hatched');
});

it('days as columns: what came in is columns, what was done a line over them', () => {
  const { lines } = fromDays(days, by, 'columns').chart;
  expect(lines.map(({ key, as }) => [key, as])).toEqual([
    ['opened', 'columns'],
    ['closed', 'line'],
  ]);
  expect(chart.lines.map(({ key, as }) => [key, as])).toEqual([
    ['closed', 'line'],
    ['opened', 'line'],
  ]);
});

it('days: each leads to what came in on it to the unit it is about, the last to now; none to what is not known', () => {
  const start = days.rows[20]?.start ?? 0;
  const whose = { service: 'citizens', unit: 'u1' };
  expect(chart.steps[20]?.to).toEqual(casesOf({ ...whose, since: start, until: start + DAY - 1 }));
  expect(chart.steps.at(-1)?.to).toEqual(casesOf({ ...whose, since: MIDNIGHT }));
  expect(chart.steps[0]?.to).toBeNull();
});

it('days: that there is unusually much is said of the newest only, where it is marked and known', () => {
  const today = pick(days.rows, days.rows.length - 1);
  const above = (more: Partial<typeof today>) =>
    fromDays({ ...days, rows: [...days.rows.slice(0, -1), { ...today, ...more }] }, by, 'line').state;
  const usual = { low: 1, median: 2, high: 3 };
  expect(above({ unusual: true })).toEqual({ mark: 'above', word: 'nhiều hơn mức thường' });
  expect([above({ opened: 4, usual }), above({ unusual: true, known: false })]).toEqual([null, null]);
});

it('days: a new unit is told where its days begin, and one that began before the first is not', () => {
  const date = days.rows[30]?.date ?? '';
  const { seams } = fromDays({ ...days, seams: [date, '2020-01-01'] }, by, 'line').chart;
  expect(seams).toEqual([{ at: 29.5, text: 'đơn vị mới từ 29/09', brief: '29/09' }]);
});

test.each([
  [
    'vi',
    '29/09: 478 tiếp nhận, 502 đã xử lý, mức thường 400\u2060–\u2060500',
    '84 ngày',
    'phản ánh/ngày',
    'hôm nay',
  ],
  ['en', '29/09: 478 received, 502 resolved, usual 400\u2060–\u2060500', '84 days', 'reports/day', 'today'],
] as const)('%s: in words', (language, title, aside, unit, now) => {
  const there = byFor('series', 'days', { service: 'citizens' }, {}, language);
  const usual = { low: 400, median: 450, high: 500 };
  const rows = days.rows.map((row, i) => (i === 30 ? { ...row, opened: 478, closed: 502, usual } : row));
  const made = fromDays({ ...days, rows }, there, 'line');
  expect(made.chart.steps[30]?.title).toBe(title);
  expect([made.aside[0], made.chart.unit, made.chart.ticks[0]?.at(-1)?.text]).toEqual([aside, unit, now]);
});

it('days: the last is not called today where it is not', () => {
  const then = fromDays(days, { ...by, day: '27/11' }, 'line').chart;
  expect(then.ticks[0]?.at(-1)?.text).toBe('27/11');
  expect(then.looks[0]?.text).toMatch(/^ngày 27\/11, đến \d\d:\d\d$/u);
});
