import { emsOf } from '../../ui/ruler.ts';
import type { Scale } from '../../ui/scale.ts';
import type { Figure } from './figure.ts';

/** Steps of type a number may be set in, the largest first: large is only what needs someone. */
const stepsOf = ({ notes }: Pick<Figure, 'notes'>): readonly ('large' | 'body')[] =>
  notes.some(({ mark }) => mark === 'red' || mark === 'orange') ? ['large', 'body'] : ['body'];

/** How a figure is laid out in its tile. */
export interface Fit {
  step: 'large' | 'body';
  /** Notes stand beside the number, else below it. */
  beside: boolean;
  /** So many notes, from the first. */
  notes: number;
  bar: boolean;
  /** The curve, or at least one fact. */
  rest: boolean;
}

/** Heights of lines and least heights (of a fact and the line that counts the others), in ems of small type. */
const NOTE = 1.3;
const CURVE = 5;
const FACT = 3;

/** A note takes so much of its width: what barely fits beside a number would leave it with the next letter. */
const CLEAR = 1.03;

/** How high a number's glyphs may reach, in ems: more than its line. */
const GLYPHS = 1.25;

/** What of a figure finds room in a box, CSS pixels, with the number `text` in one step of type. */
function fitIn(
  step: Fit['step'],
  figure: Pick<Figure, 'measure' | 'notes' | 'bar' | 'facts' | 'chart' | 'stamp'>,
  text: string,
  box: { width: number; height: number },
  scale: Scale,
): Fit & { whole: boolean } {
  const { note, u } = scale;
  const wide = emsOf(text) * scale[step] + emsOf(figure.measure) * scale.body + u;
  const told = figure.notes.map(
    ({ text: words, mark }) => (emsOf(words) * CLEAR + (mark === undefined ? 0 : 1.5)) * note,
  );
  const stamps = figure.stamp === '' ? 0 : 1;
  const stamp = (emsOf(figure.stamp) + 0.8) * note * stamps;
  const beside = wide + 1.6 * u + Math.max(stamp, ...told) < box.width;
  const number = scale[step] * 1.05 + u;
  // A note that is wider than the tile is broken in lines; breaking at words takes a little more.
  const linesOf = told.map((width) => (beside ? 1 : Math.ceil((width * 1.1) / box.width)));
  const lines = linesOf.reduce((sum, n) => sum + n, stamps);
  const free = box.height - (beside ? 0 : number);
  const room = Math.floor(free / (NOTE * note)) - stamps;
  let notes = 0;
  for (let taken = 0; notes < told.length && (taken += linesOf[notes] ?? 1) <= room;) notes += 1;
  const used = (beside ? Math.max(number, lines * NOTE * note) : number + lines * NOTE * note) + u;
  const bar = figure.bar !== null && box.height - used > 3 * u;
  const left = box.height - used - (bar ? 3 * u : 0);
  const least = figure.chart === null ? FACT : CURVE;
  return {
    step,
    beside,
    notes,
    bar,
    rest: left > least * note,
    // A stamp is told whatever else gives way.
    whole: wide < box.width && scale[step] * GLYPHS <= box.height && (stamps === 0 || room >= 0),
  };
}

/**
 * The largest of its steps of type in which a number and everything of importance to it have room: it, all notes and the beginning of
 * what is below. Where none does, the largest with some note;
 * else the largest that has room itself.
 */
export function fitFigure(
  figure: Figure,
  text: string,
  box: { width: number; height: number },
  scale: Scale,
): Fit {
  const tried = stepsOf(figure).map((step) => fitIn(step, figure, text, box, scale));
  const wanted = figure.chart !== null || figure.facts.length > 0;
  const best =
    tried.find(({ whole, notes, rest }) => whole && notes === figure.notes.length && (rest || !wanted)) ??
    tried.find(({ whole, notes }) => whole && notes > 0) ??
    tried.find(({ whole }) => whole);
  return best ?? fitIn('body', figure, text, box, scale);
}
