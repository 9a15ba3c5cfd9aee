import type { Place } from '../../sync/contract/place.ts';
import type { Rect } from './camera.ts';

/** A hot spot as the map shows it, all words ready. */
export interface Spot {
  number: number;
  /** Longitude, latitude. */
  point: readonly [number, number];
  /** The area it is in: not named a second time. */
  area: string;
  title: string;
  /** What is reported, and how much: one line where there is room, else two. */
  what: string;
  much: string;
  /** Where it leads on a console. */
  to?: Place;
}

/** One entry of a legend: a colour and what it stands for. */
export interface Swatch {
  colour: string;
  text: string;
}
/** A continuous scale: CSS gradient, and numbers at shares 0 to 1 along it. */
export interface Scale {
  kind: 'scale';
  title: string;
  gradient: string;
  ticks: { at: number; text: string }[];
}
export interface Steps {
  kind: 'steps';
  title: string;
  /** What has no colour of its own. */
  plain: Swatch;
  swatches: Swatch[];
}
/** Circles by how many: the largest first, radii as shares of the map's largest. */
export interface Circles {
  kind: 'circles';
  title: string;
  circles: { share: number; text: string }[];
}
/** What the colours mean, with their unit and their time. */
export interface Legend {
  parts: (Scale | Steps | Circles)[];
  /** What stands out, in words. */
  named?: string[];
  notes: string[];
}

/** How many there are in an area, as a circle of that area: radii as shares of the map's largest. */
export interface Amount {
  area: string;
  share: number;
}

/** A name on the map. */
export interface NameSpot {
  id: string;
  text: string;
  /** It stands out: its name too. */
  loud: boolean;
  rect: Rect;
}
/** A name of what is not the city's, or is no more. */
export interface AroundSpot {
  kind: 'neighbour' | 'sea' | 'former';
  text: string;
  rect: Rect;
}

/**
 * A title in as many lines as it needs to stay within a width: parted after a colon or comma first, then between
 * words. Never within a word, nor before a stroke and its unit.
 */
export function linesOf(title: string, width: number, wide: (text: string) => number): string[] {
  if (wide(title) <= width) return [title];
  const lines: string[] = [];
  for (const part of title.split(/(?<=[:,]) /)) {
    lines.push('');
    for (const word of part.split(/ (?!\/)(?<!\/ )/)) {
      const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
      if (lines.at(-1) === '' || wide(longer) <= width) lines.splice(-1, 1, longer);
      else lines.push(word);
    }
  }
  return lines;
}
