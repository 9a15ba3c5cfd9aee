import type { AlertSettings } from '../../contract/alert-rules.ts';
import type { Severity } from '../../contract/alerts.ts';
import { graver } from './state.ts';

/**
 * The city's level, its place among the profile's levels: the first whose every count is reached, the last where none is. A count is of groups
 * that are as grave as its severity or graver, so that what gets worse never lowers the level.
 */
export function levelOf({ levels }: AlertSettings, groups: Readonly<Record<Severity, number>>): number {
  const asGrave = (severity: Severity): number => {
    const all: Severity[] = ['critical', 'high', 'medium', 'low'];
    return all.reduce((n, one) => n + (graver(severity, one) ? 0 : groups[one]), 0);
  };
  const reached = levels.findIndex(({ when: { critical, high, medium } }) => {
    const counts: [Severity, number | undefined][] = [
      ['critical', critical],
      ['high', high],
      ['medium', medium],
    ];
    return counts.every(([severity, least]) => least === undefined || asGrave(severity) >= least);
  });
  return reached === -1 ? levels.length - 1 : reached;
}
