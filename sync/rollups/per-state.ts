import type { Instant } from '../contract/instants.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';

/** Rows that are remembered of one kind before all of them are forgotten. */
const MOST = 100_000;

const states = onceFor((cache) =>
  cache.select<{ version: number; written: number }>(
    'SELECT data_version AS version, total_changes() AS written FROM pragma_data_version',
  ),
);

/** A number that changes where the file does; null for a handle that writes: its own changes do not count. */
function stateOf(cache: ReadableCache): number | null {
  const now = states(cache).get();
  return now === undefined || now.written > 0 ? null : now.version;
}

/** Reads rows of a service in a span of time: start included, end not. */
type Read<Row> = (cache: ReadableCache, service: number, start: Instant, end: Instant) => readonly Row[];

/**
 * The same reading, done once for each span while a cache stays in one state: the panels of a board ask of
 * the same broken hours. To be called within `view`, where that state cannot change in between.
 */
export function oncePerState<Row>(read: Read<Row>): Read<Row> {
  const kept = onceFor(() => ({ state: -1, spans: new Map<string, readonly Row[]>(), rows: 0 }));
  return (cache, service, start, end) => {
    if (start >= end) return [];
    const state = stateOf(cache);
    if (state === null) return read(cache, service, start, end);
    const held = kept(cache);
    if (held.state !== state || held.rows > MOST) {
      held.state = state;
      held.spans.clear();
      held.rows = 0;
    }
    const name = `${service} ${start} ${end}`;
    let rows = held.spans.get(name);
    if (rows === undefined) {
      rows = read(cache, service, start, end);
      held.spans.set(name, rows);
      held.rows += rows.length + 1;
    }
    return rows;
  };
}
