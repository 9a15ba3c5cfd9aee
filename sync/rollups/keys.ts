import { cellOf, type Grid } from '../contract/heat-cells.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { CodeTable } from '../store/codes.ts';
import type { CaseRow } from '../store/cases.ts';

/** The dimensions sums are read by. */
export type Dim = 'total' | 'category' | 'unit' | 'area' | 'categoryArea';

/** The key of the whole, and of cases without a place in a grid: codes count from 1. */
export const NOWHERE = 0;

/** The code that stands for a category and an area together; neither can hold a NUL. */
export function pairCode(category: string, area: string): string {
  return `${category}\u0000${area}`;
}

/** The key a case is counted under in a dimension, by the cache's own codes; NOWHERE where there is none yet. */
export function keyIn(
  dim: Dim,
  codes: CodeTable,
): (row: Pick<CaseRow, 'category' | 'unit' | 'area'>) => number {
  const unknown = codes.id(UNKNOWN) ?? NOWHERE;
  switch (dim) {
    case 'total':
      return () => NOWHERE;
    case 'category':
      return (row) => row.category;
    case 'unit':
      return (row) => row.unit ?? unknown;
    case 'area':
      return (row) => row.area ?? unknown;
    case 'categoryArea':
      return (row) =>
        codes.id(pairCode(codes.code(row.category), row.area === null ? UNKNOWN : codes.code(row.area))) ??
        NOWHERE;
  }
}

const ROWS = 2 ** 18;
const WEST = 2 ** 17;
const SOUTH = 2 ** 17;

/** The key of the cell a place is in; NOWHERE without a place. The finest grid has 144,000 by 72,000 cells. */
export function cellKey(grid: Grid, lon: number | null, lat: number | null): number {
  if (lon === null || lat === null) return NOWHERE;
  const [x, y] = cellOf(grid, lon, lat);
  return (x + WEST) * ROWS + y + SOUTH + 1;
}

/** The cell of a key from {@link cellKey}. */
export function cellAt(key: number): [x: number, y: number] {
  const place = key - 1;
  return [Math.floor(place / ROWS) - WEST, (place % ROWS) - SOUTH];
}
