import type { Language } from '../../sync/contract/languages.ts';
import { parsePeriod } from '../../sync/contract/periods.ts';
import type { Say } from './messages.ts';

const NBSP = '\u00a0';
const ROMAN = ['', 'I', 'II', 'III', 'IV'];

/** Numbers, dates and times as a language writes them, in a city's time zone. */
export interface Format {
  /** A whole number: 1.234 or 1,234. */
  count: (n: number) => string;
  /** With at most so many decimals: 1.234,5. */
  decimal: (n: number, decimals?: number) => string;
  /** With just so many decimals, to stand under each other: 4,0. */
  fixed: (n: number, decimals?: number) => string;
  /** A share 0 to 1 as percent: 94,1 %. */
  percent: (share: number, decimals?: number) => string;
  /** A signed share, +3,8 %. */
  change: (share: number) => string;
  /** A signed number, −0,4. */
  signed: (n: number, decimals?: number) => string;
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
  /** Thứ Bảy. */
  weekday: (at: number) => string;
  /** The time on the day of `now`, the day and time in its year, the date else. */
  moment: (at: number, now: number) => string;
  /** The hour of the day, 0 to 23, in the city. */
  hour: (at: number) => number;
}

/** Formats for one language and IANA time zone. */
export function formats(language: Language, timeZone: string): Format {
  // British English: day before month, as the city's own papers write it.
  const tag = language === 'vi' ? 'vi-VN' : 'en-GB';
  const numbers = new Map<number, Intl.NumberFormat>();
  const decimal = (n: number, decimals = 1): string => {
    let made = numbers.get(decimals);
    if (made === undefined) {
      made = new Intl.NumberFormat(tag, { maximumFractionDigits: decimals });
      numbers.set(decimals, made);
    }
    return made.format(n).replace('-', '−');
  };
  const fixed = (n: number, decimals = 1): string =>
    new Intl.NumberFormat(tag, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
      n,
    );
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
  const space = language === 'vi' ? NBSP : '';
  const percent = (share: number, decimals = 1): string => `${decimal(share * 100, decimals)}${space}%`;
  const signed = (n: number, decimals = 1): string => {
    const text = decimal(Math.abs(n), decimals);
    return /[1-9]/.test(text) ? `${n > 0 ? '+' : '−'}${text}` : text;
  };
  return {
    count: (n) => decimal(n, 0),
    decimal,
    fixed,
    percent,
    change: (share) => `${signed(share * 100)}${space}%`,
    signed,
    ratio: (n) => (n >= 10 || Math.abs(n - Math.round(n)) < 0.05 ? decimal(n, 0) : fixed(n, 1)),
    time,
    seconds: clock({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    date,
    dayMonth,
    weekday: (at) => weekdayName(at).replace(/(^|\s)\p{L}/gu, (first) => first.toUpperCase()),
    moment: (at, now) => {
      if (date(at) === date(now)) return time(at);
      return ymd(at)[2] === ymd(now)[2] ? `${time(at)}${NBSP}${dayMonth(at)}` : date(at);
    },
    hour: (at) => Number(hourOnly.format(at)),
  };
}

const localDay = (iso: string): string => iso.split('-').reverse().join('/');

/** A period of a measure in words: `2026-10M` is "10 tháng 2026", briefly "10T/2026". */
export function periodWords(text: string, say: Say, brief = false): string {
  const period = parsePeriod(text);
  const month = Number(period.to.slice(5, 7));
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
      return say(brief ? 'periodShort.month' : 'period.month', {
        n: String(month),
        year: String(period.year),
      });
    case 'cumulative':
      return say(brief ? 'periodShort.cumulative' : 'period.cumulative', {
        n: String(month),
        year: String(period.year),
      });
    case 'day':
      return say('period.day', { day: localDay(period.from) });
    case 'span':
      return say('period.span', { from: localDay(period.from), to: localDay(period.to) });
  }
}
