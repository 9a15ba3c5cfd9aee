/**
 * A cell's colour as its share of the scale, 0 to 1: evenly from the track to the scale's end, so that the legend is literally true. Text
 * reads on all of it (`ui/palette.test.ts`).
 */
export const fillOf = (share: number): string =>
  `color-mix(in srgb, var(--c-scale) ${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%, var(--c-track))`;
