import { css, heatColour, RATIO_STEPS } from '../../map/colours.ts';
import { stepColour } from '../../map/fills.ts';
import type { Legend } from '../../map/words.ts';
import type { Format, Say } from '../../locales/index.ts';

export interface LegendFacts {
  mode: 'heat' | 'usual' | 'overdue';
  dark: boolean;
  /** The top of the scale: cases per km², or overdue cases an area. */
  top: number;
  noun: string;
  /** The time in words. */
  range: string;
  unknown: number;
  /** Drawn from centroids rather than official boundaries. */
  schematic: boolean;
  /** What an area within its usual looks like. */
  ground: string;
}

/** Colours of the heat from nothing to the top, as a CSS gradient over the ground of the map. */
function gradient(dark: boolean): string {
  const stops = Array.from({ length: 13 }, (_, i) => {
    const [r, g, b, alpha] = heatColour(i / 12, dark);
    return `${css([r, g, b], alpha)} ${((i / 12) * 100).toFixed(1)}%`;
  });
  return `linear-gradient(90deg, ${stops.join(', ')})`;
}

/** The legend of a map in words. Ticks stand where the square-root scale has them: a quarter of the top half way. */
export function legendOf(facts: LegendFacts, say: Say, format: Format): Legend {
  const { mode, dark, top, noun, range } = facts;
  const notes = [
    ...(facts.unknown > 0 ? [say('map.unknown', { n: format.count(facts.unknown) })] : []),
    ...(facts.schematic ? [say('map.schematic')] : []),
  ];
  if (mode === 'usual') {
    const last = RATIO_STEPS.length - 1;
    const steps = RATIO_STEPS.map(({ from }, i) => {
      const n = format.decimal(from, 2);
      return { colour: stepColour(i, dark), text: i === last ? say('map.orMore', { n }) : n };
    });
    const swatches = [{ colour: facts.ground, text: say('map.within') }, ...steps];
    return { title: say('map.usual', { noun, range }), ramp: null, swatches, notes };
  }
  const ticks = [0, 0.25, 1].map((share) => ({
    at: Math.sqrt(share),
    text: format.decimal(share * top, top < 4 ? 2 : top < 40 ? 1 : 0),
  }));
  const title = mode === 'heat' ? say('map.density', { noun, range }) : say('map.overdue', { noun });
  return { title, ramp: { gradient: gradient(dark), ticks }, swatches: [], notes };
}
