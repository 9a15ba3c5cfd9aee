import type { Place } from '../../../sync/contract/place.ts';
import { widestOf } from '../../ui/ruler.ts';
import type { MarkOf } from '../../ui/states.ts';

/** What stands in one cell. */
export interface Cell {
  text: string;
  /** A second line, quieter. */
  under?: string;
  mark?: MarkOf;
  /** Quieter than the rest. */
  quiet?: boolean;
  /** A line of values, oldest first; null where there is none of that day. */
  spark?: readonly (number | null)[];
  /** Provisional or estimated: hatched. */
  hatched?: boolean;
  /** On a console something else can be chosen in its place. */
  choice?: Choice;
}

/** One of the two periods held side by side, and what else it could be. */
export interface Choice {
  /** What it is for those who do not see it. */
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  /** The two periods, were another one chosen. */
  chosen: (value: string) => readonly [from: string, to: string];
}

export interface Column {
  key: string;
  title: string;
  /** Numbers stand at the right. */
  number?: boolean;
  /** Width it needs, in the size of its text; `wide` ones share what is left. */
  em: number;
  wide?: boolean;
  /** Columns go in the order of this where there is no room for all, the greatest first; 0 never goes. */
  spare: number;
}

export interface TableRow {
  key: string;
  target: Place | null;
  cells: Readonly<Record<string, Cell>>;
}

/** A table, all words ready. */
export interface Table {
  columns: readonly Column[];
  rows: readonly TableRow[];
  /** How many more there are than `rows`. */
  more: number;
  /** What is said of those that are not shown, where it is more than how many they are; `hidden` of `rows` have no room. */
  rest?: (hidden: number) => string;
  /** Signs of rows that say nothing themselves of what they mean, each in words. */
  key?: readonly { mark: MarkOf; word: string }[];
  /** What stands beside the title: how many, of what. */
  aside: readonly string[];
  /** It says itself of what time each figure is. */
  dated?: boolean;
  /** What is said where there are no rows. */
  none: string;
}

/** A sign before a figure, with the gap after it. */
const SIGN = 1.6;

/** The columns, those of figures as wide as the widest of them: a figure never breaks over two lines. */
export const asWideAsFigures = ({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Column[] =>
  columns.map((column) => {
    if (column.number !== true) return column;
    const cells = rows.flatMap(({ cells }) => cells[column.key] ?? []);
    const sign = cells.some(({ mark }) => mark !== undefined) ? SIGN : 0;
    const widest = Math.max(widestOf(cells.map(({ text }) => text)) + sign, widestOf([column.title], 400));
    return { ...column, em: Math.max(column.em, Math.ceil(widest * 2) / 2) };
  });

/** From so many times what is needed on, room that is left is shared by all columns of words: else one of them stands far from the rest. */
const AMPLE = 1.6;

/** How wide each column is as a track of a grid. `room` and `gap` are in the size of the text. */
export function tracksOf(columns: readonly Column[], room: number, gap: number): string {
  const ample = room > AMPLE * neededBy(columns, gap);
  return columns
    .map(({ em, wide, number }) =>
      wide === true || (ample && number !== true) ? `minmax(0, ${em}fr)` : `${em}em`,
    )
    .join(' ');
}

const neededBy = (columns: readonly Column[], gap: number): number =>
  columns.reduce((sum, { em }) => sum + em + gap, -gap);

/** The columns for which there is room, in their order. `room` is in the size of the text. */
export function columnsThatFit(columns: readonly Column[], room: number, gap: number): Column[] {
  const kept = [...columns];
  while (neededBy(kept, gap) > room) {
    const spare = kept.filter((c) => c.spare > 0).toSorted((a, b) => b.spare - a.spare)[0];
    if (spare === undefined) break;
    kept.splice(kept.indexOf(spare), 1);
  }
  return kept;
}
