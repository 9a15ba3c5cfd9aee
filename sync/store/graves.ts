import type { TombstoneRecord } from '../contract/records.ts';
import type { WritableCache } from './cache.ts';

/** A deletion that is kept: which record, up to which revision, and its place in the log. */
export interface Grave {
  row: number;
  rev: number;
  seq: number | null;
}

/** Deletions that are kept, so that an older revision cannot bring a record back. */
export interface Graves {
  find(kind: TombstoneRecord['of'], scope: string, id: string): Grave | undefined;
  /** Keeps a deletion, or a newer revision of one. Gives its row. */
  dig(kind: TombstoneRecord['of'], scope: string, id: string, rev: number): number;
  /** Faults the place of a deletion in the log. */
  place(row: number, seq: number): void;
  /** A newer revision of the record came: the deletion is over. */
  fill(row: number): void;
}

/** The graves of a cache. */
export function gravesOf(cache: WritableCache): Graves {
  const find = cache.select<Grave>(
    'SELECT row, rev, seq FROM graves WHERE kind = ? AND scope = ? AND id = ?',
  );
  const dig = cache.db
    .prepare<[string, string, string, number]>(
      `INSERT INTO graves (kind, scope, id, rev) VALUES (?, ?, ?, ?)
       ON CONFLICT (kind, scope, id) DO UPDATE SET rev = excluded.rev RETURNING row`,
    )
    .pluck();
  const place = cache.db.prepare<[number, number]>('UPDATE graves SET seq = ? WHERE row = ?');
  const fill = cache.db.prepare<[number]>('DELETE FROM graves WHERE row = ?');
  const some = cache.select<{ n: number }>('SELECT EXISTS (SELECT 1 FROM graves) AS n');
  // Most caches have none, and then no record need look.
  let any = some.get()?.n === 1;
  return {
    find: (kind, scope, id) => (any ? find.get(kind, scope, id) : undefined),
    dig(kind, scope, id, rev) {
      any = true;
      return Number(dig.get(kind, scope, id, rev));
    },
    place: (row, seq) => void place.run(seq, row),
    fill: (row) => void fill.run(row),
  };
}
