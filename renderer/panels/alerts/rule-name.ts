import type { Lookups } from '../../stores/index.ts';

/** A rule's name as a wall has room for it; its id where the profile has none of that id. */
export function ruleName(rule: string, names: Lookups): string {
  const found = names.profile.alerts.rules.find(({ id }) => id === rule);
  return found === undefined ? rule : names.text(found.short ?? found.name);
}
