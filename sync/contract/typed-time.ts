import { DateTime } from 'luxon';
import { firstOf } from './calendar.ts';
import type { Instant } from './instants.ts';
import { timeIn, type TimesBy } from './named-times.ts';

/** Why what was typed is no time to look at: there is no such day, no such hour, it is yet to come, or it is no time at all. */
export type WrongTime = 'noDay' | 'noHour' | 'ahead' | 'unread';

/** A time as it was typed into a field of its own: nothing, a stretch of time, or what is wrong with it. */
export type TypedTime =
  | { as: 'none' }
  /** `timed`: an hour was given, and both are that minute. */
  | { as: 'time'; since: Instant; until: Instant; timed: boolean }
  /** `since`: when what is yet to come begins. */
  | { as: 'wrong'; why: WrongTime; since?: Instant };

const wrong = (why: WrongTime, since?: Instant): TypedTime =>
  since === undefined ? { as: 'wrong', why } : { as: 'wrong', why, since };

/** As `timeIn` reads it: without diacritics, in lower case, single spaces; a year of two figures is of this century. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/(?<=\d)t(?=\d)/, ' ')
    .replace(/(?<=(?:^| )\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?=\s|$)/, '20$1')
    .replace(/[,;\s]+/g, ' ')
    .trim();
}

/** 18:00, 18h, 18h30, 18 giờ 30, 6pm; with or without a word before it. */
const CLOCK = /(?:^| )(?:luc |at |vao )?(\d{1,2})(?:(?::|h|g| ?gio ?)(\d{1,2})?(?::\d\d)?| ?(am|pm))(?= |$)/;
/** So long ago: not a stretch up to now, but the instant that it began at. */
const AGO = /^\d{1,3} ?[a-z]+ (?:truoc|ago)$/;
/** What is written as a date, whether or not there is such a day. */
const DATE = /\d[-/.]\d|^\d{1,2} [a-z]+ ?\d*|^(?:thang|quy|q) ?\d|^ngay \d/;

/** The hour and minute of a clock; null where there are none such. */
function hourOf([, h = '', m = '0', half]: RegExpExecArray): { hour: number; minute: number } | null {
  const twelve = Number(h) % 12;
  const hour = half === undefined ? Number(h) : half === 'pm' ? twelve + 12 : twelve;
  const minute = Number(m);
  const is = hour < 24 && minute < 60 && (half === undefined || (Number(h) >= 1 && Number(h) <= 12));
  return is ? { hour, minute } : null;
}

/** The stretch of time that all of a text names; null where it names none. A day or a month without a year is of this year. */
function whole(text: string, by: TimesBy): { since: Instant; until: Instant } | null {
  const read = (words: string) => {
    const raw = words.split(' ');
    const found = timeIn({ raw, begun: false }, by);
    return found === null || found.words < raw.length ? null : found;
  };
  const found = read(text);
  if (found === null || /\d{4}/.test(text)) return found;
  const { year } = DateTime.fromMillis(by.at, { zone: by.city.timeZone });
  // Words such as "last year" name theirs; of those that leave it out, the year is the one of now, or there is no such day.
  const bare = /^[\d/.-]+$/.test(text) ? `${text}/${year}` : `${text} ${year}`;
  const named = read(bare.replaceAll(/(?<=\d)[.](?=\d)/g, '/'));
  if (named !== null) return named;
  return /^\d{1,2}[/.]\d{1,2}$|^(?:ngay )?\d{1,2} thang \d/.test(text) ? null : found;
}

/** The time that a text says, at `at`. Never another than what it says: what cannot be is told why. Pure. */
export function readTypedTime(typed: string, by: TimesBy): TypedTime {
  const text = plain(typed);
  if (text === '') return { as: 'none' };
  const ago = AGO.test(text) ? timeIn({ raw: text.split(' '), begun: false }, by) : null;
  if (ago !== null) return { as: 'time', since: ago.since, until: ago.since, timed: true };
  const clock = CLOCK.exec(text);
  const day = clock === null ? text : text.replace(clock[0], '').trim();
  const found = whole(day === '' ? 'today' : day, by);
  if (found === null) {
    const all = clock === null ? null : whole(text, by);
    if (all !== null) return { as: 'time', ...all, timed: false };
    return wrong(DATE.test(day) ? 'noDay' : 'unread');
  }
  const { since, until } = found;
  if (clock === null)
    return since > by.at ? wrong('ahead', since) : { as: 'time', since, until, timed: false };
  const hour = hourOf(clock);
  if (hour === null) return wrong('noHour');
  const local = DateTime.fromMillis(since, { zone: by.city.timeZone });
  // An hour is one of a day, not of a month.
  if (DateTime.fromMillis(until, { zone: by.city.timeZone }).toISODate() !== local.toISODate())
    return wrong('unread');
  const at = firstOf(local.set(hour)).toMillis();
  return at > by.at ? wrong('ahead', at) : { as: 'time', since: at, until: at, timed: true };
}
