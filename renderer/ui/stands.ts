import type { Rules } from '../../sync/contract/profile.ts';
import type { Group } from '../../sync/contract/questions/cases.ts';
import type { MarkOf } from './states.ts';

/**
 * The state of a unit by how it stands to the city: none where it is like it, so that a list of the usual stays quiet. One that is worse
 * is red where its own share is below what the profile calls so.
 */
export function stateOf(
  unit: { group: Group | null; onTime?: number | null },
  rules: Rules['onTime'],
): MarkOf | null {
  if (unit.group === null || unit.group === 'like') return null;
  if (unit.group === 'better') return 'green';
  return unit.onTime !== undefined && unit.onTime !== null && unit.onTime < rules.red ? 'red' : 'orange';
}

/** The state that stands for a whole group of units: of the worse, the gravest that one of them is in. */
export function groupState(
  group: Group,
  units: readonly { group: Group | null; onTime: number | null }[],
  rules: Rules['onTime'],
): MarkOf | null {
  const states = units.filter((unit) => unit.group === group).map((unit) => stateOf(unit, rules));
  return states.includes('red') ? 'red' : stateOf({ group }, rules);
}
