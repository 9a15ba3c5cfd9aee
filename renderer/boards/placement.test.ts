import { expect, test } from 'vitest';
import type { Board } from '../../sync/contract/boards.ts';
import { layout } from './placement.ts';

const panel = (id: string, at: [number, number, number, number]): Board['panels'][number] => ({
  id,
  kind: 'today',
  at,
  question: { name: 'today', params: {} },
  options: {},
});
const board: Board = {
  id: 'b',
  title: { vi: 'B', en: 'B' },
  grid: { columns: 12, rows: 8 },
  panels: [panel('one', [0, 0, 12, 1]), panel('two', [3, 1, 6, 7])],
  portrait: { grid: { columns: 6, rows: 16 }, at: { two: [0, 2, 6, 7] } },
};

test('a lying screen takes the grid, a standing one the portrait, which may leave panels out', () => {
  expect(layout(board, false)).toMatchObject({
    columns: 12,
    placed: [
      { column: '1 / span 12', row: '1 / span 1' },
      { column: '4 / span 6', row: '2 / span 7' },
    ],
  });
  const tall = layout(board, true);
  expect(tall).toMatchObject({ columns: 6, rows: 16 });
  expect(tall.placed.map((p) => [p.panel.id, p.row])).toEqual([['two', '3 / span 7']]);
});

test('a board without a portrait keeps its grid on any screen', () => {
  const { id, title, grid, panels } = board;
  expect(layout({ id, title, grid, panels }, true).placed).toHaveLength(2);
});
