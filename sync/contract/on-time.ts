import type { Rules } from './profile.ts';

/** How times were kept: what was closed, what is past due and still open, and the share on time of both. */
export interface Kept {
  closed: number;
  overdue: number;
  onTime: number | null;
}

/** The state of whoever kept its times so, by `rules.onTime`; unknown with too few cases to judge. */
export function onTimeState(kept: Kept, rules: Rules['onTime']): 'red' | 'orange' | 'green' | 'unknown' {
  if (kept.onTime === null || kept.closed + kept.overdue < rules.minimum) return 'unknown';
  if (kept.onTime < rules.red) return 'red';
  return kept.onTime < rules.orange ? 'orange' : 'green';
}
