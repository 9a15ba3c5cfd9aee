import type { Data } from '../../../sync/contract/questions/index.ts';
import {
  css,
  cividis,
  heatColour,
  isDark,
  niceTop,
  onScale,
  ratioStep,
  type Rgb,
} from '../../map/colours.ts';
import { interest, stepTone, type FillMode } from '../../map/fills.ts';
import { hexOf, over } from '../../map/ground.ts';
import { textOn } from '../../map/ink.ts';
import type { Palette } from '../../ui/palette.ts';

type Row = Data<'areas'>['rows'][number];

/** How hexagons are coloured: how many came in, against the usual, or how many are overdue. */
export type CartogramMode = 'count' | 'usual' | 'overdue';

/** One hexagon as it is drawn. */
export interface HexMark {
  area: string;
  /** CSS colour; null recedes to the ground. */
  fill: string | null;
  /** Its place among those that are named beside the map, from 1; null where it is not named. */
  number: number | null;
  /** CSS colour of what is written on it. */
  ink: string;
}

/** The figure an area is coloured by. */
export const figureOf = (mode: CartogramMode, row: Row): number =>
  mode === 'overdue' ? row.overdue : row.count;

/** The top of the colours' scale: the same for counts and for overdue cases as on the other maps. */
export function topOf(mode: CartogramMode, rows: readonly Row[]): number {
  return niceTop(Math.max(0, ...rows.map((r) => figureOf(mode, r))), 5);
}

const fillMode = (mode: CartogramMode): FillMode => (mode === 'count' ? 'heat' : mode);

/**
 * The hexagons of a cartogram and which are named: those that stand out against the usual, or that have most;
 * at most `most`, and none that has nothing to tell.
 */
export function hexMarks(
  mode: CartogramMode,
  rows: readonly Row[],
  by: { palette: Pick<Palette, 'ground' | 'raised'>; most: number },
): { marks: HexMark[]; named: Row[] } {
  const ground = hexOf(by.palette.ground);
  const dark = isDark(by.palette.ground);
  const plain = textOn(hexOf(by.palette.raised));
  const top = topOf(mode, rows);
  const tells = (row: Row): boolean => (mode === 'usual' ? ratioStep(row) !== null : figureOf(mode, row) > 0);
  const named = rows
    .filter(tells)
    .toSorted(
      (a, b) => interest(fillMode(mode), b) - interest(fillMode(mode), a) || (a.area < b.area ? -1 : 1),
    )
    .slice(0, by.most);
  const numbers = new Map(named.map((row, i) => [row.area, i + 1]));
  const marks = rows.map((row): HexMark => {
    const step = mode === 'usual' ? ratioStep(row) : null;
    const share = onScale(figureOf(mode, row), top);
    const number = numbers.get(row.area) ?? null;
    const own = { area: row.area, number };
    if (mode === 'usual' ? step === null : figureOf(mode, row) === 0)
      return { ...own, fill: null, ink: plain };
    const [r, g, b, alpha] = step === null ? heatColour(share, dark) : stepTone(step, dark);
    const [colour, strength]: [Rgb, number] = [[r, g, b], Math.max(0.3, alpha)];
    return { ...own, fill: css(colour, strength), ink: textOn(over(ground, colour, strength)) };
  });
  return { marks, named };
}

/** The colours of a scale as a CSS gradient, over the ground of the map. */
export function scaleGradient(dark: boolean): string {
  const stops = Array.from({ length: 9 }, (_, i) => {
    const [r, g, b, alpha] = heatColour(i / 8, dark);
    return `${i === 0 ? css(cividis(dark ? 0.1 : 0.9), 0.15) : css([r, g, b], Math.max(0.3, alpha))} ${(i / 8) * 100}%`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}
