import { widthOf } from '../../charts/place.ts';
import type { Scale } from '../../ui/scale.ts';
import type { Figure } from './figure.ts';

/** Steps of type a number may be set in, the largest first. */
const LOUD = ['hero', 'figure', 'headline', 'lead'] as const;
const QUIET = ['figure', 'headline', 'lead'] as const;

/** How a figure is laid out in its tile. */
export interface Fit {
  step: (typeof LOUD)[number];
  /** Notes stand beside the number, else below it. */
  beside: boolean;
  /** So many notes, from the first. */
  notes: number;
  bar: boolean;
  /** The curve, or at least one fact. */
  rest: boolean;
}

/** Heights of lines and least heights, in ems of small type. */
const NOTE = 1.3;
const CURVE = 5;
const FACT = 1.7;

/** What of a figure finds room in a box, CSS pixels, with the number `text` in one step of type. */
function fitIn(
  step: Fit['step'],
  figure: Pick<Figure, 'measure' | 'notes' | 'bar' | 'facts' | 'chart' | 'stamp'>,
  text: string,
  box: { width: number; height: number },
  scale: Scale,
): Fit & { across: boolean } {
  const { note, u } = scale;
  const wide = widthOf(text) * scale[step] + widthOf(figure.measure) * scale.body + u;
  const told = figure.notes.map(({ text: words, mark }) => widthOf(words) + (mark === undefined ? 0 : 1.5));
  const stamps = figure.stamp === '' ? 0 : 1;
  const beside = wide + 1.6 * u + Math.max(0, ...told) * note < box.width;
  const number = scale[step] * 1.05 + u;
  const lines = told.length + stamps;
  const free = box.height - (beside ? 0 : number);
  const notes = Math.max(0, Math.min(told.length, Math.floor(free / (NOTE * note)) - stamps));
  const used = (beside ? Math.max(number, lines * NOTE * note) : number + lines * NOTE * note) + u;
  const bar = figure.bar !== null && box.height - used > 3 * u;
  const left = box.height - used - (bar ? 3 * u : 0);
  const least = figure.chart === null ? FACT : CURVE;
  return { step, beside, notes, bar, rest: left > least * note, across: wide < box.width };
}

/**
 * The largest type in which a number and everything of importance to it have room: it, all notes and the beginning of
 * what is below. Where none does, the largest with some note; else the smallest, with as much as it leaves room for.
 */
export function fitFigure(
  figure: Figure,
  text: string,
  box: { width: number; height: number },
  scale: Scale,
): Fit {
  const tried = (figure.loud ? LOUD : QUIET).map((step) => fitIn(step, figure, text, box, scale));
  const wanted = figure.chart !== null || figure.facts.length > 0;
  const whole = tried.find(
    ({ across, notes, rest }) => across && notes === figure.notes.length && (rest || !wanted),
  );
  const some = whole ?? tried.find(({ across, notes }) => across && notes > 0);
  return some ?? fitIn('lead', figure, text, box, scale);
}
