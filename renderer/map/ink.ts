import { PALETTES } from '../ui/palette.ts';
import type { Rgb } from './colours.ts';
import { hexOf } from './ground.ts';

/** WCAG's relative luminance, 0 to 1. */
export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((v) => {
    const share = v / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** WCAG's contrast of two colours, 1 to 21. */
export function contrastOf(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** How a text is set on a map: its colour, and the edge around it. */
export interface Ink {
  fill: string;
  halo: string;
  /** `none` where nothing under the text disturbs it, `soft` where only borders do, `firm` where the ground is of two minds. */
  edge: 'none' | 'soft' | 'firm';
}

/** What a text must keep to its ground: 4.5 by WCAG, and what a browser's rounding of colours takes. */
const LEAST = 4.55;
/** A ground lighter than this is bright: dark text stands on it without an edge. Both extremes read alike here. */
const BRIGHT = 0.179;
/** The ends of the ladder: on any one ground one of them has the contrast. */
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

const write = ([r, g, b]: Rgb): string => `rgb(${Math.round(r)}, ${Math.round(g)}, ${Math.round(b)})`;

/**
 * The ink for a text over these colours of the ground (at least one): the first of `wanted` that reads on all
 * of them, else white or black, whichever reads better. The edge has the ground's own colour where the
 * ground is of one kind, so that it only hides lines under the text; else it is the ink's opposite.
 */
export function inkOn(grounds: readonly Rgb[], wanted: readonly Rgb[]): Ink {
  const worst = (ink: Rgb): number => Math.min(...grounds.map((ground) => contrastOf(ink, ground)));
  const middle = [0, 1, 2].map((i) => grounds.reduce((sum, g) => sum + (g[i] ?? 0), 0) / grounds.length);
  const mean: Rgb = [middle[0] ?? 0, middle[1] ?? 0, middle[2] ?? 0];
  const best = worst(WHITE) >= worst(BLACK) ? WHITE : BLACK;
  const chosen = wanted.find((ink) => worst(ink) >= LEAST) ?? best;
  if (worst(chosen) < LEAST) {
    const mind = contrastOf(WHITE, mean) >= contrastOf(BLACK, mean) ? WHITE : BLACK;
    return { fill: write(mind), halo: write(mind === WHITE ? BLACK : WHITE), edge: 'firm' };
  }
  const edge = luminance(mean) > BRIGHT ? 'none' : 'soft';
  return { fill: write(chosen), halo: write(mean), edge };
}

const TEXTS = [hexOf(PALETTES.dark.text), hexOf(PALETTES.light.text)];

/** What is written on a colour, in whichever theme: the text of one of them, where it reads. */
export const textOn = (ground: Rgb): string => inkOn([ground], TEXTS).fill;
