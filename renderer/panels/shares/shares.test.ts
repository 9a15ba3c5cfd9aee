import { expect, it } from 'vitest';
import { casesOf } from '../../../sync/contract/place.ts';
import { byFor } from '../../exhibits/by.ts';
import { MONTH } from '../../exhibits/city.ts';
import { backlog, categories, noCategories } from '../../exhibits/figures/cases.ts';
import { fields } from '../../exhibits/figures/indicators.ts';
import { fillOf } from './fill.ts';
import { fromQuality } from './from-quality.ts';
import { colourOf } from '../../ui/states.ts';
import { SHARES } from './adapters.ts';
import { shareOf, strengths } from './shares.ts';

const sum = (parts: readonly { count: number }[]): number => parts.reduce((n, { count }) => n + count, 0);

it.each([
  ['backlog', SHARES.backlog(backlog, byFor('shares', 'backlog', { service: 'citizens' }))],
  [
    'categories',
    SHARES.categories(categories, byFor('shares', 'categories', { service: 'citizens', range: 'today' })),
  ],
  ['fields', SHARES.fields(fields, byFor('shares', 'fields'))],
])('%s: the parts make up the figure', (_, { figure, parts }) => {
  expect(figure).toBe(sum(parts));
  expect(parts.reduce((n, part) => n + shareOf(part, parts), 0)).toBeCloseTo(1);
  // What is left of many categories is no list of its own.
  expect(parts.filter(({ to }) => to === null).every(({ key }) => key === 'others')).toBe(true);
});

it('what is due at no time is apart from what is within its time, where there is any', () => {
  const by = byFor('shares', 'backlog', { service: 'citizens' });
  const some = SHARES.backlog({ ...backlog, within: 150, untimed: 40 }, by).parts;
  expect(some.map(({ key, count }) => [key, count])).toEqual([
    ['within', 150],
    ['untimed', 40],
    ['dueSoon', 81],
    ['overdue', 125],
  ]);
  expect(some[1]?.to).toEqual(casesOf({ service: 'citizens', state: 'untimed' }));
  expect(SHARES.backlog(backlog, by).parts.map(({ key }) => key)).not.toContain('untimed');
});

it('a state is in its colour, quiet where all is well; what is no state is in none', () => {
  const by = byFor('shares', 'fields');
  expect(SHARES.fields(fields, by).parts.map(fillOf)).toEqual([
    colourOf('red'),
    colourOf('orange'),
    expect.stringContaining(colourOf('green')),
    expect.stringContaining(colourOf('unknown')),
  ]);
  const plain = SHARES.categories(
    categories,
    byFor('shares', 'categories', { service: 'citizens' }),
  ).parts.map(fillOf);
  expect(plain.join(' ')).not.toMatch(/red|amber|green|grey/);
  expect(new Set(plain).size).toBe(plain.length);
});

it('nothing at all has no share of anything, and no part of others', () => {
  const { figure, parts } = SHARES.categories(
    noCategories,
    byFor('shares', 'categories', { service: 'citizens' }),
  );
  expect([figure, parts]).toEqual([0, []]);
  expect(strengths(1)).toEqual([1]);
});

const rated = { rated: 100, mean: 4.25, satisfied: 0.86, returned: 3, closed: 400 };
const none = { ratings: [0, 0, 0, 0, 0] as [number, number, number, number, number], returned: 0, closed: 0 };

it('ratings: the best first, their mean as the figure, each part to the cases rated so since then', () => {
  const data = {
    since: MONTH,
    city: { ...rated, ratings: [4, 3, 7, 36, 50] as [number, number, number, number, number] },
    level: 0.002,
    groups: { worse: 0, like: 0, better: 0 },
    rows: [],
    others: { units: 0, ...none, rated: 0, mean: null, satisfied: null },
  };
  const by = byFor('shares', 'quality', { service: 'citizens', range: 'reportingMonth' });
  const shares = fromQuality(data, by);
  expect(shares.parts.map(({ name, count }) => [name, count])).toEqual([
    ['Rất hài lòng', 50],
    ['Hài lòng', 36],
    ['Bình thường', 7],
    ['Không hài lòng', 3],
    ['Rất không hài lòng', 4],
  ]);
  expect(shares.write(shares.figure ?? 0)).toBe('4,3');
  expect(shares.of).toBe('/5 · 100 lượt');
  expect(shares.period).toBe('từ 12:00\u00a025/10');
  expect(shares.aside).toEqual(['hài lòng 86,0%']);
  expect(shares.parts[0]?.to).toEqual(
    casesOf({ service: 'citizens', state: 'rated', rating: 5, from: MONTH }),
  );
  const silent = { ...data, city: { ...none, rated: 0, mean: null, satisfied: null } };
  expect(fromQuality(silent, by)).toMatchObject({ figure: null, of: 'Chưa có lượt đánh giá nào' });
});
