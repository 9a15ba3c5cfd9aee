import type Database from 'better-sqlite3';
import type { CaseRecord } from '../contract/records.ts';
import type { WritableCache } from '../store/cache.ts';
import { CASE_COLUMNS, STATUSES, type CaseRow } from '../store/cases.ts';
import type { CounterName, Counting } from '../store/counters.ts';
import type { Interned } from '../store/interning.ts';
import type { Counted, Tallier } from './tallier.ts';

/** What a case is kept by: its codes as integers of the cache. */
export type Coded = Counted & Pick<CaseRow, 'channel'>;

/** Puts cases into the cache, its sums and its counters. `seq` is the case's place in the cache's own log, if it has one. */
export interface Cases {
  find(service: number, id: string): CaseRow | undefined;
  /** Makes room for a case's codes, before anything else of it is written. Throws `TooManyCodes`. */
  admit(record: CaseRecord, service: number): Coded;
  /** Keeps a case that is new to the cache; gives its row, or null, changing nothing, where one is held. */
  add(record: CaseRecord, coded: Coded, seq: number | null): number | null;
  /** Keeps a newer revision of a case. */
  replace(held: CaseRow, record: CaseRecord, coded: Coded, seq: number | null): void;
  drop(held: CaseRow): void;
}

interface Names {
  cases: CounterName;
  unknownPlace: CounterName;
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
  const common = 'rev, opened, due, closed, status, category, unit, area, lon, lat, channel, service, id';
  const insert = db.prepare<(number | string | null)[]>(
    `INSERT INTO cases (${common}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const insertMore = db.prepare<(number | string | null)[]>(
    `INSERT INTO cases (${common}, rating, events, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const update = db.prepare<(number | string | null)[]>(
    `UPDATE cases SET rev = ?, opened = ?, due = ?, closed = ?, status = ?, category = ?, unit = ?, area = ?,
       lon = ?, lat = ?, channel = ?, rating = ?, events = ?, seq = ? WHERE row = ?`,
  );
  /** The names of a service's counters: not put together anew for every case. */
  const names = new Map<string, Names>();
  const namesOf = (code: string): Names => {
    let found = names.get(code);
    if (found === undefined) {
      found = { cases: `cases:${code}`, unknownPlace: `unknownPlace:${code}` };
      names.set(code, found);
    }
    return found;
  };
  const drop = db.prepare<[number]>('DELETE FROM cases WHERE row = ?');
  const maybe = (code: string | undefined): number | null =>
    code === undefined ? null : interned.code(code);
  const count = (code: string, n: number, placed: boolean): void => {
    const { cases, unknownPlace } = namesOf(code);
    counting.add('cases', n);
    counting.add(cases, n);
    if (!placed) counting.add(unknownPlace, n);
  };

  const codedBy = (record: CaseRecord, service: number): Coded => ({
    row: 0,
    service,
    opened: record.openedAt,
    due: record.dueAt ?? null,
    closed: record.closedAt ?? null,
    category: interned.code(record.category),
    unit: maybe(record.unit),
    area: maybe(record.area),
    lon: record.point?.[0] ?? null,
    lat: record.point?.[1] ?? null,
    rating: record.rating ?? null,
    events: eventsOf(record),
    channel: maybe(record.channel),
  });
  const eventsOf = ({ events }: CaseRecord): string | null =>
    events === undefined || events.length === 0 ? null : JSON.stringify(events);
  /** Few records have a rating, events or a place in a log: what they lack is not bound. */
  const add = (record: CaseRecord, c: Coded, seq: number | null): Database.RunResult => {
    const status = STATUSES.indexOf(record.status);
    return seq === null && c.rating === null && c.events === null
      ? insert.run(
          record.rev,
          c.opened,
          c.due,
          c.closed,
          status,
          c.category,
          c.unit,
          c.area,
          c.lon,
          c.lat,
          c.channel,
          c.service,
          record.id,
        )
      : insertMore.run(
          ...[record.rev, c.opened, c.due, c.closed, status, c.category, c.unit, c.area, c.lon, c.lat],
          ...[c.channel, c.service, record.id, c.rating, c.events, seq],
        );
  };

  return {
    find: (service, id) => find.get(service, id),
    admit(record, service) {
      const coded = codedBy(record, service);
      tallier.admit(coded);
      return coded;
    },
    add(record, coded, seq) {
      const { changes, lastInsertRowid } = add(record, coded, seq);
      if (changes === 0) return null;
      coded.row = Number(lastInsertRowid);
      tallier.count(coded);
      count(record.service, 1, coded.lon !== null);
      return coded.row;
    },
    replace(held, record, c, seq) {
      c.row = held.row;
      tallier.replace(held, c);
      const moved = Number(c.lon === null) - Number(held.lon === null);
      if (moved !== 0) counting.add(namesOf(record.service).unknownPlace, moved);
      const status = STATUSES.indexOf(record.status);
      update.run(
        ...[record.rev, c.opened, c.due, c.closed, status, c.category, c.unit, c.area, c.lon, c.lat],
        ...[c.channel, c.rating, c.events, seq, held.row],
      );
    },
    drop(held) {
      tallier.uncount(held);
      count(cache.services.code(held.service), -1, held.lon !== null);
      drop.run(held.row);
    },
  };
}
