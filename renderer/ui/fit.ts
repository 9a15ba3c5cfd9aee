/**
 * How many rows fit. `heights` are the rows' own heights, `gap` the least space between two, `footer` the
 * line that says how many more there are, which is needed as soon as one row is left out (or always, where
 * the panel has a line for the rest anyway). All in the same unit. Never less than one row.
 */
export function rowsThatFit(
  heights: readonly number[],
  space: { height: number; gap: number; footer: number; always: boolean },
): number {
  const fitting = (height: number): number => {
    let used = 0;
    let n = 0;
    for (const h of heights) {
      used += h + (n > 0 ? space.gap : 0);
      // Half a pixel: browsers round what they lay out.
      if (used > height + 0.5) break;
      n += 1;
    }
    return n;
  };
  const withFooter = (): number => fitting(space.height - space.footer - space.gap);
  const n = space.always ? withFooter() : fitting(space.height);
  if (n >= heights.length) return n;
  return Math.max(1, withFooter());
}
