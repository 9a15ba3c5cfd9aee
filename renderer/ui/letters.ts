/** Widths in Be Vietnam Pro at its heaviest, ems. Its digits differ; 1 is narrow, but what changes must not move. */
const WIDTHS: readonly [RegExp, number][] = [
  [/\d/u, 0.7],
  [/[%mwMW]/u, 0.88],
  [/[.,:;'|·ijl]/u, 0.34],
  [/\s/u, 0.25],
  [/\p{Lu}/u, 0.7],
];
const OTHER = 0.6;

/** About how wide a line of text is, in ems of its own size, rather more than less. */
export function emsOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (WIDTHS.find(([is]) => is.test(c))?.[1] ?? OTHER), 0);
}

/** As wide as the widest of several texts; 0 where there is none. */
export const widestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(emsOf));
