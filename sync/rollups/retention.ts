import type { Instant } from '../contract/instants.ts';
import type { TombstoneRecord } from '../contract/records.ts';
import type { ReadableCache } from '../store/cache.ts';
import type { PersonalStore } from '../store/personal/personal.ts';

/** So many personal parts are dropped at once. */
export const MOST_DROPPED = 1_000;

/**
 * What drops personal parts of cases that were closed before an instant: tombstones, which go by the log to whoever holds them too. Parts of open
 * cases stay, and those whose case is not held.
 */
export function agedParts(cache: ReadableCache, personal: PersonalStore, before: Instant): TombstoneRecord[] {
  const closedAt = cache.select<{ closed: number | null }>(
    'SELECT closed FROM cases WHERE service = ? AND id = ?',
  );
  const aged: TombstoneRecord[] = [];
  for (const { service, id, rev } of personal.all()) {
    const known = cache.services.id(service);
    const closed = known === undefined ? null : (closedAt.get(known, id)?.closed ?? null);
    if (closed === null || closed > before) continue;
    aged.push({ kind: 'tombstone', of: 'personal', scope: service, id, rev });
    if (aged.length === MOST_DROPPED) break;
  }
  return aged;
}
