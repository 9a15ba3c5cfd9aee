import { z } from 'zod';

/**
 * A period of a measure, as the city's reports write it:
 * `2025` year, `2025-Q1` quarter, `2025-08` month, `2025-10M` ten months cumulative,
 * `2025-11-06` day, `2025-06-27..2025-12-14` any span of days, both included.
 */
export const period = z
  .string()
  .regex(
    /^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|-([1-9]|1[0-2])M)?$|^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$/,
    'YYYY, YYYY-Qn, YYYY-MM, YYYY-nM (cumulative), YYYY-MM-DD or A..B',
  );

export type PeriodKind = 'year' | 'quarter' | 'month' | 'cumulative' | 'day' | 'span';

/** A period taken apart. `from` and `to` are local dates `YYYY-MM-DD`, both included. */
export interface Period {
  text: string;
  kind: PeriodKind;
  year: number;
  from: string;
  to: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The last day of a month, 1 to 12, in the proleptic Gregorian calendar. */
function lastDay(year: number, month: number): string {
  return `${year}-${two(month)}-${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`;
}

/** Takes a period apart. Its text must match {@link period}; anything else throws a RangeError. */
export function parsePeriod(text: string): Period {
  const year = Number(text.slice(0, 4));
  const rest = text.slice(5);
  const span = (kind: PeriodKind, first: number, last: number): Period => ({
    text,
    kind,
    year,
    from: `${year}-${two(first)}-01`,
    to: lastDay(year, last),
  });
  if (text.includes('..')) {
    const [from = '', to = ''] = text.split('..');
    return { text, kind: 'span', year: Number(to.slice(0, 4)), from, to };
  }
  if (rest === '') return span('year', 1, 12);
  if (rest.startsWith('Q')) return span('quarter', Number(rest[1]) * 3 - 2, Number(rest[1]) * 3);
  if (rest.endsWith('M')) return span('cumulative', 1, Number(rest.slice(0, -1)));
  if (/^\d\d$/.test(rest)) return span('month', Number(rest), Number(rest));
  if (/^\d\d-\d\d$/.test(rest)) return { text, kind: 'day', year, from: text, to: text };
  throw new RangeError(`not a period: ${text}`);
}

/** The same period a year earlier: `2026-10M` gives `2025-10M`. */
export function samePeriodLastYear(text: string): string {
  return text.replace(/\b(\d{4})(?=$|-|\.)/g, (year) => String(Number(year) - 1));
}

/** The share of its year that has passed when a period ends, 0 to 1, by whole months (by days for a day or a span). */
export function yearElapsed(p: Period): number {
  const [, month = 12, day = 31] = p.to.split('-').map(Number);
  if (p.kind !== 'day' && p.kind !== 'span') return month / 12;
  const start = Date.UTC(p.year, 0, 1);
  return (Date.UTC(p.year, month - 1, day) - start) / (Date.UTC(p.year + 1, 0, 1) - start);
}
