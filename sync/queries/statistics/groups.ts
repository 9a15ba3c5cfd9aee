import type { Group } from '../../contract/questions/cases.ts';

/** What one is tested by: the two-sided chance of being so far off, and to which side. */
export interface Test {
  readonly chance: number;
  readonly side: 'worse' | 'better';
}

/** Control limits are of 99.8 %: what chance brings to one in five hundred (Spiegelhalter 2005). */
export const LIMIT = 0.002;
/** Of those that are told to be worse or better, so many at most may be so by chance, on average. */
const RATE = 0.05;

/**
 * The chance at or below which one of some tests made together is told: that of the 99.8 % limits or, where so many are looked at that
 * chance alone would bring some beyond them, the lower one at which no more than 5 % of those told are by chance (Benjamini and
 * Hochberg, J. R. Statist. Soc. B 57 (1995) 289-300; for units of care, Jones, Ohlssen and Spiegelhalter, J. Clin. Epidemiology 61 (2008)
 * 232-240). One level for all, so that one line on a funnel plot parts them.
 */
export function levelOf(chances: readonly number[]): number {
  const sorted = [...chances].sort((a, b) => a - b);
  const least = sorted.length === 0 ? RATE : RATE / sorted.length;
  const told = sorted.findLastIndex((chance, i) => chance <= least * (i + 1));
  return Math.min(LIMIT, least * Math.max(1, told + 1));
}

export const groupAt = ({ chance, side }: Test, level: number): Group => (chance <= level ? side : 'like');
