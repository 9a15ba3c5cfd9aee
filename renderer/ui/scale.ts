import {
  CLOSE_ARCMIN,
  FLOOR_ARCMIN,
  fontSizeFor,
  GRID_LINES,
  linesOn,
  PREFERRED_ARCMIN,
  type Glass,
} from '../../sync/contract/legibility.ts';

/**
 * The three steps of type, arc-minutes of capital height at the eye: more of them on one board are not told apart at a
 * glance. Nothing is set smaller than the floor. What needs someone is twice as large as what is read.
 */
export const STEPS = { note: 17, body: PREFERRED_ARCMIN, large: 2 * PREFERRED_ARCMIN } as const;
export type Step = keyof typeof STEPS;

/** On a small or far screen, where too few lines fit, all steps come close to the floor. */
const FAR: Readonly<Record<Step, number>> = { note: FLOOR_ARCMIN, body: CLOSE_ARCMIN, large: 30 };

/** Font sizes and the spacing unit, in CSS pixels of this window. */
export type Scale = Readonly<Record<Step, number>> & {
  /** The spacing unit: every gap, bar and stroke is a multiple of it. */
  readonly u: number;
  /** How many lines of running text, as it is set, fit in the glass's shorter side. */
  readonly lines: number;
};

/**
 * The scale of a window. Sizes follow from the glass; the window may have more or fewer CSS pixels than the
 * screen's profile says (a device ratio, a screenshot), so they are scaled by how much of it the window is.
 * A window that stands while its screen lies (or the reverse) is taken as the same glass, turned.
 */
export function scaleFor(glass: Glass, window: { width: number; height: number }): Scale {
  const [w, h] = glass.resolution;
  const turned = w > h !== window.width > window.height;
  const [across, down] = turned ? [h, w] : [w, h];
  const share = Math.min(window.width / across, window.height / down);
  const size = (arcmin: number): number => fontSizeFor(arcmin, glass) * share;
  const steps = linesOn(glass) < GRID_LINES ? FAR : STEPS;
  return {
    note: size(steps.note),
    body: size(steps.body),
    large: size(steps.large),
    u: size(steps.body) * 0.36,
    lines: linesOn(glass, steps.body),
  };
}

/** The scale and the colours as CSS custom properties: `--t-body`, `--u`, `--c-text`. */
export function properties(scale: Scale, palette: object): Record<string, string> {
  const types = Object.keys(STEPS).map((step) => [`--t-${step}`, `${px(scale, step)}px`]);
  const colours = Object.entries(palette).map(([name, value]) => [`--c-${name}`, String(value)]);
  return Object.fromEntries([...types, ['--u', `${scale.u.toFixed(3)}px`], ...colours]);
}

function px(scale: Scale, step: string): string {
  const entry = Object.entries(scale).find(([name]) => name === step);
  return (entry?.[1] ?? scale.body).toFixed(3);
}
