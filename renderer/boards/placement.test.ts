import { expect, test } from 'vitest';
import type { Board } from '../../sync/contract/boards.ts';
import { layout, leftOut } from './placement.ts';

const panel = (id: string, at?: [number, number, number, number]): Board['panels'][number] => ({
  id,
  kind: 'figure',
  ...(at === undefined ? {} : { at }),
  question: { name: 'today', params: {} },
  options: {},
});
const board: Board = {
  id: 'b',
  title: { vi: 'B', en: 'B' },
  grid: { columns: 12, rows: 8 },
  panels: [panel('one', [0, 0, 12, 1]), panel('two', [3, 1, 6, 7]), panel('far')],
  portrait: { grid: { columns: 6, rows: 16 }, at: { two: [0, 2, 6, 7] } },
  wide: { grid: { columns: 24, rows: 8 }, at: { one: [0, 0, 8, 8], far: [8, 0, 8, 8] } },
};

test('a lying screen takes the grid, a standing one the portrait, which may leave panels out', () => {
  expect(layout(board, 'grid')).toMatchObject({
    columns: 12,
    placed: [
      { column: '1 / span 12', row: '1 / span 1' },
      { column: '4 / span 6', row: '2 / span 7' },
    ],
  });
  const tall = layout(board, 'portrait');
  expect(tall).toMatchObject({ columns: 6, rows: 16 });
  expect(tall.placed.map((p) => [p.panel.id, p.row])).toEqual([['two', '3 / span 7']]);
});

test('a panel without a place of its own stands only where an arrangement names it', () => {
  expect(layout(board, 'grid').placed.map((p) => p.panel.id)).toEqual(['one', 'two']);
  expect(layout(board, 'wide').placed.map((p) => p.panel.id)).toEqual(['one', 'far']);
});

test('a board without an arrangement keeps its grid on any screen', () => {
  const { id, title, grid, panels } = board;
  for (const shape of ['portrait', 'wide', 'sparse'] as const)
    expect(layout({ id, title, grid, panels }, shape).placed).toHaveLength(2);
});

test('what a window of another shape has no room for is known, and what only it shows is not missed', () => {
  const out = (shape: Parameters<typeof leftOut>[1]) => leftOut(board, shape).map(({ id }) => id);
  expect([out('grid'), out('portrait'), out('wide'), out('sparse')]).toEqual([[], ['one'], ['two'], []]);
});

test('rows of a headline and a strip are known in every arrangement that shows them', () => {
  const said: Board = {
    ...board,
    panels: [
      { ...panel('said', [0, 0, 12, 2]), kind: 'headline' },
      { ...panel('strip', [0, 6, 12, 2]), kind: 'strip' },
      ...board.panels,
    ],
    portrait: { grid: { columns: 6, rows: 16 }, at: { said: [0, 3, 6, 3] } },
  };
  const headline = { kind: 'headline', row: 0, span: 2 };
  expect(layout(said, 'grid').firm).toEqual([headline, { kind: 'strip', row: 6, span: 2 }]);
  expect(layout(said, 'portrait').firm).toEqual([{ ...headline, row: 3, span: 3 }]);
  expect([layout(said, 'wide').firm, layout(board, 'grid').firm]).toEqual([[], []]);
});

test('a panel with nothing to say gives its room to the one it names, and through it to the next', () => {
  const side: Board = {
    ...board,
    panels: [
      panel('units', [6, 0, 6, 4]),
      { ...panel('rejected', [6, 4, 6, 2]), when: { empty: ['units'] } },
      { ...panel('reports', [6, 6, 6, 2]), when: { empty: ['rejected', 'units'] } },
    ],
  };
  const rows = (...empty: string[]) =>
    Object.fromEntries(layout(side, 'grid', new Set(empty)).placed.map((p) => [p.panel.id, p.row]));
  expect(rows()).toEqual({ units: '1 / span 4', rejected: '5 / span 2', reports: '7 / span 2' });
  expect(rows('reports')).toEqual({ units: '1 / span 4', rejected: '5 / span 4' });
  expect(rows('rejected')).toEqual({ units: '1 / span 6', reports: '7 / span 2' });
  expect(rows('rejected', 'reports')).toEqual({ units: '1 / span 8' });
  // One that gives nothing away stays where it is.
  expect(rows('units')).toEqual(rows());
});

test('a panel keeps its room where the one it names does not stand beside it', () => {
  const apart: Board = {
    ...board,
    panels: [
      panel('one', [0, 0, 6, 4]),
      { ...panel('two', [6, 4, 6, 4]), when: { empty: ['one'] } },
      { ...panel('three', [0, 4, 6, 4]), when: { empty: ['far', 'three'] } },
      panel('far'),
    ],
  };
  expect(layout(apart, 'grid', new Set(['two', 'three'])).placed.map((p) => p.panel.id)).toEqual([
    'one',
    'two',
    'three',
  ]);
});
