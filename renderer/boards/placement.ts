import type { Board, Panel } from '../../sync/contract/boards.ts';

/** A panel's place, as CSS grid lines. */
export interface Placed {
  panel: Panel;
  column: string;
  row: string;
}
export interface Layout {
  columns: number;
  rows: number;
  placed: Placed[];
}

type At = Panel['at'];
const lines = (from: number, span: number): string => `${from + 1} / span ${span}`;
const place = (panel: Panel, [column, row, width, height]: At): Placed => ({
  panel,
  column: lines(column, width),
  row: lines(row, height),
});

/**
 * Where a board's panels go. A screen taller than wide takes the board's portrait layout, which may leave
 * panels out; a board without one keeps its own grid.
 */
export function layout(board: Board, tall: boolean): Layout {
  const { portrait } = board;
  if (!tall || portrait === undefined)
    return { ...board.grid, placed: board.panels.map((panel) => place(panel, panel.at)) };
  const placed = board.panels.flatMap((panel) => {
    const at = portrait.at[panel.id];
    return at === undefined ? [] : [place(panel, at)];
  });
  return { ...portrait.grid, placed };
}
