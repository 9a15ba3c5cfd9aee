import { DateTime } from 'luxon';
import type { Instant } from '../../contract/instants.ts';

/** A stretch of time that words name, and how many of them it took. */
export interface NamedTime {
  words: number;
  since: Instant;
  until: Instant;
}

/** A span of a local calendar, whole: its last millisecond is in it. */
const whole = (
  start: DateTime,
  unit: 'day' | 'week' | 'month' | 'quarter' | 'year',
): [DateTime, DateTime] => [start.startOf(unit), start.endOf(unit)];

/** Words for a time relative to now, folded, in both languages. */
const RELATIVE: readonly [words: string, span: (now: DateTime) => [DateTime, DateTime]][] = [
  ['hom nay', (now) => whole(now, 'day')],
  ['today', (now) => whole(now, 'day')],
  ['hom qua', (now) => whole(now.minus({ days: 1 }), 'day')],
  ['yesterday', (now) => whole(now.minus({ days: 1 }), 'day')],
  ['hom kia', (now) => whole(now.minus({ days: 2 }), 'day')],
  ['tuan nay', (now) => whole(now, 'week')],
  ['this week', (now) => whole(now, 'week')],
  ['tuan truoc', (now) => whole(now.minus({ weeks: 1 }), 'week')],
  ['last week', (now) => whole(now.minus({ weeks: 1 }), 'week')],
  ['thang nay', (now) => whole(now, 'month')],
  ['this month', (now) => whole(now, 'month')],
  ['thang truoc', (now) => whole(now.minus({ months: 1 }), 'month')],
  ['last month', (now) => whole(now.minus({ months: 1 }), 'month')],
  ['nam nay', (now) => whole(now, 'year')],
  ['this year', (now) => whole(now, 'year')],
  ['nam ngoai', (now) => whole(now.minus({ years: 1 }), 'year')],
  ['nam truoc', (now) => whole(now.minus({ years: 1 }), 'year')],
  ['last year', (now) => whole(now.minus({ years: 1 }), 'year')],
];

const ROLLING: Record<string, 'hours' | 'days' | 'weeks' | 'months'> = {
  gio: 'hours',
  hour: 'hours',
  hours: 'hours',
  ngay: 'days',
  day: 'days',
  days: 'days',
  tuan: 'weeks',
  week: 'weeks',
  weeks: 'weeks',
  thang: 'months',
  month: 'months',
  months: 'months',
};

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
/** Longer than this back is no search any more, in units of the words. */
const LONGEST = 400;

/** The last such day or month that is not after now: `25/12` in November is last year's. */
function latest(now: DateTime, parts: { month: number; day?: number }): DateTime | null {
  for (const year of [now.year, now.year - 1]) {
    const at = DateTime.fromObject({ year, ...parts }, { zone: now.zone });
    if (!at.isValid) continue;
    if (at.startOf(parts.day === undefined ? 'month' : 'day') <= now) return at;
  }
  return null;
}

/** A date or month written with figures: 25/10, 25/10/2025, 10/2025, 2025-10-25, 2025-10, 2025. */
function written(word: string, now: DateTime): [DateTime, DateTime] | null {
  const zone = { zone: now.zone };
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(word);
  const slashed = /^(\d{1,2})[/.](\d{1,4})(?:[/.](\d{4}))?$/.exec(word);
  const day = (year: number, month: number, date: number): [DateTime, DateTime] | null => {
    const at = DateTime.fromObject({ year, month, day: date }, zone);
    return at.isValid ? whole(at, 'day') : null;
  };
  const monthOf = (year: number, month: number): [DateTime, DateTime] | null => {
    const at = DateTime.fromObject({ year, month, day: 1 }, zone);
    return at.isValid ? whole(at, 'month') : null;
  };
  if (iso !== null) {
    const [, y, m, d] = iso.map(Number);
    return d === undefined || Number.isNaN(d) ? monthOf(y ?? 0, m ?? 0) : day(y ?? 0, m ?? 0, d);
  }
  if (slashed !== null) {
    const [, a, b, c] = slashed.map(Number);
    if (c !== undefined && !Number.isNaN(c)) return day(c, b ?? 0, a ?? 0);
    if ((b ?? 0) > 31) return monthOf(b ?? 0, a ?? 0);
    const at = latest(now, { month: b ?? 0, day: a ?? 0 });
    return at === null ? null : whole(at, 'day');
  }
  if (/^(19|20)\d\d$/.test(word)) return whole(DateTime.fromObject({ year: Number(word) }, zone), 'year');
  return null;
}

/** The month of some words: `thang 10`, `thang 10 2025`, `october 2025`. */
function monthIn(
  words: readonly string[],
  now: DateTime,
): { span: [DateTime, DateTime]; words: number } | null {
  const [first = '', second = '', third = ''] = words;
  const english = MONTHS.indexOf(first) + 1;
  const vietnamese = first === 'thang' && /^\d{1,2}$/.test(second) ? Number(second) : 0;
  const month = english > 0 ? english : vietnamese;
  if (month < 1 || month > 12) return null;
  const used = english > 0 ? 1 : 2;
  const year = english > 0 ? second : third === 'nam' ? (words[3] ?? '') : third;
  if (/^(19|20)\d\d$/.test(year)) {
    const at = DateTime.fromObject({ year: Number(year), month, day: 1 }, { zone: now.zone });
    return { span: whole(at, 'month'), words: used + (third === 'nam' && english === 0 ? 2 : 1) };
  }
  const at = latest(now, { month });
  return at === null ? null : { span: whole(at, 'month'), words: used };
}

/**
 * The time that words begin with: `hôm nay`, `7 ngày qua`, `tháng 10 2025`, `25/10`, `2025-10-25`, `last 3 weeks`.
 * `raw` are the words as typed, `folded` the same without diacritics. Null where they name none. Pure: `now` is the
 * question's instant, `timeZone` the city's.
 */
export function timeIn(
  raw: readonly string[],
  folded: readonly string[],
  at: Instant,
  timeZone: string,
): NamedTime | null {
  const now = DateTime.fromMillis(at, { zone: timeZone });
  const given = (span: [DateTime, DateTime], words: number): NamedTime => ({
    words,
    since: span[0].toMillis(),
    until: span[1].toMillis(),
  });
  for (const [words, span] of RELATIVE) {
    const n = words.split(' ').length;
    if (folded.slice(0, n).join(' ') === words) return given(span(now), n);
  }
  const skip = folded[0] === 'last' || folded[0] === 'past' ? 1 : 0;
  const [count = '', unit = '', past = ''] = folded.slice(skip);
  const rolling = ROLLING[unit];
  if (/^\d{1,3}$/.test(count) && rolling !== undefined && Number(count) > 0 && Number(count) <= LONGEST) {
    const ends = ['qua', 'gan', 'truoc', 'ago'].includes(past) ? 1 : 0;
    return given([now.minus({ [rolling]: Number(count) }), now], skip + 2 + ends);
  }
  const month = monthIn(folded, now);
  if (month !== null) return given(month.span, month.words);
  const lead = ['ngay', 'nam', 'day', 'year', 'thang'].includes(folded[0] ?? '') ? 1 : 0;
  const span = written(raw[lead] ?? '', now);
  return span === null ? null : given(span, lead + 1);
}
