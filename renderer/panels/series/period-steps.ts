import { parsePeriod } from '../../../sync/contract/periods.ts';
import type { Rhythm } from '../../../sync/contract/questions/measures.ts';
import type { Tick } from '../../charts/time.ts';
import { monthWords, periodWords, type Say } from '../../locales/index.ts';
import { dayNumber, dayTicks } from './day-ticks.ts';

/** Periods as even steps. `order` tells whether two follow each other: their numbers differ by one. */
export interface PeriodSteps {
  periods: readonly string[];
  order: readonly number[];
}

/** More empty steps than this would leave no room for the values. */
const MOST = 400;

const two = (n: number): string => String(n).padStart(2, '0');
const year = (text: string): number => Number(text.slice(0, 4));

/** A period's number among those of its rhythm; spans of days count by where they begin. */
function numberOf(text: string, rhythm: Rhythm): number {
  const { kind, from, to } = parsePeriod(text);
  const month = Number(to.slice(5, 7));
  if (rhythm === 'day' || rhythm === 'span') return dayNumber(from);
  if (rhythm === 'year') return year(text);
  return kind === 'quarter' ? year(text) * 4 + month / 3 - 1 : year(text) * 12 + month - 1;
}

/** The period of a number; null of spans, which follow no rule. */
function textOf(n: number, rhythm: Rhythm): string | null {
  const months = `${Math.floor(n / 12)}-`;
  switch (rhythm) {
    case 'day':
      return new Date(n * 86_400_000).toISOString().slice(0, 10);
    case 'month':
      return `${months}${two((n % 12) + 1)}`;
    case 'cumulative':
      return `${months}${(n % 12) + 1}M`;
    case 'quarter':
      return `${Math.floor(n / 4)}-Q${(n % 4) + 1}`;
    case 'year':
      return String(n);
    case 'span':
      return null;
  }
}

/**
 * Every period from the first to the last, those without a value too, so that a gap is seen; where that would be too
 * many, or periods follow no rule, those there are, with `order` saying what follows what.
 */
export function periodSteps(periods: readonly string[], rhythm: Rhythm): PeriodSteps {
  const known = [...new Set(periods)]
    .map((text) => ({ text, n: numberOf(text, rhythm) }))
    .sort((a, b) => a.n - b.n);
  const first = known[0]?.n ?? 0;
  const last = known.at(-1)?.n ?? -1;
  if (rhythm === 'span' || last - first >= MOST)
    return { periods: known.map(({ text }) => text), order: known.map(({ n }) => n) };
  const order = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return { periods: order.map((n) => textOf(n, rhythm) ?? ''), order };
}

/** Words for an axis of periods, from every period to every tenth year. */
export function periodTicks(periods: readonly string[], rhythm: Rhythm, say: Say): Tick[][] {
  const newest = periods.at(-1);
  if (newest === undefined) return [];
  const pinned: Tick = { at: periods.length - 1, text: periodWords(newest, say), pinned: true };
  if (rhythm === 'day') return dayTicks(periods, periodWords(newest, say), say);
  const rest = periods
    .map((text, at) => ({ text, at, month: Number(parsePeriod(text).to.slice(5, 7)) }))
    .slice(0, -1);
  const set = (
    of: (month: number, text: string) => boolean,
    word: (month: number, text: string) => string,
  ): Tick[] => [
    ...rest
      .filter(({ text, month }) => of(month, text))
      .map(({ text, at, month }) => ({ at, text: word(month, text) })),
    pinned,
  ];
  const yearOf = (_: number, text: string): string => text.slice(0, 4);
  const every = (years: number): Tick[] =>
    set((month, text) => month === firstOf(rhythm) && (year(newest) - year(text)) % years === 0, yearOf);
  const inYear = (month: number, text: string): string =>
    month === firstOf(rhythm) ? yearOf(month, text) : shortOf(month, rhythm, say);
  if (rhythm === 'span')
    return [
      set(
        () => true,
        (_, text) => periodWords(text, say),
      ),
      [pinned],
    ];
  return [
    ...(rhythm === 'year' ? [] : [set(() => true, inYear)]),
    ...(rhythm === 'month' || rhythm === 'cumulative'
      ? [set((month) => month % 3 === 1, inYear), set((month) => month % 6 === 1, inYear)]
      : []),
    ...[1, 2, 5, 10].map(every),
    [pinned],
  ];
}

/** The month in which a year's first period ends. */
const firstOf = (rhythm: Rhythm): number => (rhythm === 'year' ? 12 : rhythm === 'quarter' ? 3 : 1);

const shortOf = (month: number, rhythm: Rhythm, say: Say): string =>
  rhythm === 'quarter' ? say('series.quarter', { n: month / 3 }) : monthWords(month, say);
