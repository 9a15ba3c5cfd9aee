import { parsePeriod } from '../../../sync/contract/periods.ts';
import type { Note, Point } from '../../charts/time.ts';
import { periodWords, type Say } from '../../locales/index.ts';
import { turnsOf, wrongSince, type Turned } from '../../charts/turns.ts';
import { weekdayOf } from './day-ticks.ts';

/** A weekday, and whether it is worked: days are alike that have both in common. */
export const dayLike = (date: string, worked: boolean): string => `${weekdayOf(date)} ${worked}`;

/** A period as it is told since when: of what is told to date, the month it ends in. */
export function sinceWords(period: string, say: Say): string {
  const { kind, to } = parsePeriod(period);
  return periodWords(kind === 'cumulative' ? to.slice(0, 7) : period, say);
}

/** What stands under a curve where it can: it goes down, or is at its lowest. */
const UNDER: ReadonlySet<Turned> = new Set(['drop', 'down', 'fall', 'fallsFaster', 'trough', 'flat']);

/** Where a line turns, in words: `season` says which steps are alike, `when` a step's date. A step that is not over does not count. */
export function turnNotes(
  points: readonly (Point | null)[],
  by: { season?: readonly string[] | undefined; counted: boolean; when: (at: number) => string; say: Say },
): Note[] {
  const values = points.map((p) => (p === null || (p.open === true && p.parted === true) ? null : p.value));
  return turnsOf({ values, season: by.season, counted: by.counted }).flatMap(({ kind, at }): Note[] => {
    const value = values[at] ?? null;
    if (value === null) return [];
    const text = by.say(`series.turn.${kind}`, { when: by.when(at) });
    return [{ at, value, text, side: UNDER.has(kind) ? 'under' : 'over' }];
  });
}

/** Since when a line is on the wrong side of what it is held against, as one note: under a plan that is to be reached, over a ceiling. */
export function wrongNote(
  values: readonly (number | null)[],
  held: readonly (number | null)[],
  direction: 'higher' | 'lower' | 'band' | undefined,
  text: (at: number, wrong: 'below' | 'above') => string,
): Note[] {
  if (direction !== 'higher' && direction !== 'lower') return [];
  const wrong = direction === 'lower' ? 'above' : 'below';
  const at = wrongSince(values, held, wrong);
  const value = at === null ? null : (values[at] ?? null);
  if (at === null || value === null) return [];
  return [{ at, value, text: text(at, wrong), side: wrong === 'below' ? 'under' : 'over' }];
}
