/**
 * Widths of letters in Be Vietnam Pro at weight 600, ems, rounded up to the widest of each row; marks over and under
 * letters add none. Measured once rather than by each window: a page lays out before its typeface has come, and tests have none.
 */
const WIDTHS: readonly (readonly [letters: string, em: number])[] = [
  [" \u00a0'’", 0.23],
  ['Iijl·', 0.3],
  ['!,.:;', 0.34],
  ['"f', 0.41],
  ['r|“', 0.43],
  ['()t²”', 0.45],
  ['J[]', 0.49],
  ['*/sz', 0.53],
  ['<>hknuvxy', 0.6],
  ['-?×ce', 0.63],
  ['+EFLago−', 0.66],
  ['PSTZbdpqđ', 0.68],
  // What changes must not move: all as wide as most. 1 is narrow, 4 a little wider.
  ['0123456789', 0.69],
  ['BKRY–', 0.71],
  ['HUV_', 0.74],
  ['&=ADNX', 0.76],
  ['CGĐ', 0.79],
  ['#OQ…→↑↓', 0.84],
  ['%—', 0.87],
  ['Mmw', 0.9],
  ['W@', 1.04],
];
const EMS = new Map(WIDTHS.flatMap(([letters, em]) => [...letters].map((letter) => [letter, em])));
/** Of letters that no word of ours has. */
const OTHER = 0.76;
/** How wide words of weight 400 are, of their width at 600: as most are, since names on a map have little room. */
const LIGHT = 0.96;

/** How wide a line of text is, in ems of its own size: rather more than less. */
export function emsOf(text: string, weight: 400 | 600 = 600): number {
  const letters = [...text.normalize('NFD').replace(/\p{M}/gu, '')];
  return letters.reduce((sum, c) => sum + (EMS.get(c) ?? OTHER), 0) * (weight === 400 ? LIGHT : 1);
}

/** As wide as the widest of several texts; 0 where there is none. */
export const widestOf = (texts: readonly string[], weight: 400 | 600 = 600): number =>
  Math.max(0, ...texts.map((text) => emsOf(text, weight)));
