import type { IndicatorRow } from '../../../sync/contract/questions/indicators.ts';

/** Where an indicator's bar ends and where the tick of what it is held to stands, as shares of the track; null where unknown. */
export interface Progress {
  share: number | null;
  tick: number | null;
}

/** Whether a value may still change before it is official. */
export const isHatched = ({ status }: Pick<IndicatorRow, 'status'>): boolean =>
  status === 'estimated' || status === 'provisional';

/** How much of what is expected the track is long: room for what reaches beyond it. */
const REACH = 4 / 3;

/**
 * The bar is the value, as a share of what the plan asks of it by now, or allows it; the tick is all of that, so that ticks stand
 * under each other in a list, and whatever ends left of them is short. What reaches beyond the track fills it.
 */
export function progressOf({ value, expected }: Pick<IndicatorRow, 'value' | 'expected'>): Progress {
  if (value === null || expected === null || expected <= 0) return { share: null, tick: null };
  return { share: Math.min(1, Math.max(0, value / expected / REACH)), tick: 1 / REACH };
}
