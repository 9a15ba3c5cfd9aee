import type { Freshness } from '../../sync/contract/answers.ts';

/** How the host itself is heard, apart from how the host hears the city. */
export type HostState = 'live' | 'late' | 'stale';

/** Milliseconds without a frame, by the window's own monotonic clock. */
export const HOST_LATE_AFTER = 5_000;
export const HOST_STALE_AFTER = 60_000;

/** The host's state after `silent` milliseconds without a frame; infinite where none was ever heard. */
export function hostState(silent: number): HostState {
  if (silent < HOST_LATE_AFTER) return 'live';
  return silent < HOST_STALE_AFTER ? 'late' : 'stale';
}

const GRAVITY = { live: 0, late: 1, stale: 2 } as const;

/** The graver of two states: an answer is never fresher than the host that brought it. */
export function graver(a: Freshness['state'], b: Freshness['state']): Freshness['state'] {
  return GRAVITY[a] >= GRAVITY[b] ? a : b;
}
