import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../contract/profile.ts';
import type { CityRecord } from '../../contract/records.ts';
import type { Scope } from '../../contract/scope.ts';
import { lookupIn } from '../../profile/index.ts';
import { narrowed } from '../../profile/scope.ts';
import { createApplier } from '../../rollups/apply.ts';
import { openReadable, openWritable } from '../../store/cache.ts';
import type { QuestionContext } from '../question.ts';

/** A real cache file with records in it, for tests. */
export interface Filled {
  /** Applies one more batch. */
  apply(records: readonly CityRecord[]): void;
  /** Asks at an instant, over a handle that can only read. */
  at(instant: number, more?: Partial<QuestionContext>): QuestionContext;
  close(): void;
}

/** Opens a cache in a folder of its own, for one profile and, where one is given, one part of its city; `close` removes it. */
export function filledCache(
  profile: Profile,
  batches: readonly (readonly CityRecord[])[] = [],
  scope: Scope | null = null,
): Filled {
  const folder = mkdtempSync(join(tmpdir(), 'citywall-queries-'));
  const file = join(folder, 'cache.db');
  const { timeZone, id } = profile.city;
  const services = profile.services.map(({ id, sums, heat }) => ({ id, sums, heat }));
  const writable = openWritable(file, { city: id, role: 'replica', profile: 'test', timeZone, services });
  const applier = createApplier(writable, { timeZone, services, serve: false, personal: null, scope });
  const apply = (records: readonly CityRecord[]): void => {
    const { quarantined } = applier.apply(JSON.stringify(records), 1e12, () => undefined);
    if (quarantined > 0) throw new Error(`${quarantined} records of the test are no records`);
  };
  for (const batch of batches) apply(batch);
  const cache = openReadable(file);
  const lookup = lookupIn(profile);
  const asked = narrowed(profile, scope);
  return {
    apply,
    at: (at, more = {}) => ({
      ...{ cache, lookup, profile: asked, at, live: true, journal: null, line: 'live' as const },
      watermarks: Object.fromEntries(profile.sources.map((source) => [source.id, at])),
      ...more,
    }),
    close() {
      cache.close();
      writable.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
