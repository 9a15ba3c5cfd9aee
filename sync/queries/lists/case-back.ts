import type { Instant } from '../../contract/instants.ts';
import type { ReachedSpan } from '../../rollups/reached-spans.ts';

/** Where a page stopped: everything later was given. Of one instant goes by its row, the greatest first. */
export interface Stop {
  at: Instant;
  row: number;
}

/** No more than about so many cases are looked at for one page, whatever is looked for: the next page goes on. */
const MOST_SEEN = 20_000;
/** As long as so many cases takes it to see that a bucket of the sums has none. */
export const BUCKET = 30;

/** A page that is taken backwards in time: how many, from which instant on, and how many cases may be looked at for it. */
export interface Back {
  since: Instant;
  limit: number;
  most?: number | undefined;
}

/**
 * Takes spans of time, the last first, as far as `limit` rows are found in them; `find` gives a span's rows, no more than
 * it is told, and `at` the instant of each. The stop is null where the last span was looked through.
 */
export function takeBack<Row extends { row: number }>(
  spans: Iterable<ReachedSpan>,
  { since, limit, most = MOST_SEEN }: Back,
  find: (span: ReachedSpan, limit: number) => Row[],
  at: (row: Row) => Instant,
): { rows: Row[]; stop: Stop | null } {
  const rows: Row[] = [];
  let seen = 0;
  for (const span of spans) {
    const left = limit - rows.length;
    const found = span.services.length === 0 ? [] : find(span, left);
    found.sort((a, b) => at(b) - at(a) || b.row - a.row);
    rows.push(...found.slice(0, left));
    const last = rows.at(-1);
    if (rows.length >= limit && last !== undefined) return { rows, stop: { at: at(last), row: last.row } };
    seen += span.services.length === 0 ? BUCKET : span.count;
    // Everything of this span was given; the next page begins before it.
    if (seen > most) return { rows, stop: { at: Math.max(span.start, since), row: 0 } };
  }
  return { rows, stop: null };
}

/** What must hold of rows that come after a stop; nothing where there is none. `column` is what the instant is in. */
export const afterStop = (column: string, from: Stop | null): { sql: string; values: number[] }[] =>
  from === null ? [] : [{ sql: `(${column} < ? OR row < ?)`, values: [from.at, from.row] }];
