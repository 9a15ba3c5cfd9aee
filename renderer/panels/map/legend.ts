import { css, heatColour, onScale, RATIO_STEPS } from '../../map/colours.ts';
import { stepColour } from '../../map/fills.ts';
import type { Circles, Legend, Scale, Steps } from '../../map/words.ts';
import type { Format, Say } from '../../locales/index.ts';

export interface LegendFacts {
  mode: 'heat' | 'usual' | 'overdue';
  dark: boolean;
  /** The top of the density's scale, cases per km². */
  heatTop: number;
  /** The top of the scale of overdue cases an area. */
  overdueTop: number;
  noun: string;
  /** The time in words that what is marked is of; null where it is the panel's, which its title says. */
  range: string | null;
  unknown: number;
  /** Cases in areas that are no more, or not yet. */
  former: number;
  /** Drawn from centroids rather than official boundaries. */
  schematic: boolean;
  /** What an area within its usual looks like. */
  ground: string;
  /** The top of the scale of the circles, cases an area; null where there are none. */
  amountTop: number | null;
  /** What stands out, in words. */
  named: string[];
}

/** Colours of the heat from nothing to the top, as a CSS gradient over the ground of the map. */
function gradient(dark: boolean): string {
  const stops = Array.from({ length: 13 }, (_, i) => {
    const [r, g, b, alpha] = heatColour(i / 12, dark);
    return `${css([r, g, b], alpha)} ${((i / 12) * 100).toFixed(1)}%`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

/** A scale from 0 to its top and beyond, with one value between, at the place its colour has. */
function scaleOf(title: string, middle: number, top: number, dark: boolean, format: Format): Scale {
  const text = (value: number): string => format.decimal(value, top < 4 ? 2 : 1);
  const ticks = [
    { at: 0, text: text(0) },
    { at: onScale(middle, top), text: text(middle) },
    { at: 1, text: `${text(top)}+` },
  ];
  return { kind: 'scale', title, gradient: gradient(dark), ticks };
}

/** The legend of a map in words: the measure of the cells first, then the density where it is shown. */
export function legendOf(facts: LegendFacts, say: Say, format: Format): Legend {
  const { mode, dark, noun, range } = facts;
  const notes = [
    ...(facts.unknown > 0 ? [say('map.unknown', { n: format.count(facts.unknown) })] : []),
    ...(facts.former > 0 ? [say('map.former', { n: format.count(facts.former) })] : []),
    ...(facts.schematic ? [say('map.schematic')] : []),
  ];
  // Where the map shows something else, density is on the small one alone.
  const what = say(mode === 'heat' ? 'map.density' : 'map.densitySmall');
  const density = scaleOf(what, facts.heatTop / 4, facts.heatTop, dark, format);
  if (mode === 'heat') return { parts: [density], notes };
  if (mode === 'overdue') {
    const top = facts.overdueTop;
    const overdue = scaleOf(say('map.overdue', { noun }), Math.round(top / 4), top, dark, format);
    return { parts: [overdue, density], notes };
  }
  const usual = stepsOf(range, facts, say, format);
  const circles =
    facts.amountTop === null ? [] : [circlesOf(say('map.circles', { noun }), facts.amountTop, format)];
  return { parts: [usual, ...circles, density], notes, named: facts.named };
}

/** How large a circle is for an amount, by its area: a share of the largest radius. */
export const shareOf = (amount: number, top: number): number => Math.sqrt(Math.min(1, amount / top));

/** What the circles' sizes mean: the largest, and a few smaller ones. */
const circlesOf = (title: string, top: number, format: Format): Circles => ({
  kind: 'circles',
  title,
  circles: [...new Set([top, Math.max(1, Math.round(top / 4))])].map((amount) => ({
    share: shareOf(amount, top),
    text: format.count(amount),
  })),
});

/** The steps against the usual, from where to where; `range` as above, `ground` is what an area within its usual looks like. */
export function stepsOf(
  range: string | null,
  { dark, ground }: Pick<LegendFacts, 'dark' | 'ground'>,
  say: Say,
  format: Format,
): Steps {
  const last = RATIO_STEPS.length - 1;
  const steps = RATIO_STEPS.map(({ from }, i) => {
    const n = format.decimal(from, 2);
    const next = format.decimal(RATIO_STEPS[i + 1]?.from ?? from, 2);
    return { colour: stepColour(i, dark), text: i === last ? say('map.orMore', { n }) : `${n}–${next}` };
  });
  const title = range === null ? say('map.usual') : say('map.usualOver', { range });
  return { kind: 'steps', title, plain: { colour: ground, text: say('map.within') }, swatches: steps };
}
