/** How long a picture stays on one pixel, milliseconds: still to the eye, and no edge burns in. */
export const SHIFT_EVERY = 60_000;

/** A walk around a square, one step at a time: every offset differs from the one before in one direction only. */
const WALK: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
];

/** The picture's offset after `elapsed` milliseconds, in steps right and down, each −1, 0 or 1. */
export function shiftAt(elapsed: number): readonly [number, number] {
  return WALK[Math.floor(elapsed / SHIFT_EVERY) % WALK.length] ?? [0, 0];
}
