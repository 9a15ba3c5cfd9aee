import type { AlertGroup } from '../../../sync/contract/questions/alerts.ts';

type Ringing = Pick<AlertGroup, 'group' | 'severity' | 'state' | 'rings'>;

/**
 * Which groups ring now, and which are known to have rung afterwards. A group rings once for as long as it is told of; one that
 * was gone from a `whole` answer and comes again is another. Of a part of the groups nothing is forgotten.
 */
export function ringing(
  groups: readonly Ringing[],
  rung: ReadonlySet<string>,
  whole: boolean,
): { ring: readonly string[]; rung: ReadonlySet<string> } {
  const ring = groups
    .filter(
      ({ group, severity, state, rings }) =>
        rings && severity === 'critical' && state === 'new' && !rung.has(group),
    )
    .map(({ group }) => group);
  const told = new Set(groups.map(({ group }) => group));
  const kept = [...rung].filter((group) => !whole || told.has(group));
  return { ring, rung: new Set([...kept, ...ring]) };
}
