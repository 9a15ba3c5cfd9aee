import { givenAway, type Board, type GridArea, type Panel } from '../../sync/contract/boards.ts';

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
  /** The rows, from the first, of panels whose lines never give way to others: the headline and the strip. */
  firm: readonly { kind: 'headline' | 'strip'; row: number; span: number }[];
}

/** What kind of window a board stands in: `grid` is the board's own. */
export type Shape = 'grid' | 'portrait' | 'wide' | 'sparse';

const lines = (from: number, span: number): string => `${from + 1} / span ${span}`;
const place = (panel: Panel, [column, row, width, height]: GridArea): Placed => ({
  panel,
  column: lines(column, width),
  row: lines(row, height),
});

/**
 * Where a board's panels go. A window of another shape takes the board's arrangement for it, which may leave
 * panels out and bring in others; a board without one keeps its own grid. `empty` are those with nothing to say: where the board
 * says so, their room is another's.
 */
export function layout(board: Board, shape: Shape, empty: ReadonlySet<string> = new Set()): Layout {
  const other = shape === 'grid' ? undefined : board[shape];
  const own = Object.fromEntries(board.panels.flatMap(({ id, at }) => (at === undefined ? [] : [[id, at]])));
  const areas = givenAway(board.panels, other === undefined ? own : other.at, empty);
  const placed = board.panels.flatMap((panel) => {
    const at = areas[panel.id];
    return at === undefined ? [] : [place(panel, at)];
  });
  const firm = board.panels.flatMap(({ id, kind, at: own }) => {
    if (kind !== 'headline' && kind !== 'strip') return [];
    const at = other === undefined ? own : other.at[id];
    return at === undefined ? [] : [{ kind, row: at[1], span: at[3] }];
  });
  return { ...(other ?? board).grid, placed, firm };
}

/** The panels of a board's own grid that a window of another shape has no room for. */
export function leftOut(board: Board, shape: Shape): Panel[] {
  const shown = new Set(layout(board, shape).placed.map(({ panel }) => panel.id));
  return board.panels.filter((panel) => panel.at !== undefined && !shown.has(panel.id));
}
