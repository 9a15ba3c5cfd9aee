import type { Language } from '../../sync/contract/languages.ts';
import { MINUTE } from '../../sync/contract/instants.ts';
import { parsePeriod } from '../../sync/contract/periods.ts';
import type { Say } from './messages.ts';

const NBSP = '\u00a0';
/** An en dash that no line is broken at: a line may be broken after a bare one. */
export const TO = '\u2060–\u2060';
const ROMAN = ['', 'I', 'II', 'III', 'IV'];

/** Numbers, dates and times as a language writes them, in a city's time zone. */
export interface Format {
  /** A whole number: 1.234 or 1,234. */
  count: (n: number) => string;
  /** With at most so many decimals: 1.234,5. */
  decimal: (n: number, decimals?: number) => string;
  /** With just so many decimals, to stand under each other: 4,0. */
  fixed: (n: number, decimals?: number) => string;
  /** A share 0 to 1 as percent, always with as many decimals, to stand under each other: 94,1%, 87,0%. */
  percent: (share: number, decimals?: number) => string;
  /** A signed share, always with one decimal, to stand under each other: +3,8%, +15,0%. */
  change: (share: number) => string;
  /** A signed number, −0,4. */
  signed: (n: number, decimals?: number) => string;
  /** From one figure or date to another, written already, on one line: 15,2–16,0. */
  range: (from: string, to: string) => string;
  /** How many times: 4 or 1,6. */
  ratio: (n: number) => string;
  /** 14:32. */
  time: (at: number) => string;
  /** 14:32:05. */
  seconds: (at: number) => string;
  /** 25/10/2025. */
  date: (at: number) => string;
  /** 25/10. */
  dayMonth: (at: number) => string;
  /** When a period begins: its day, with the hour where that is not midnight: 25/11, 12:00 25/11. */
  begins: (at: number) => string;
  /** Thứ Bảy. */
  weekday: (at: number) => string;
  /** The time on the day of `now`, the day and time in its year, the date else. */
  moment: (at: number, now: number) => string;
  /** How far something reaches: as `moment`, but what ends with a day is told of that day: hết 31/10/2026, not 00:00 01/11. */
  reach: (at: number, now: number) => string;
  /** The hour of the day, 0 to 23, in the city. */
  hour: (at: number) => number;
}

/** Formats for one language and IANA time zone. */
export function formats(language: Language, timeZone: string): Format {
  // British English: day before month, as the city's own papers write it.
  const tag = language === 'vi' ? 'vi-VN' : 'en-GB';
  const writer = (most: (decimals: number) => Intl.NumberFormatOptions) => {
    const made = new Map<number, Intl.NumberFormat>();
    return (n: number, decimals = 1): string => {
      const by =
        made.get(decimals) ?? new Intl.NumberFormat(tag, { signDisplay: 'negative', ...most(decimals) });
      made.set(decimals, by);
      return by.format(n).replace('-', '−');
    };
  };
  const decimal = writer((decimals) => ({ maximumFractionDigits: decimals }));
  const fixed = writer((decimals) => ({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  const clock = (options: Intl.DateTimeFormatOptions): ((at: number) => string) => {
    const made = new Intl.DateTimeFormat(tag, { timeZone, hourCycle: 'h23', ...options });
    return (at) => made.format(at);
  };
  const time = clock({ hour: '2-digit', minute: '2-digit' });
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
  const ymd = (at: number): [string, string, string] => {
    const found = new Map(parts.formatToParts(at).map((p) => [p.type, p.value]));
    return [found.get('day') ?? '', found.get('month') ?? '', found.get('year') ?? ''];
  };
  const date = (at: number): string => ymd(at).join('/');
  const dayMonth = (at: number): string => ymd(at).slice(0, 2).join('/');
  const hourOnly = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const weekdayName = clock({ weekday: 'short' });
  const percent = (share: number, decimals = 1): string => `${fixed(share * 100, decimals)}%`;
  const withSign = (n: number, text: string): string =>
    /[1-9]/.test(text) ? `${n > 0 ? '+' : '−'}${text}` : text;
  const signed = (n: number, decimals = 1): string => withSign(n, decimal(Math.abs(n), decimals));
  const moment = (at: number, now: number): string => {
    if (date(at) === date(now)) return time(at);
    return ymd(at)[2] === ymd(now)[2] ? `${time(at)}${NBSP}${dayMonth(at)}` : date(at);
  };
  const endOf = language === 'vi' ? 'hết' : 'end of';
  return {
    count: (n) => decimal(n, 0),
    decimal,
    fixed,
    percent,
    change: (share) => `${withSign(share, fixed(Math.abs(share) * 100, 1))}%`,
    signed,
    range: (from, to) => `${from}${TO}${to}`,
    ratio: (n) => (n >= 10 || Math.abs(n - Math.round(n)) < 0.05 ? decimal(n, 0) : fixed(n, 1)),
    time,
    seconds: clock({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    date,
    dayMonth,
    begins: (at) => (time(at) === '00:00' ? dayMonth(at) : `${time(at)}${NBSP}${dayMonth(at)}`),
    weekday: (at) => weekdayName(at).replace(/(^|\s)\p{L}/gu, (first) => first.toUpperCase()),
    moment,
    reach: (at, now) =>
      at % MINUTE === 0 && time(at) === '00:00'
        ? `${endOf}${NBSP}${date(at - MINUTE)}`.replaceAll(' ', NBSP)
        : moment(at, now),
    hour: (at) => Number(hourOnly.format(at)),
  };
}

/** What a figure is measured in as it stands behind it: a percent sign close to it, all else after a space that does not break. */
export const beside = (measure: string): string =>
  measure === '' || measure.startsWith('%') ? measure : `${NBSP}${measure}`;

const localDay = (iso: string): string => iso.split('-').reverse().join('/');

/** Months as English names them; no Vietnamese message asks for one. */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A month, 1 to 12, as an axis has it: "Th. 10", "Oct". */
export const monthWords = (month: number, say: Say): string =>
  say('period.monthBrief', { n: month, month: MONTHS[month - 1] ?? '' });

/** A period of a measure in words: `2026-10` is "tháng 10/2026", `2026-10M` is "10 tháng 2026". */
export function periodWords(text: string, say: Say): string {
  const period = parsePeriod(text);
  const month = Number(period.to.slice(5, 7));
  const told = { n: String(month), month: MONTHS[month - 1] ?? '', year: String(period.year) };
  switch (period.kind) {
    case 'year':
      return say('period.year', { year: String(period.year) });
    case 'quarter':
      return say('period.quarter', {
        n: ROMAN[month / 3] ?? '',
        number: month / 3,
        year: String(period.year),
      });
    case 'month':
      return say('period.month', told);
    case 'cumulative':
      // Of a year's first month the months so far are that month.
      return say(month === 1 ? 'period.month' : 'period.cumulative', told);
    case 'day':
      return say('period.day', { day: localDay(period.from) });
    case 'span':
      return say('period.span', { from: localDay(period.from), to: localDay(period.to) });
  }
}
