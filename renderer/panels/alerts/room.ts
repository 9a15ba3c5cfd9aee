import { emsOf } from '../../ui/ruler.ts';
import type { Scale } from '../../ui/scale.ts';
import type { GroupLine } from './alerts.ts';

/** How a list of groups is set. */
export interface Setting {
  columns: number;
  /** Whether what nobody has acknowledged is in the largest type. */
  large: boolean;
}

/** So many letters of a note are the least that a group is read in. */
const LEAST = 32;
/** A line's height, and what stands between two groups, as `AlertLine` and its list have them. */
const LEADING = 1.25;
const GAP = 1.1;
/** Words break where they may: a line of them is not filled to its end. */
const RAGGED = 1.15;

const linesOf = (ems: number, size: number, width: number): number =>
  Math.max(1, Math.ceil((RAGGED * ems * size) / Math.max(1, width)));

/** A group's height in a column, pixels: its title with how it stands beside or below it, and what it tells. */
function heightOf(
  group: GroupLine,
  large: boolean,
  width: number,
  { note, body, large: largest }: Scale,
): number {
  const size = large && group.state === 'new' ? largest : body;
  const beside = width - 1.6 * body;
  const stands = emsOf(group.stands, 400) * note + 4 * note;
  const title = linesOf(emsOf(group.title) + stands / size, size, beside);
  const told = linesOf(emsOf([group.figure, ...group.notes].join(' · '), 400) + 4, note, beside);
  return LEADING * (title * size + told * note);
}

/** As many columns as a width has in which a group can be read. */
export const columnsIn = (width: number, { note }: Scale): number =>
  Math.max(1, Math.floor(width / (LEAST * note)));

/**
 * As few columns as all groups find room in, at the largest type where they do: a few alerts are not to be small print on a large
 * ground. Where they find none, as many columns as can be read.
 */
export function settingOf(
  groups: readonly GroupLine[],
  { width, height }: { width: number; height: number },
  scale: Scale,
): Setting {
  const most = columnsIn(width, scale);
  const gap = GAP * scale.u;
  const footer = 1.35 * scale.note;
  for (const large of [true, false])
    for (let columns = 1; columns <= (large ? Math.max(1, Math.floor(most / 2)) : most); columns += 1) {
      let needed = footer;
      for (let first = 0; first < groups.length; first += columns) {
        const row = groups.slice(first, first + columns);
        needed += gap + Math.max(...row.map((group) => heightOf(group, large, width / columns, scale)));
      }
      if (needed <= height) return { columns, large };
    }
  return { columns: most, large: false };
}
