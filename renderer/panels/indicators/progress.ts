import type { Indicator } from '../../../sync/contract/profile.ts';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';

/** Where an indicator's bar ends and where its plan's tick stands, as shares of the track; null where unknown. */
export interface Progress {
  share: number | null;
  tick: number | null;
}

/**
 * The bar is progress as the question counts it (lower-is-better turned over), the tick what should have
 * been reached by now, on the same footing. The track ends at the plan, or at whatever reaches further.
 */
export function progressOf(
  row: Pick<IndicatorRow, 'progress' | 'expected' | 'plan'>,
  direction: Indicator['direction'],
): Progress {
  const expected = expectedShare(row, direction);
  const reach = Math.max(1, row.progress ?? 0, expected ?? 0);
  return {
    share: row.progress === null ? null : Math.max(0, row.progress) / reach,
    tick: expected === null ? null : expected / reach,
  };
}

function expectedShare(
  row: Pick<IndicatorRow, 'expected' | 'plan'>,
  direction: Indicator['direction'],
): number | null {
  if (row.expected === null || row.plan === null) return null;
  const [part, whole] =
    direction === 'lower' ? [row.plan.value, row.expected] : [row.expected, row.plan.value];
  return whole === 0 || part / whole < 0 ? null : part / whole;
}
