import { hash } from 'node:crypto';
import { CitywallError } from '../contract/errors.ts';
import type { Scope } from '../contract/scope.ts';
import type { Stamp, WritableCache } from '../store/cache.ts';
import { rebuild } from './rebuild.ts';

/**
 * Makes a cache fit the profile it is opened with. Sums depend on the time zone and on what is kept for each
 * service: where these differ from the stamp, every sum is made again from the cases; where only something
 * else of the profile changed, the stamp alone is renewed. Throws `data-other-city` where an origin's log
 * would be taken for a replica's cache, or the other way round.
 */
export function fitStamp(cache: WritableCache, stamp: Stamp): void {
  const held = cache.meta().stamp;
  if (held === null || JSON.stringify(held) === JSON.stringify(stamp)) return;
  if (held.role !== stamp.role)
    throw new CitywallError('data-other-city', {
      what: `The data folder is ${held.role === 'origin' ? "a city's own" : "a wall's"}.`,
      where: cache.file,
      hint: 'Name another folder with --data.',
    });
  const made = JSON.stringify([held.timeZone, held.services]);
  cache.db
    .transaction(() => {
      if (made !== JSON.stringify([stamp.timeZone, stamp.services])) rebuild(cache, stamp);
      cache.writeMeta('stamp', stamp);
    })
    .immediate();
}

/** A text that two parts of a city share where they hold the same. */
export function treeOf({ units, areas, indicators }: Scope): string {
  const sorted = [units, areas, indicators].map((codes) => codes.toSorted());
  return hash('sha256', JSON.stringify(sorted)).slice(0, 16);
}
