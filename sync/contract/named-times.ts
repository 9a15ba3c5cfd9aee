import { DateTime } from 'luxon';
import { startOfReportingMonth } from './calendar.ts';
import type { Instant } from './instants.ts';
import type { City } from './profile.ts';

/** A stretch of time that words name, how many of them it took, and whether more are to be typed. */
export interface NamedTime {
  words: number;
  since: Instant;
  until: Instant;
  begun: boolean;
}

/** What times are told by: the question's instant, and the city's zone and reporting month. */
export interface TimesBy {
  at: Instant;
  city: Pick<City, 'timeZone' | 'reportingMonth'>;
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
type Span = [since: Instant, until: Instant] | null;

/** A span of the local calendar, whole: its last millisecond is in it. Null where there is no such day. */
const whole = (at: DateTime, unit: Unit): Span =>
  at.isValid ? [at.startOf(unit).toMillis(), at.endOf(unit).toMillis()] : null;

/** The whole span that lies some spans before the one of now. */
const ago =
  (unit: Unit, count: number) =>
  (now: DateTime): Span =>
    whole(now.minus({ [unit]: count }), unit);

/** The reporting month that now is in, up to now, or the one before. */
const reporting =
  (before: boolean) =>
  (_: DateTime, { at, city }: TimesBy): Span => {
    const start = startOfReportingMonth(at, city);
    return before ? [startOfReportingMonth(start - 1, city), start - 1] : [start, at];
  };

/** Words for a time relative to now, plain, in both languages. */
const RELATIVE: readonly [words: readonly string[], span: (now: DateTime, by: TimesBy) => Span][] = [
  [['hom nay', 'today'], ago('day', 0)],
  [['hom qua', 'yesterday'], ago('day', 1)],
  [['hom kia'], ago('day', 2)],
  [['tuan nay', 'this week'], ago('week', 0)],
  [['tuan truoc', 'tuan qua', 'last week'], ago('week', 1)],
  [['thang nay', 'this month'], ago('month', 0)],
  [['thang truoc', 'thang qua', 'last month'], ago('month', 1)],
  [['quy nay', 'this quarter'], ago('quarter', 0)],
  [['quy truoc', 'last quarter'], ago('quarter', 1)],
  [['nam nay', 'this year'], ago('year', 0)],
  [['nam ngoai', 'nam truoc', 'last year'], ago('year', 1)],
  [['ky nay', 'ky bao cao nay', 'this period'], reporting(false)],
  [['ky truoc', 'ky bao cao truoc', 'last period'], reporting(true)],
];
/** So much of such words, typed last, is taken for them. */
const ENOUGH = 3;

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/**
 * The day, month, quarter or year of some numbers; where no year is given, the last one that has begun: `25/12` in November
 * is last year's.
 */
function dated(now: DateTime, unit: Unit, parts: { year?: number; month?: number; day?: number }): Span {
  const of = (year: number): DateTime => DateTime.fromObject({ ...parts, year }, { zone: now.zone });
  if (parts.year !== undefined) return whole(of(parts.year), unit);
  const years = [now.year, now.year - 1, now.year - 2, now.year - 3, now.year - 4];
  const found = years.map(of).find((at) => at.isValid && at.startOf(unit) <= now);
  return found === undefined ? null : whole(found, unit);
}

/** Longer than this back is no search any more, in units of the words. */
const FARTHEST = 400;
const ROLLING: readonly [RegExp, 'hours' | 'days' | 'weeks' | 'months'][] = [
  [/^(gio|h|hours?)$/, 'hours'],
  [/^(ngay|days?)$/, 'days'],
  [/^(tuan|weeks?)$/, 'weeks'],
  [/^(thang|months?)$/, 'months'],
];

/** The last so many hours, days, weeks or months, up to now; of `dates`, days are those, today's among them. */
function rolling(now: DateTime, count: number, word: string, dates: boolean): Span {
  const unit = ROLLING.find(([words]) => words.test(word))?.[1];
  if (unit === undefined || count < 1 || count > FARTHEST) return null;
  const since =
    unit === 'days' && dates ? now.minus({ days: count - 1 }).startOf('day') : now.minus({ [unit]: count });
  return [since.toMillis(), now.toMillis()];
}

type Groups = Record<string, string>;
const number = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
/** The numbers that a pattern's groups have; an absent one is left out. */
function partsOf({ y, m, d }: Groups): { year?: number; month?: number; day?: number } {
  const [year, month, day] = [number(y), number(m), number(d)];
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
  };
}
const day = (now: DateTime, groups: Groups): Span => dated(now, 'day', partsOf(groups));
const month = (now: DateTime, groups: Groups): Span => dated(now, 'month', partsOf(groups));
const english = (name = ''): string => String(MONTHS.findIndex((known) => known.startsWith(name)) + 1);

