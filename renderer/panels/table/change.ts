import type { Format, Say } from '../../locales/index.ts';

/** A change as it is written: percent, or points between two rates; nothing where neither is known. */
export function changeWords(
  change: { change: number | null; points: number | null } | null,
  say: Say,
  format: Format,
): string {
  if (change === null) return '';
  if (change.change !== null) return format.change(change.change);
  return change.points === null ? '' : say('table.points', { n: format.signed(change.points, 2) });
}
