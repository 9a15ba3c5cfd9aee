import { CHUNK_BYTES } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';

/**
 * How much of a snapshot is asked for at once, so that on a thin line something whole arrives every few seconds and a cut costs
 * little, and on a good one little is lost to asking. Pure.
 */

/** A piece is to take about this long, milliseconds: a beat waits behind it. */
const TAKES = 4 * SECOND;
/** Before anything is known of a line. */
export const FIRST_PIECE = 32 * 1024;
/** From one piece to the next the size changes fourfold at most: one measurement is an anecdote. */
const AT_ONCE = 4;

const within = (bytes: number): number =>
  Math.round(Math.min(CHUNK_BYTES.most, Math.max(CHUNK_BYTES.least, bytes)));

/** What to ask for next, where `asked` bytes were asked for and `came` were there after so many milliseconds. */
export function pieceAfter(asked: number, came: number, ms: number): number {
  const carries = (came / Math.max(1, ms)) * TAKES;
  const next = Math.min(asked * AT_ONCE, Math.max(asked / AT_ONCE, carries));
  // Of a piece that was much smaller than asked for, the time says nothing of how little the line carries.
  return within(came < asked / 2 ? Math.max(asked, next) : next);
}

/**
 * What to ask for on the next line, after one that broke: half, where it broke partway through a message; twice as much where it did not, so
 * that bad days are forgotten. Null as long as nothing is known.
 */
export function pieceAfterBreak(asked: number | null, partway: boolean): number | null {
  if (partway) return within((asked ?? FIRST_PIECE) / 2);
  return asked === null ? null : within(asked * 2);
}
