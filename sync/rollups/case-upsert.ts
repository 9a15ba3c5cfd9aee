import type { CaseRecord } from '../contract/records.ts';
import type { WritableCache } from '../store/cache.ts';
import { CASE_COLUMNS, STATUSES, type CaseRow } from '../store/cases.ts';
import type { Counting } from '../store/counters.ts';
import type { Interned } from '../store/interning.ts';
import type { Tallier } from './tallier.ts';

/** Puts cases into the cache, its sums and its counters. */
export interface Cases {
  find(service: number, id: string): CaseRow | undefined;
  /** Keeps a case that is newer than what is held; gives its row. */
  put(record: CaseRecord, service: number, held: CaseRow | undefined): number;
  place(row: number, seq: number): void;
  drop(held: CaseRow): void;
}

/** The cases of a cache, with the sums and counters they are counted in. */
export function casesOf(
  cache: WritableCache,
  interned: Interned,
  tallier: Tallier,
  counting: Counting,
): Cases {
  const { db } = cache;
  const find = cache.select<CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases WHERE service = ? AND id = ?`);
  const insert = db.prepare<(number | string | null)[]>(
    `INSERT INTO cases (rev, opened, due, closed, status, category, unit, area, lon, lat, channel, rating, events, service, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare<(number | string | null)[]>(
    `UPDATE cases SET rev = ?, opened = ?, due = ?, closed = ?, status = ?, category = ?, unit = ?, area = ?,
       lon = ?, lat = ?, channel = ?, rating = ?, events = ? WHERE row = ?`,
  );
  const place = db.prepare<[number, number]>('UPDATE cases SET seq = ? WHERE row = ?');
  const drop = db.prepare<[number]>('DELETE FROM cases WHERE row = ?');
  const maybe = (code: string | undefined): number | null =>
    code === undefined ? null : interned.code(code);
  const count = (code: string, n: number, placed: boolean): void => {
    if (n !== 0) {
      counting.add('cases', n);
      counting.add(`cases:${code}`, n);
    }
    if (!placed) counting.add(`unknownPlace:${code}`, n);
  };

  return {
    find: (service, id) => find.get(service, id),
    put(record, service, held) {
      const counted = {
        service,
        opened: record.openedAt,
        due: record.dueAt ?? null,
        closed: record.closedAt ?? null,
        category: interned.code(record.category),
        unit: maybe(record.unit),
        area: maybe(record.area),
        lon: record.point?.[0] ?? null,
        lat: record.point?.[1] ?? null,
      };
      const values = [
        record.rev,
        counted.opened,
        counted.due,
        counted.closed,
        STATUSES.indexOf(record.status),
        counted.category,
        counted.unit,
        counted.area,
        counted.lon,
        counted.lat,
        maybe(record.channel),
        record.rating ?? null,
        record.events === undefined || record.events.length === 0 ? null : JSON.stringify(record.events),
      ];
      if (held === undefined) {
        tallier.count(counted);
        count(record.service, 1, counted.lon !== null);
        return Number(insert.run(...values, service, record.id).lastInsertRowid);
      }
      tallier.recount(held, counted);
      const moved = Number(counted.lon === null) - Number(held.lon === null);
      if (moved !== 0) counting.add(`unknownPlace:${record.service}`, moved);
      update.run(...values, held.row);
      return held.row;
    },
    place: (row, seq) => void place.run(seq, row),
    drop(held) {
      tallier.uncount(held);
      count(cache.services.code(held.service), -1, held.lon !== null);
      drop.run(held.row);
    },
  };
}
