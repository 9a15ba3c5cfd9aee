import type { CaseRecord } from '../contract/records.ts';
import type { WritableCache } from '../store/cache.ts';
import { CASE_COLUMNS, STATUSES, type CaseRow } from '../store/cases.ts';
import type { Counting } from '../store/counters.ts';
import type { Interned } from '../store/interning.ts';
import type { Counted, Tallier } from './tallier.ts';

/** Puts cases into the cache, its sums and its counters. `seq` is the case's place in the cache's own log, if it has one. */
export interface Cases {
  find(service: number, id: string): CaseRow | undefined;
  /** Keeps a case that is new to the cache; gives its row, or null, changing nothing, where one is held. */
  add(record: CaseRecord, service: number, seq: number | null): number | null;
  /** Keeps a newer revision of a case. */
  replace(held: CaseRow, record: CaseRecord, seq: number | null): void;
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
  const insert = db.prepare<[(number | string | null)[]]>(
    `INSERT INTO cases (rev, opened, due, closed, status, category, unit, area, lon, lat, channel, rating, events,
       seq, service, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const update = db.prepare<[(number | string | null)[]]>(
    `UPDATE cases SET rev = ?, opened = ?, due = ?, closed = ?, status = ?, category = ?, unit = ?, area = ?,
       lon = ?, lat = ?, channel = ?, rating = ?, events = ?, seq = ? WHERE row = ?`,
  );
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

  const countedBy = (record: CaseRecord, service: number): Counted => ({
    service,
    opened: record.openedAt,
    due: record.dueAt ?? null,
    closed: record.closedAt ?? null,
    category: interned.code(record.category),
    unit: maybe(record.unit),
    area: maybe(record.area),
    lon: record.point?.[0] ?? null,
    lat: record.point?.[1] ?? null,
  });
  const columns = (record: CaseRecord, counted: Counted, seq: number | null): (number | string | null)[] => [
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
    seq,
  ];

  return {
    find: (service, id) => find.get(service, id),
    add(record, service, seq) {
      const counted = countedBy(record, service);
      const values = columns(record, counted, seq);
      values.push(service, record.id);
      const { changes, lastInsertRowid } = insert.run(values);
      if (changes === 0) return null;
      tallier.count(counted);
      count(record.service, 1, counted.lon !== null);
      return Number(lastInsertRowid);
    },
    replace(held, record, seq) {
      const counted = countedBy(record, held.service);
      tallier.recount(held, counted);
      const moved = Number(counted.lon === null) - Number(held.lon === null);
      if (moved !== 0) counting.add(`unknownPlace:${record.service}`, moved);
      const values = columns(record, counted, seq);
      values.push(held.row);
      update.run(values);
    },
    drop(held) {
      tallier.uncount(held);
      count(cache.services.code(held.service), -1, held.lon !== null);
      drop.run(held.row);
    },
  };
}
