import type { Mark } from '../../sync/contract/questions/cases.ts';

export type Rgb = readonly [number, number, number];

/**
 * Cividis, 11 stops from 0 to 1 (Nuñez, Anderton, Renslow 2018): blue to yellow, evenly lighter, the same
 * to colour-blind eyes, and no state's colour in it.
 */
const CIVIDIS: readonly Rgb[] = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 93, 109],
  [112, 113, 115],
  [138, 134, 120],
  [165, 156, 116],
  [195, 179, 105],
  [225, 204, 85],
  [247, 222, 60],
  [254, 232, 56],
];

/** Cividis at a share from 0 to 1. */
export function cividis(share: number): Rgb {
  const at = Math.min(1, Math.max(0, share)) * (CIVIDIS.length - 1);
  const low = Math.floor(at);
  const [a, b] = [CIVIDIS[low] ?? CIVIDIS[0], CIVIDIS[Math.min(low + 1, CIVIDIS.length - 1)] ?? CIVIDIS[0]];
  if (a === undefined || b === undefined) return [0, 0, 0];
  const t = at - low;
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])];
}

/** On a dark ground more is lighter; on a light one more is darker. Little is nearly clear in both. */
export function heatColour(share: number, dark: boolean): readonly [...Rgb, alpha: number] {
  const t = Math.min(1, Math.max(0, share));
  const [r, g, b] = cividis(dark ? 0.16 + 0.84 * t : 0.86 * (1 - t));
  const alpha = Math.min(1, t / 0.3) ** 1.2 * (dark ? 0.94 : 0.86);
  return [r, g, b, alpha];
}

export const css = ([r, g, b]: Rgb, alpha = 1): string =>
  `rgba(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)}, ${Number(alpha.toFixed(3))})`;

/** A scale's top: the next of 1, 2, 5, 10, 20, 50 … so that it does not move with every case. At least `least`. */
export function niceTop(most: number, least = 1): number {
  const wanted = Math.max(most, least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find((s) => s * power >= wanted * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(1));
}

/** Colours follow this power of the value, so that the little of the outskirts still shows beside the centre. */
const POWER = 0.8;

/** Where a value stands on a scale of colours, 0 to 1. */
export function onScale(value: number, top: number): number {
  return top <= 0 ? 0 : Math.min(1, Math.max(0, value / top)) ** POWER;
}

/** From so many times the usual on a cell comes forward, and how strongly. Below it recedes. */
export const RATIO_STEPS: readonly { from: number; share: number }[] = [
  { from: 1.25, share: 0.36 },
  { from: 1.5, share: 0.58 },
  { from: 2, share: 0.8 },
  { from: 3, share: 1 },
];

/**
 * The colour step of an area, by how many times what was expected it has: null where no detector marks it, and at
 * least the first where one does.
 */
export function ratioStep({ unusual }: { unusual: Mark }): number | null {
  if (unusual === null) return null;
  const ratio = timesExpected(unusual);
  return Math.max(
    0,
    RATIO_STEPS.findLastIndex(({ from }) => ratio >= from),
  );
}

/** How many times what was expected there is; without end where nothing was. */
export const timesExpected = ({ count, expected }: NonNullable<Mark>): number =>
  expected > 0 ? count / expected : Infinity;

/** Whether a ground `#rrggbb` is dark. */
export function isDark(hex: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}
