import type { Indicator } from '../../contract/profile.ts';
import { Dice, hashText, mix } from './dice.ts';
import { fate as fates, type Fate, type MeasuresSettings } from './measures-settings.ts';

/**
 * What becomes of each indicator against its plan: as the settings name it, and of the others so many as the
 * shares say, chosen by the seed. What is left is on course.
 */
export function fatesOf(
  indicators: readonly Indicator[],
  settings: MeasuresSettings,
  seed: number,
): ReadonlyMap<string, Fate> {
  const result = new Map<string, Fate>();
  for (const level of ['city', 'commune'] as const) {
    const mine = indicators.filter((i) => i.level === level);
    for (const indicator of mine) {
      const named = settings.indicators[indicator.id]?.fate;
      if (named) result.set(indicator.id, named);
    }
    const open = mine
      .filter((i) => !result.has(i.id))
      .map((i) => ({ id: i.id, rank: mix(seed, hashText(i.id)) }))
      .sort((a, b) => a.rank - b.rank);
    const size = open.length;
    for (const fate of fates.options) {
      const count = Math.round((settings.fates[fate] ?? 0) * size);
      for (const { id } of open.splice(0, count)) result.set(id, fate);
    }
    for (const { id } of open) result.set(id, 'onCourse');
  }
  return result;
}

/** How an indicator of a fate does against what its plan expects: 1 as expected, less is worse. */
export function performanceOf(
  indicator: Pick<Indicator, 'id' | 'direction'>,
  fate: Fate,
  seed: number,
): number {
  const u = new Dice(mix(seed ^ 0xfa7e, hashText(indicator.id))).next();
  if (fate === 'atRisk') return 0.74 + 0.11 * u;
  if (fate === 'behind') return 0.935 + 0.02 * u;
  return indicator.direction === 'band' ? 1 : 1.05 + 0.1 * u;
}
