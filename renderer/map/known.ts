import type { Area } from '../../sync/contract/profile.ts';

/** So many of the wards that people know their way by are named: the first of them. */
const WELL_KNOWN = 10;

/**
 * The areas to be named where they have room: what stands out, and the wards that people know their way by. Where a city tells of none
 * of these, all of them; on a small or far screen not even then.
 */
export function toName<A extends Pick<Area, 'id'>>(
  areas: readonly A[],
  { landmark, loud }: { landmark: (area: string) => number; loud: (area: string) => boolean },
  sparse: boolean,
): A[] {
  if (!sparse && areas.every(({ id }) => landmark(id) < 0)) return [...areas];
  return areas.filter(({ id }) => loud(id) || (landmark(id) >= 0 && landmark(id) < WELL_KNOWN));
}
