import type { Palette } from '../ui/index.ts';
import { css, type Rgb } from './colours.ts';
import { hexOf, over } from './ground.ts';

/** How much of the areas' own colour the land around them has: it is there, and recedes. */
const RECEDES = 0.55;

/** The colour of the land around a city; the sea has the ground's. */
export const aroundTone = ({ ground, raised }: Pick<Palette, 'ground' | 'raised'>): Rgb =>
  over(hexOf(ground), hexOf(raised), RECEDES);

/** The same, as CSS writes it. */
export const aroundColour = (palette: Pick<Palette, 'ground' | 'raised'>): string => css(aroundTone(palette));
