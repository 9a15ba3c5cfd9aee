import { SECOND } from '../../contract/instants.ts';

/** The longest pause between two attempts, milliseconds. */
export const LONGEST_PAUSE = 30 * SECOND;

/**
 * How long to wait before attempt number `attempt` (0 is the first repeat), milliseconds: doubling from
 * half a second, and of that a random half, so that a hundred walls do not come back in step.
 * `random` is in [0, 1).
 */
export function pauseBefore(attempt: number, random: number): number {
  const whole = Math.min(LONGEST_PAUSE, (SECOND / 2) * 2 ** Math.min(attempt, 16));
  return Math.round(whole / 2 + (whole / 2) * random);
}
