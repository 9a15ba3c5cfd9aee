import { SECOND } from '../../contract/instants.ts';
import type { LineState } from '../../contract/link.ts';
import type { City } from '../../contract/profile.ts';

/** What the state of the city line is judged from. Clocks are this machine's, milliseconds. */
export interface LineFacts {
  /** When the last beat, delta or welcome was heard; null if never. */
  heard: number | null;
  /** Whether anything of the city was ever held. */
  holds: boolean;
  /** What is wrong with the host itself: it cannot take or cannot read. */
  broken: boolean;
}

/**
 * The state of the line to the city: live, then late and stale as time passes without a beat; empty where
 * nothing was ever held; error only for a fault of the host's own.
 */
export function lineState(facts: LineFacts, now: number, limits: City['line']): LineState['state'] {
  if (facts.broken) return 'error';
  if (!facts.holds) return 'empty';
  const age = facts.heard === null ? Infinity : now - facts.heard;
  if (age < limits.lateAfter * SECOND) return 'live';
  return age < limits.staleAfter * SECOND ? 'late' : 'stale';
}
