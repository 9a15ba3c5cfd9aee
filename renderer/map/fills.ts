import type { Data } from '../../sync/contract/questions/index.ts';
import { cividis, css, heatColour, niceTop, RATIO_STEPS, ratioStep, onScale, type Rgb } from './colours.ts';

type Row = Data<'areas'>['rows'][number];

/** How areas are coloured: by what stands out against the usual, by what is overdue, or not at all. */
export type FillMode = 'heat' | 'usual' | 'overdue';

/** The colour of a ratio step: on a dark ground more is lighter, on a light one darker. */
export function stepColour(step: number, dark: boolean): string {
  const [r, g, b, alpha] = stepTone(step, dark);
  return css([r, g, b], alpha);
}

/** The same in parts. */
export function stepTone(step: number, dark: boolean): readonly [...Rgb, alpha: number] {
  const share = RATIO_STEPS[step]?.share ?? 0;
  return [...cividis(dark ? share : 0.9 * (1 - share)), 0.95];
}

/** The top of the scale of overdue cases an area. */
export function overdueTop(rows: readonly Row[]): number {
  return niceTop(Math.max(0, ...rows.map((r) => r.overdue)), 5);
}

/** One and the same map wherever nothing is coloured, so that nothing is drawn again for it. */
const NONE: ReadonlyMap<string, string> = new Map();

/** Colours by area id. Areas that are not named recede to the ground of the map. */
export function fillsOf(mode: FillMode, rows: readonly Row[], dark: boolean): ReadonlyMap<string, string> {
  if (mode === 'heat') return NONE;
  const fills = new Map<string, string>();
  const top = overdueTop(rows);
  for (const row of rows) {
    if (mode === 'usual') {
      const step = ratioStep(row);
      if (step !== null) fills.set(row.area, stepColour(step, dark));
    }
    if (mode === 'overdue' && row.overdue > 0) {
      const [r, g, b, alpha] = heatColour(onScale(row.overdue, top), dark);
      fills.set(row.area, css([r, g, b], Math.max(0.25, alpha)));
    }
  }
  return fills;
}

/** Whether an area stands out on such a map, so that its name may reach into its neighbours. */
export function loud(mode: FillMode, row: Row): boolean {
  return mode === 'usual' && ratioStep(row) !== null;
}

/** How much a name is wanted on the map: what stands out first, then what has most. */
export function interest(mode: FillMode, row: Row): number {
  if (mode === 'overdue') return row.overdue;
  if (mode === 'usual') return (ratioStep(row) ?? -1) * 1000 + row.count;
  return row.count;
}
