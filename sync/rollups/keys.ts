import { cellAround, GRIDS, type Grid } from '../contract/heat-cells.ts';

/** The dimensions sums are read by. */
export type Dim = 'total' | 'category' | 'unit' | 'area' | 'categoryArea';

/** The key of the whole, and of cases without a place in a grid: codes count from 1. */
export const NOWHERE = 0;

/** The code that stands for a category and an area together; neither can hold a NUL. */
export function pairCode(category: string, area: string): string {
  return `${category}\u0000${area}`;
}

/** The area's code of a {@link pairCode}. */
export function areaOfPair(pair: string): string {
  return pair.slice(pair.indexOf('\u0000') + 1);
}

const ROWS = 2 ** 18;
const WEST = 2 ** 17;
const SOUTH = 2 ** 17;

/** The key of the finest cell a place is in; NOWHERE without a place. That grid has 144,000 by 72,000 cells. */
export function cellKey(lon: number | null, lat: number | null): number {
  if (lon === null || lat === null) return NOWHERE;
  // As `cellOf` has it; written out, since every record that arrives passes here.
  return (Math.floor(lon / GRIDS.fine) + WEST) * ROWS + Math.floor(lat / GRIDS.fine) + SOUTH + 1;
}

/** The finest cell of a key from {@link cellKey}. */
export function cellAt(key: number): [x: number, y: number] {
  const place = key - 1;
  return [Math.floor(place / ROWS) - WEST, (place % ROWS) - SOUTH];
}

/** The key of the cell of a grid around a finest cell, made alike; NOWHERE of NOWHERE. */
export function cellKeyIn(grid: Grid, key: number): number {
  if (grid === 'fine' || key === NOWHERE) return key;
  const [x, y] = cellAround(grid, ...cellAt(key));
  return (x + WEST) * ROWS + y + SOUTH + 1;
}
