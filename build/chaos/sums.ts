import { DAY } from '../../sync/contract/instants.ts';
import { qualityBetween } from '../../sync/rollups/quality.ts';
import { balanceAt, type Counts, type Dim } from '../../sync/rollups/sums.ts';
import type { ReadableCache } from '../../sync/store/cache.ts';

/** How far back the past is asked too. */
const BEFORE = [0, 1, 7, 30].map((days) => days * DAY);

/**
 * Every kept balance of a cache, now and at three past instants, in a form that is equal for equal sums.
 * Keys whose counts are all 0 are left out: a rebuild does not make them.
 */
export function sumsOf(cache: ReadableCache): string[] {
  return cache.view(() => {
    const { stamp, truth } = cache.meta();
    if (stamp === null || truth === null) return [];
    return stamp.services.flatMap((service) => {
      const dims: (Dim | 'quality')[] = ['total', ...service.sums];
      return dims.flatMap((dim) =>
        BEFORE.flatMap((before) => {
          const at = truth.asOf - before;
          if (dim === 'quality') return qualityAt(cache, service.id, at);
          const balance = balanceAt(cache, { service: service.id, dim, at });
          return [...balance]
            .filter(([, counts]) => Object.values(counts).some((n) => n !== 0))
            .map(([key, counts]) => line([service.id, dim, String(before / DAY), key], counts))
            .sort();
        }),
      );
    });
  });
}

function qualityAt(cache: ReadableCache, service: string, at: number): string[] {
  const quality = qualityBetween(cache, { service, since: null, until: at });
  return [...quality]
    .map(([unit, { ratings, returned }]) => JSON.stringify([service, 'quality', at, unit, ratings, returned]))
    .sort();
}

function line(key: string[], { opened, closed, due, settled, late }: Counts): string {
  return JSON.stringify([...key, opened, closed, due, settled, late]);
}

/** How many cases were opened, closed, due and settled by an instant, counted one by one with no sums at all. */
export function countedAt(cache: ReadableCache, service: string, at: number): Omit<Counts, 'late'> | null {
  const id = cache.services.id(service);
  if (id === undefined) return null;
  return (
    cache
      .select<Omit<Counts, 'late'>>(
        `SELECT coalesce(sum(opened <= ?), 0) AS opened,
                coalesce(sum(max(closed, opened) <= ?), 0) AS closed,
                coalesce(sum(max(due, opened) <= ?), 0) AS due,
                coalesce(sum(max(due, closed, opened) <= ?), 0) AS settled
         FROM cases WHERE service = ?`,
      )
      .get(at, at, at, at, id) ?? null
  );
}
