import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { Dim } from './keys.ts';
import { between } from './sums.ts';
import { DUE } from './tally.ts';
import { rowsTouched } from './touching.ts';

const statements = onceFor((cache) => ({
  soon: cache.select<{ n: number }>(
    'SELECT EXISTS (SELECT 1 FROM cases WHERE service = ? AND opened > ?) AS n',
  ),
  due: cache.select<{ unit: number | null; n: number }>(
    `SELECT unit, count(*) AS n FROM json_each(?) CROSS JOIN cases ON row = value
     WHERE due > ? AND due <= ? AND opened <= ? AND (closed IS NULL OR closed > ?) GROUP BY unit`,
  ),
}));

/** Later than any instant a record can have. */
const NEVER = Date.UTC(2201, 0, 1);

/**
 * Cases open at an instant whose due instant is in `at < due <= until`, by unit: those due soon, as `dueWithin` of sums.ts counts them all.
 * From sums where nothing happened since `at`; else, for a past instant, from the cases due in that span.
 */
export function dueWithinBy(
  cache: ReadableCache,
  ask: { service: string; dim: Extract<Dim, 'unit'>; at: Instant; until: Instant },
): Map<string, number> {
  const { at, until } = ask;
  const found = new Map<string, number>();
  const service = cache.services.id(ask.service);
  if (service === undefined || until <= at) return found;
  cache.view(() => {
    const later = { service: ask.service, since: at + 1 };
    const nothingOpened = statements(cache).soon.get(service, at)?.n === 0;
    const closed = between(cache, { ...later, dim: 'total', until: NEVER }).get('')?.closed ?? 0;
    if (nothingOpened && closed === 0) {
      for (const [unit, { due, settled }] of between(cache, { ...later, dim: ask.dim, until }))
        if (due > settled) found.set(unit, due - settled);
      return;
    }
    const rows = rowsTouched(cache, service, at + 1, until + 1, DUE);
    if (rows === null) return;
    for (const { unit, n } of statements(cache).due.all(rows, at, until, at, at))
      if (unit !== null) found.set(cache.codes.code(unit), n);
  });
  return found;
}
