import type { Instant } from '../../contract/instants.ts';
import { onceFor, type ReadableCache } from '../../store/cache.ts';

const statements = onceFor((cache) => ({
  first: cache.select<{ first: number | null }>('SELECT min(opened) AS first FROM cases WHERE service = ?'),
  // The unary plus keeps SQLite on the index by opening, which few hours make short.
  lately: cache.select<{ unit: number | null; n: number; overdue: number; due: number | null }>(
    `SELECT unit, count(*) AS n,
       sum(due IS NOT NULL AND due <= ? AND (closed IS NULL OR closed > ?)) AS overdue,
       min(CASE WHEN due > ? AND (closed IS NULL OR closed > ?) THEN due END) AS due
     FROM cases WHERE service = ? AND opened >= ? AND opened <= ? AND +area = ? AND +category = ?
     GROUP BY unit`,
  ),
}));

/** The instant of the earliest case held of a service; null where none ever was. */
export function firstOpened(cache: ReadableCache, service: string): Instant | null {
  const id = cache.services.id(service);
  if (id === undefined) return null;
  return statements(cache).first.get(id)?.first ?? null;
}

/** What is asked of the cases of one place and category that came in lately. */
interface Lately {
  /** The unit that handles most of them; the first by code where several do. Null where none is known. */
  unit: string | null;
  /** Of them, open and past due at the instant. */
  overdue: number;
  /** When the next open one falls due; null where none does. */
  due: Instant | null;
}

/** Looks at the cases of one area and category opened with `since <= opened <= at`. */
export function lately(
  cache: ReadableCache,
  where: { service: string; area: string; category: string; since: Instant; at: Instant },
): Lately {
  const service = cache.services.id(where.service);
  const area = cache.codes.id(where.area);
  const category = cache.codes.id(where.category);
  if (service === undefined || area === undefined || category === undefined)
    return { unit: null, overdue: 0, due: null };
  const { since, at } = where;
  const groups = statements(cache).lately.all(at, at, at, at, service, since, at, area, category);
  let best: { unit: string; n: number } | null = null;
  for (const group of groups) {
    if (group.unit === null) continue;
    const unit = cache.codes.code(group.unit);
    const ahead = best === null || group.n > best.n || (group.n === best.n && unit < best.unit);
    if (ahead) best = { unit, n: group.n };
  }
  const due = groups.flatMap((group) => group.due ?? []);
  return {
    unit: best?.unit ?? null,
    overdue: groups.reduce((n, g) => n + g.overdue, 0),
    due: due.length === 0 ? null : Math.min(...due),
  };
}
