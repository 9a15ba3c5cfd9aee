import type { Indicator } from './profile.ts';

/** From one value to another: as a share, or in points for values that are themselves rates. */
export function changeOf(
  indicator: Pick<Indicator, 'unit'>,
  before: number,
  value: number,
): { change: number | null; points: number | null } {
  const gap = value - before;
  if (indicator.unit.en.includes('%')) return { change: null, points: gap };
  return { change: before === 0 ? null : gap / Math.abs(before), points: null };
}
