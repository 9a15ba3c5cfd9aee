import { expect, it } from 'vitest';
import { DAY } from '../../../sync/contract/instants.ts';
import { boardAt, casesOf, unitAt } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MIDNIGHT, NOW } from '../../exhibits/city.ts';
import { areas, categories, noCategories } from '../../exhibits/figures/cases.ts';
import { indicator } from '../../exhibits/figures/measures.ts';
import { BARS } from './adapters.ts';
import { fromAges } from './from-ages.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromIndicator } from './from-indicator.ts';

const asked = byFor('bars', 'categories', { service: 'citizens', range: 'today' });

it('categories: the scale holds every usual, what a detector marks is marked, each leads to its cases since then', () => {
  const bars = BARS.categories(categories, asked);
  expect(bars.most).toBe(158);
  expect(bars.rows.map(({ tone }) => tone)).not.toContain('orange');
  expect(bars.rows.findIndex(({ beside }) => beside?.mark === 'above')).toBe(2);
  expect(bars.rows[2]).toMatchObject({ tick: 61 * 0.26 });
  expect(bars.rows[0]?.to).toEqual(casesOf({ service: 'citizens', category: 'c0', since: MIDNIGHT }));
  expect(bars.key?.word).toBe('nhiều hơn mức thường');
});

it('categories of longer than a day: what of each is overdue stands beside it, and no mark of a day', () => {
  const bars = BARS.categories(
    categories,
    byFor('bars', 'categories', { service: 'citizens', range: 'reportingMonth' }),
  );
  expect(bars.rows.slice(0, 3).map(({ beside }) => beside)).toEqual([
    null,
    { mark: null, word: '3 trễ hạn' },
    { mark: null, word: '6 trễ hạn' },
  ]);
  expect(bars.key).toBeNull();
});

it('categories: what is left out is counted with what the question left out', () => {
  const bars = BARS.categories(categories, asked);
  expect(bars.rest([])).toEqual({ text: '5 lĩnh vực khác', value: '60' });
  expect(bars.rest(bars.rows.slice(4))).toEqual({ text: '7 lĩnh vực khác', value: '123' });
  const none = BARS.categories(noCategories, asked);
  expect([none.rows, none.rest([]), none.most]).toEqual([[], { text: '', value: '' }, 1]);
});

it('cases of an unknown category are counted, and can be listed', () => {
  const [row] = BARS.categories(
    { ...noCategories, rows: [{ category: '?', count: 3, usual: null, unusual: null, overdue: 0 }] },
    asked,
  ).rows;
  expect(row).toMatchObject({ name: 'Không rõ', value: 3, tick: null, to: { filter: { category: '?' } } });
});

it('areas: most first, none without cases, only what a detector marks is marked; the unplaced are told', () => {
  const by = byFor('bars', 'areas', { service: 'citizens', range: '24h', category: 'c2' });
  const [first] = areas.rows;
  if (first === undefined) throw new Error('the made-up city has areas');
  const rows = [{ ...first, area: 'a2', count: 0 }, { ...first, area: 'a1', count: 5, unusual: null }, first];
  const bars = BARS.areas({ ...areas, rows }, by);
  expect(bars.rows.map(({ key, tone }) => [key, tone])).toEqual([
    ['a0', 'plain'],
    ['a1', 'plain'],
  ]);
  expect(bars.rows[0]?.beside).toEqual({ mark: 'above', word: 'gấp 4' });
  expect(bars.rows[0]?.to).toMatchObject({ filter: { category: 'c2', area: 'a0' } });
  expect(bars.rest(bars.rows.slice(1))).toEqual({ text: 'còn 1 mục', value: 'Chưa xác định địa bàn: 23' });
  expect(BARS.areas({ ...areas, former: 4 }, by).rest([]).value).toBe(
    'Địa bàn cũ: 4 · Chưa xác định địa bàn: 23',
  );
});

it('ages: bands in the order of time, the overdue at the end of each, down to the cases of exactly that age', () => {
  const data = {
    open: 14,
    overdue: 5,
    rows: [
      { from: 0, to: 1, count: 10, overdue: 1 },
      { from: 1, to: 3, count: 0, overdue: 0 },
      { from: 3, to: null, count: 4, overdue: 4 },
    ],
    oldest: NOW - 40 * DAY,
  };
  const bars = fromAges(data, byFor('bars', 'ages', { service: 'citizens', unit: 'u3' }));
  expect(bars.rows.map(({ name, value, overdue }) => [name, value, overdue])).toEqual([
    ['dưới 1', 10, 1],
    ['1 – dưới 3', 0, 0],
    ['từ 3', 4, 4],
  ]);
  expect(bars.rows.map(({ to }) => to)).toEqual([
    casesOf({ service: 'citizens', unit: 'u3', state: 'open', since: NOW - DAY + 1, until: NOW }),
    casesOf({
      ...{ service: 'citizens', unit: 'u3', state: 'open' },
      ...{ since: NOW - 3 * DAY + 1, until: NOW - DAY },
    }),
    casesOf({ service: 'citizens', unit: 'u3', state: 'open', until: NOW - 3 * DAY }),
  ]);
  expect(bars.aside).toEqual(['14 đang xử lý', 'lâu nhất từ 12/10/2026']);
  expect(bars.key).toEqual({ mark: 'red', word: 'trễ hạn' });
});

it('an index set: components as shares of their points, each to its own board', () => {
  const component = { indicator: 'water', score: 12.34, max: 20, share: 0.617 };
  const data = {
    set: 'dti',
    year: 2025,
    years: [2025],
    total: 3,
    mean: 70,
    rows: [],
    components: [component],
  };
  const bars = fromIndexSet(data, byFor('bars', 'indexSet', { set: 'dti' }));
  expect(bars.most).toBe(1);
  expect(bars.rows).toMatchObject([
    { text: '12,3/20', value: 0.617, to: boardAt('indicator', { subject: 'water' }) },
  ]);
});

it('an indicator by unit or area: in its own decimals, against its plan, each state by shape and colour', () => {
  const subject = { period: '2026-10M', value: 0.425, plan: 0.3, state: 'red' } as const;
  const data = {
    ...indicator,
    row: { ...indicator.row, indicator: 'poverty' },
    subjects: [
      { subject: 'u2', ...subject },
      { subject: 'a1', ...subject, state: 'green' as const },
      { subject: 'elsewhere', ...subject, plan: null, state: 'unknown' as const },
    ],
  };
  const bars = fromIndicator(data, byFor('bars', 'indicator', { indicator: 'poverty' }));
  expect(bars.write(0.425)).toBe('0,43');
  expect([bars.period, bars.aside]).toEqual(['10 tháng 2026', ['%']]);
  expect(bars.rows.map(({ state, tone, tick }) => [state, tone, tick])).toEqual([
    ['red', 'red', 0.3],
    ['green', 'plain', 0.3],
    ['unknown', 'plain', null],
  ]);
  expect(bars.rows.map(({ to }) => to)).toEqual([unitAt('u2'), casesOf({ area: 'a1' }), null]);
});
