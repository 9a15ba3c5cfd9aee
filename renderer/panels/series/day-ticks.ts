import type { Tick } from '../../charts/time.ts';
import { monthWords, type Say } from '../../locales/index.ts';

const DAY_MS = 86_400_000;

/** A local date `YYYY-MM-DD` as a number of days; no clock is involved. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** The weekday of a local date, 1 Monday to 7 Sunday, as calendars of cities count. 1 January 1970 was a Thursday. */
export const weekdayOf = (date: string): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** 21/11. */
export const dayMonthOf = (date: string): string => `${date.slice(8, 10)}/${date.slice(5, 7)}`;

/** Words for an axis of days, from every day to the first of every year; `last` is what the newest is called. */
export function dayTicks(dates: readonly string[], last: string, say: Say): Tick[][] {
  const end = dates.length - 1;
  const pinned: Tick = { at: end, text: last, pinned: true };
  const days = dates.map((date, at) => ({ date, at })).slice(0, -1);
  const set = (of: (date: string) => boolean, text = dayMonthOf): Tick[] => [
    ...days.filter(({ date }) => of(date)).map(({ date, at }) => ({ at, text: text(date) })),
    pinned,
  ];
  const month = (date: string): string => monthWords(Number(date.slice(5, 7)), say);
  const first = (date: string): boolean => date.endsWith('-01');
  const within = (months: readonly string[]) => (date: string) =>
    first(date) && months.includes(date.slice(5, 7));
  return [
    set(() => true),
    set((date) => weekdayOf(date) === 1),
    set((date) => weekdayOf(date) === 1 && Math.floor(dayNumber(date) / 7) % 2 === 0),
    set(first, month),
    set(within(['01', '04', '07', '10']), month),
    set(within(['01']), (date) => date.slice(0, 4)),
    [pinned],
  ];
}
