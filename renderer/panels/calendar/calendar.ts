import { casesOf, type Place } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { monthWords } from '../../locales/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { dayMonthOf, dayNumber, weekdayOf } from '../series/day-ticks.ts';
import { whoseOf } from '../whose.ts';

type Row = Data<'days'>['rows'][number];

/** What of a day its cell tells. */
export type Told = 'opened' | 'closed' | 'late' | 'overdue';

/** One day as a cell: its week from 0 (columns) and its weekday from 0, Monday (rows). */
export interface Cell {
  date: string;
  week: number;
  weekday: number;
  value: number;
  known: boolean;
  worked: boolean;
  today: boolean;
  /** A detector marks it: more came in than chance brings. */
  unusual: boolean;
  /** How far up the scale it is, 0 to 1: what its colour says. */
  share: number;
  title: string;
  to: Place | null;
}

export interface Calendar {
  cells: readonly Cell[];
  weeks: number;
  /** Names of months, each over the first week that begins in it. */
  months: readonly { week: number; name: string }[];
  weekdays: readonly string[];
  top: number;
  highest: Cell | null;
}

/** The next number of two figures: close to the highest day, so that the others are told apart. */
function topOf(most: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(most)) - 1);
  return Math.ceil(most / step) * step;
}

/** The days of an answer in weeks. */
export function calendarOf(data: Data<'days'>, by: By, told: Told): Calendar {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const { rows } = data;
  const [first] = rows;
  const start = first === undefined ? 0 : dayNumber(first.date) - weekdayOf(first.date) + 1;
  const top = topOf(Math.max(5, ...rows.map((row) => row[told])));
  const cells = rows.map((row: Row, i): Cell => {
    const next = rows[i + 1]?.start;
    const weekday = weekdayOf(row.date) - 1;
    const weekdayName = say(`weekday.${WEEKDAYS[weekday] ?? 'mon'}`);
    return {
      date: row.date,
      week: Math.floor((dayNumber(row.date) - start) / 7),
      weekday,
      value: row[told],
      known: row.known,
      worked: row.worked,
      today: i === rows.length - 1,
      unusual: told === 'opened' && row.unusual,
      share: row[told] / top,
      title: `${weekdayName} ${dayMonthOf(row.date)}: ${format.count(row[told])}`,
      to: casesOf({
        ...{ service, ...whoseOf(panel) },
        ...(told === 'opened' ? { since: row.start } : told === 'overdue' ? {} : { from: row.start }),
        ...(next === undefined ? {} : { [told === 'opened' ? 'until' : 'to']: next - 1 }),
        ...(told === 'opened' ? {} : { state: told }),
      }),
    };
  });
  const months = cells.flatMap((cell, i) => {
    const before = cells[i - 1];
    const begins = i === 0 || cell.date.slice(0, 7) !== before?.date.slice(0, 7);
    return begins ? [{ week: cell.week, name: monthWords(Number(cell.date.slice(5, 7)), say) }] : [];
  });
  const known = cells.filter((cell) => cell.known);
  const most = Math.max(0, ...known.map(({ value }) => value));
  return {
    cells,
    weeks: (cells.at(-1)?.week ?? -1) + 1,
    // A month of which only some days are left at the start stands where the next one would: it gives way.
    months: months.filter((month, i) => (months[i + 1]?.week ?? Infinity) - month.week >= 2 || i > 0),
    weekdays: WEEKDAYS.map((key) => say(`weekday.${key}`)),
    top,
    highest: most === 0 ? null : (known.findLast(({ value }) => value === most) ?? null),
  };
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
