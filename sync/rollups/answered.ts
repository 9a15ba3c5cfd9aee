import { onceFor, type ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import type { Span } from './buckets.ts';
import type { Window } from './opened.ts';
import { tallyRow } from './tally.ts';
import { clockIn } from './totals.ts';

/** Cases opened in an hour, in columns, the first first: when, and whether each was closed in time. */
interface Opened {
  /** The rows of tallies that say whether it still is so, how many and the newest version of any. */
  readonly rows: number;
  readonly newest: number;
  readonly at: Float64Array;
  readonly inTime: Uint8Array;
}

/** What is remembered before the oldest is forgotten, in cases: nine bytes each. */
const MOST = 250_000;

const statements = onceFor((cache) => ({
  cases: cache.select<Pick<CaseRow, 'opened' | 'closed'>>(
    'SELECT opened, closed FROM cases WHERE service = ? AND opened >= ? AND opened < ? ORDER BY opened',
  ),
  state: cache.select<{ rows: number; newest: number | null }>(
    'SELECT count(*) AS rows, max(version) AS newest FROM tallies WHERE id >= ? AND id < ?',
  ),
  hours: new Map<string, Opened>(),
  size: 0,
}));

/** So many of so many. */
export interface Answered {
  part: number;
  whole: number;
}

/**
 * The cases opened in an hour and whether each was closed within so many milliseconds: read anew only where a case was opened, closed or due
 * in the hour or in those in which it could still be closed in time. What happens to it later decides nothing.
 */
function hourOf(cache: ReadableCache, service: number, { start, end }: Span, limit: number): Opened {
  const held = statements(cache);
  const last = clockIn(cache).hour(end - 1 + limit).end;
  const { rows = 0, newest = null } =
    held.state.get(tallyRow(service, 'hour', start), tallyRow(service, 'hour', last)) ?? {};
  const key = `${service} ${start} ${limit}`;
  const known = held.hours.get(key);
  if (known !== undefined && known.rows === rows && known.newest === (newest ?? 0)) return known;
  const cases = held.cases.all(service, start, end);
  const made: Opened = {
    rows,
    newest: newest ?? 0,
    at: Float64Array.from(cases, ({ opened }) => opened),
    inTime: Uint8Array.from(cases, ({ opened, closed }) =>
      closed !== null && closed - opened <= limit ? 1 : 0,
    ),
  };
  // The one made last is the last to go.
  held.hours.delete(key);
  held.hours.set(key, made);
  held.size += made.at.length - (known?.at.length ?? 0);
  for (const [old, { at }] of held.hours) {
    if (held.size <= MOST || old === key) break;
    held.hours.delete(old);
    held.size -= at.length;
  }
  return made;
}

/**
 * Of the cases of a service that were opened in `since <= t <= until`, how many there are and how many were closed within so many
 * milliseconds. Of cases younger than that it is not decided yet: let `until` lie so far back. To be called within `view`. For some hours:
 * it looks at every case.
 */
export function answeredWithin(
  cache: ReadableCache,
  code: string,
  { since, until }: Window,
  limit: number,
): Answered {
  const sum = { part: 0, whole: 0 };
  const service = cache.services.id(code);
  if (service === undefined) return sum;
  const clock = clockIn(cache);
  for (let hour = clock.hour(since); hour.start <= until; hour = clock.hour(hour.end)) {
    const { at, inTime } = hourOf(cache, service, hour, limit);
    for (let i = 0; i < at.length; i++) {
      const opened = at[i] ?? 0;
      if (opened < since || opened > until) continue;
      sum.whole++;
      sum.part += inTime[i] ?? 0;
    }
  }
  return sum;
}
