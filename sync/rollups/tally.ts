import type { Instant } from '../contract/instants.ts';
import type { Most } from '../store/interning.ts';

/**
 * A tally: for one service, one dimension and one bucket of time, how many cases of each key reached each
 * instant in it, packed. The tallies of a bucket are one row of the table `tallies`, a column each, so that a
 * batch of two thousand cases touches hundreds of rows rather than tens of thousands, and a question reads
 * tens rather than thousands.
 */
export const DIMS = ['total', 'category', 'unit', 'area', 'categoryArea', 'quality', 'cell'] as const;
export type TallyDim = (typeof DIMS)[number];
export const LEVELS = ['hour', 'day', 'month'] as const;
export type Level = (typeof LEVELS)[number];

/** The instants a case can reach, as bits, in the order they are packed. */
export const OPENED = 1;
export const CLOSED = 2;
export const DUE = 4;
export const SETTLED = 8;
export const LATE = 16;
/** In \`touched\` alone, where openings are not counted: the case was rated or came back. */
export const JUDGED = 1;

/**
 * The columns of a row. In the file the smallest are first: SQLite reads a row only as far as the column that
 * is asked for. `whole` is by category where that is kept, else the total; `area` is by category and area where
 * that is kept; `quality` is as judgements.ts has it. `touched`, of hours alone, has the rows of the cases that
 * were closed, due or judged in the hour.
 */
export const COLUMNS = ['whole', 'unit', 'area', 'quality', 'cell', 'touched'] as const;
export type Column = (typeof COLUMNS)[number];
/** Places in {@link COLUMNS}. */
export const [QUALITY, CELL, TOUCHED] = [3, 4, 5] as const;

/** The column a dimension is in. A service has at most one of those that share one. */
export function columnOf(dim: TallyDim): Column {
  if (dim === 'total' || dim === 'category') return 'whole';
  return dim === 'categoryArea' ? 'area' : dim;
}

const MINUTES = 2 ** 27;
/**
 * Codes that a cache takes. A city has tens of services and hundreds of units, areas and categories; one that sends another code with each
 * record would make every sum as long as the city has cases. (Beyond 2^16 services the rows of tallies would be no safe integers.)
 */
export const MOST_CODES: Most = { services: 1_000, codes: 20_000, pairs: 100_000 };

/** For sums that are made again of cases that were taken once. */
export const WHAT_IS_HELD: Most = { services: 2 ** 16 - 1, codes: Infinity, pairs: Infinity };

/**
 * The row of a bucket: service, level, and the bucket's start in minutes, in that order, so that one range of
 * rows is one span of time. Minutes up to 2200 need 27 bits, the whole 45.
 */
export function tallyRow(service: number, level: Level, start: Instant): number {
  return (service * 4 + LEVELS.indexOf(level)) * MINUTES + start / 60_000;
}

/** The bucket's start of a row. */
export function tallyStart(row: number): Instant {
  return (row % MINUTES) * 60_000;
}

/** The rows of the service and level a row is of: start included, end not. */
export function tallySpan(row: number): { start: number; end: number } {
  const start = row - (row % MINUTES);
  return { start, end: start + MINUTES };
}
