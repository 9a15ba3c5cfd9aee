import type { Indicator } from '../../../sync/contract/profile.ts';
import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';

/** Where an indicator's bar ends and where its plan's tick stands, as shares of the track; null where unknown. */
export interface Progress {
  share: number | null;
  tick: number | null;
}

/**
 * Where higher is better the bar is progress as the question counts it and the tick what should have been
 * reached by now; the track ends at the plan, or at whatever reaches further. Where lower is better the bar
 * is the value itself and the tick what it may be: what stands beyond the tick is too much.
 */
export function progressOf(
  row: Pick<IndicatorRow, 'value' | 'progress' | 'expected' | 'plan'>,
  direction: Indicator['direction'],
): Progress {
  const [bar, tick] = direction === 'lower' ? [row.value, row.expected] : [row.progress, expectedShare(row)];
  if (direction === 'lower' && (bar === null || tick === null || tick < 0))
    return { share: null, tick: null };
  const least = direction === 'lower' ? (tick ?? 0) * HEADROOM : 1;
  const reach = Math.max(least, bar ?? 0, tick ?? 0) || 1;
  return {
    share: bar === null ? null : Math.max(0, bar) / reach,
    tick: tick === null ? null : tick / reach,
  };
}

/** Where lower is better: the track beyond what is allowed, so that keeping well below it shows. */
const HEADROOM = 1.1;

function expectedShare(row: Pick<IndicatorRow, 'expected' | 'plan'>): number | null {
  if (row.expected === null || row.plan === null || row.plan.value === 0) return null;
  const share = row.expected / row.plan.value;
  return share < 0 ? null : share;
}
