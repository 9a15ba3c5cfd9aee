/** Enough of halvings alone for a span of 1e12 times what is close. */
const MOST = 60;

/**
 * Where a function that rises from below zero to above it crosses it, within `close`: by straight lines between the ends of a span that
 * holds the place (the Illinois form of the false position, Dowell and Jarratt, BIT 11 (1971) 168-174), by halves where that is slow.
 */
export function crossing(
  rises: (x: number) => number,
  [low, high]: readonly [number, number],
  close: number,
): number {
  let [from, to] = [low, high];
  let [below, above] = [rises(from), rises(to)];
  if (below >= 0) return from;
  if (above <= 0) return to;
  for (let i = 0; i < MOST && to - from > close; i++) {
    const line = to - (above * (to - from)) / (above - below);
    const at = i % 3 === 2 ? (from + to) / 2 : Math.min(to, Math.max(from, line));
    const value = rises(at);
    if (value === 0) return at;
    if (value < 0) {
      [from, below] = [at, value];
      above /= 2;
    } else {
      [to, above] = [at, value];
      below /= 2;
    }
  }
  return (from + to) / 2;
}