const [D, M, Y] = [String.raw`(?<d>\d{1,2})`, String.raw`(?<m>\d{1,2})`, String.raw`(?<y>(?:19|20)\d\d)`];
const NAME = `(?<name>${MONTHS.map((name) => (name === 'may' ? name : `${name}|${name.slice(0, 3)}`)).join('|')})`;
const pattern = (text: string): RegExp => new RegExp(`^${text}(?= |$)`);

/** How dates are written, the longer before the shorter. */
const WRITTEN: readonly [RegExp, (now: DateTime, groups: Groups) => Span][] = [
  [pattern(`(?:ngay )?${Y}-${M}-${D}`), day],
  [pattern(`(?:thang )?${Y}-${M}`), month],
  [pattern(`(?:ngay )?${D}[-/.]${M}[-/.]${Y}`), day],
  [pattern(`(?:thang )?${M}[-/.]${Y}`), month],
  [pattern(`(?:ngay )?${D}[/.]${M}`), day],
  [pattern(`(?:ngay )?${D} thang ${M}(?: (?:nam )?${Y})?`), day],
  [pattern(`thang ${M}(?: (?:nam )?${Y})?`), month],
  [
    pattern(`${D} ${NAME}(?: ${Y})?`),
    (now, { name, ...groups }) => day(now, { ...groups, m: english(name) }),
  ],
  [
    pattern(`${NAME} ${D}(?: ${Y})?`),
    (now, { name, ...groups }) => day(now, { ...groups, m: english(name) }),
  ],
  [pattern(`${NAME} ${Y}`), (now, { name, ...groups }) => month(now, { ...groups, m: english(name) })],
  // "May" alone is rather a word of Vietnamese.
  [pattern(`(?!may )${NAME}`), (now, { name }) => (name === 'may' ? null : month(now, { m: english(name) }))],
  [
    pattern(`(?:(?:quy|quarter) (?<q>[1-4])(?:[ /](?:nam )?${Y})?)`),
    (now, { q, ...groups }) => dated(now, 'quarter', partsOf({ ...groups, m: String(Number(q) * 3 - 2) })),
  ],
  [
    pattern(`q(?<q>[1-4])[-/]${Y}`),
    (now, { q, ...groups }) => dated(now, 'quarter', partsOf({ ...groups, m: String(Number(q) * 3 - 2) })),
  ],
  [pattern(`(?:(?:nam|year) )?${Y}`), (now, groups) => dated(now, 'year', partsOf(groups))],
  [
    pattern(
      String.raw`(?:(?:last|past) )?(?<n>\d{1,3}) ?(?<unit>[a-z]+)(?: (?:qua|vua qua|gan day|(?<ago>truoc|ago)))?`,
    ),
    (now, { n, unit = '', ago }) => rolling(now, Number(n), unit, ago === undefined),
  ],
];

/** A word without diacritics, in lower case, with its punctuation. */
const plain = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/**
 * The time that words begin with: `hôm nay`, `7 ngày qua`, `tháng 10 năm 2025`, `25/10`, `2025-10-25`, `quý 3`, `kỳ trước`,
 * `last 3 weeks`. Null where they name none. `begun`: the last word may be unfinished. Pure.
 */
export function timeIn(
  { raw, begun }: { raw: readonly string[]; begun: boolean },
  by: TimesBy,
): NamedTime | null {
  const now = DateTime.fromMillis(by.at, { zone: by.city.timeZone });
  const text = raw.map(plain).join(' ');
  const given = (span: Span, words: string, part = false): NamedTime | null =>
    span === null ? null : { words: words.split(' ').length, since: span[0], until: span[1], begun: part };
  for (const [all, span] of RELATIVE)
    for (const words of all) if (`${text} `.startsWith(`${words} `)) return given(span(now, by), words);
  for (const [written, span] of WRITTEN) {
    const match = written.exec(text);
    const found = match === null ? null : given(span(now, { ...match.groups }), match[0]);
    if (found !== null) return found;
  }
  if (begun && text.length >= ENOUGH)
    for (const [all, span] of RELATIVE)
      for (const words of all) if (words.startsWith(text)) return given(span(now, by), text, true);
  return null;
}
