import type { Instant } from '../contract/instants.ts';

/**
 * A tally: for one service, one dimension and one bucket of time, how many cases of each key reached each
 * instant in it. It is one row of the table `tallies`, packed, so that a batch of two thousand cases
 * touches hundreds of rows rather than tens of thousands, and a question reads tens rather than thousands.
 */
export const DIMS = ['total', 'category', 'unit', 'area', 'categoryArea', 'cell'] as const;
export type TallyDim = (typeof DIMS)[number];
export const LEVELS = ['hour', 'day', 'month'] as const;
export type Level = (typeof LEVELS)[number];

/** The instants a case can reach, as bits, in the order they are packed. */
export const OPENED = 1;
export const CLOSED = 2;
export const DUE = 4;
export const SETTLED = 8;
export const LATE = 16;

/** Which instants a dimension counts: heat only where cases opened. */
export function keptBits(dim: TallyDim): number {
  return dim === 'cell' ? OPENED : OPENED | CLOSED | DUE | SETTLED | LATE;
}

const MINUTES = 2 ** 27;
/** Services a cache can hold: what is left of a safe integer. */
export const MOST_SERVICES = 2 ** 16;

/**
 * The row of a tally: service, dimension, level, and the bucket's start in minutes, in that order, so that
 * one range of rows is one span of time. Minutes up to 2200 need 27 bits, the whole 50.
 */
export function tallyRow(service: number, dim: TallyDim, level: Level, start: Instant): number {
  const place = (service * 8 + DIMS.indexOf(dim)) * 4 + LEVELS.indexOf(level);
  return place * MINUTES + start / 60_000;
}

/** The bucket's start of a tally's row. */
export function tallyStart(row: number): Instant {
  return (row % MINUTES) * 60_000;
}
