import { existsSync } from 'node:fs';
import { CitywallError } from '../contract/errors.ts';
import type { TombstoneRecord } from '../contract/records.ts';
import { openReadable, type ReadableCache } from './cache.ts';
import { CASE_COLUMNS, caseOf, type CaseRow } from './cases.ts';
import { SOURCES } from './log.ts';
import { currentGeneration } from './pointer.ts';
import type { Part, Place } from './snapshot-order.ts';
import { cipherOf } from './personal/cipher.ts';
import { aboutPart } from './personal/closing.ts';
import { openDatabase } from './sqlite.ts';

/** A row of what a host serves, as the JSON text of its record. */
export interface ServedRow {
  /** Where it stands in its part of a snapshot. */
  at: Place['at'];
  text: string;
}

/** The files of one generation, as a host serves them. */
export interface ServedFiles {
  readonly generation: number;
  readonly cache: ReadableCache;
  /** The record at a place of the log; undefined where it is gone, or is personal and none are kept here. */
  text(source: number, row: number): string | undefined;
  /** The records of a part of a snapshot after a place in it, in order. */
  rowsAfter(place: Place): Iterable<ServedRow>;
  close(): void;
}

interface BodyRow {
  row: number;
  body: string;
}

interface ClosedRow {
  row: number;
  service: string;
  id: string;
  rev: number;
  body: Uint8Array;
}

interface GraveRow {
  row: number;
  of: TombstoneRecord['of'];
  scope: string;
  id: string;
  rev: number;
}

/** Rows read at once: on a thin line more are not wanted. */
const PAGE = 100;

/** Opens the current generation of a data folder to serve from; personal parts only with their secret. Throws `city-refused` where there is none. */
export function openServed(folder: string, secret: string | null): ServedFiles {
  const found = currentGeneration(folder);
  if (found === null)
    throw new CitywallError('city-refused', {
      what: 'There is no log to read yet.',
      where: folder,
      hint: 'Open the data folder to write first.',
    });
  const cache = openReadable(found.cache);
  const personal =
    secret !== null && existsSync(found.personal) ? openDatabase(found.personal, 'read') : null;
  const cipher = cipherOf(secret ?? '');
  const served = {
    case: (row: CaseRow): string => JSON.stringify(caseOf(cache, row)),
    body: ({ body }: BodyRow): string => body,
    // What cannot be opened is as if it were gone.
    part: (row: ClosedRow): string | undefined => cipher.open(row.body, aboutPart(row)) ?? undefined,
    grave: ({ of, scope, id, rev }: GraveRow): string => {
      const tomb: TombstoneRecord = { kind: 'tombstone', of, ...(scope === '' ? {} : { scope }), id, rev };
      return JSON.stringify(tomb);
    },
  };
  const cases = `SELECT ${CASE_COLUMNS} FROM cases`;
  const things = 'SELECT row, body FROM things';
  const graves = 'SELECT row, kind AS of, scope, id, rev FROM graves';
  const parts = 'SELECT row, service, id, rev, body FROM personal';
  const at = 'WHERE row = ?';
  const next = `row > ? ORDER BY row LIMIT ${PAGE}`;
  const one = {
    case: cache.select<CaseRow>(`${cases} ${at}`),
    thing: cache.select<BodyRow>(`${things} ${at}`),
    grave: cache.select<GraveRow>(`${graves} ${at}`),
    personal: personal?.prepare<number[], ClosedRow>(`${parts} ${at}`),
  };
  // In the order of rows as they lie: by the index of kinds, all of a kind would be read and sorted for each page.
  const after = {
    fact: cache.select<BodyRow>(`${things} NOT INDEXED WHERE kind <> 'measure' AND ${next}`),
    open: cache.select<CaseRow>(
      `${cases} WHERE closed IS NULL AND service = ? AND (opened, row) < (?, ?) ORDER BY opened DESC, row DESC LIMIT ${PAGE}`,
    ),
    recent: cache.select<CaseRow>(`${cases} WHERE closed >= ? AND ${next}`),
    measure: cache.select<BodyRow>(
      `${things} NOT INDEXED WHERE kind = 'measure' AND row < ? ORDER BY row DESC LIMIT ${PAGE}`,
    ),
    closed: cache.select<CaseRow>(`${cases} WHERE closed < ? AND ${next}`),
    grave: cache.select<GraveRow>(`${graves} WHERE ${next}`),
    personal: personal?.prepare<number[], ClosedRow>(`${parts} WHERE ${next}`),
  };
  const services = cache.select<{ id: number }>('SELECT id FROM services WHERE id >= ? ORDER BY id');
  const inOrder = <Row extends { row: number }>(
    rows: (last: number, place: Place) => Row[],
    text: (row: Row) => string | undefined,
  ) =>
    function* (place: Place): Iterable<ServedRow> {
      const read = (last: Row | undefined): Row[] => rows(last?.row ?? place.at[2], place);
      for (const row of pages(read)) {
        const told = text(row);
        if (told !== undefined) yield { at: [0, 0, row.row], text: told };
      }
    };
  function* open({ at }: Place): Iterable<ServedRow> {
    for (const { id } of services.all(at[0])) {
      const [, opened, row] = id === at[0] ? at : NEWEST;
      const read = (last: CaseRow | undefined): CaseRow[] =>
        after.open.all(id, last?.opened ?? opened, last?.row ?? row);
      for (const found of pages(read)) yield { at: [id, found.opened, found.row], text: served.case(found) };
    }
  }
  const rowsOf: Record<Part, (place: Place) => Iterable<ServedRow>> = {
    fact: inOrder((last) => after.fact.all(last), served.body),
    open,
    recent: inOrder((last, { since }) => after.recent.all(since, last), served.case),
    // The newest first: each indicator's last value is there before its past.
    measure: inOrder((last) => after.measure.all(last === 0 ? Number.MAX_SAFE_INTEGER : last), served.body),
    closed: inOrder((last, { since }) => after.closed.all(since, last), served.case),
    grave: inOrder((last) => after.grave.all(last), served.grave),
    personal: inOrder((last) => after.personal?.all(last) ?? [], served.part),
  };
  const only = <Row>(row: Row | undefined, text: (row: Row) => string | undefined): string | undefined =>
    row === undefined ? undefined : text(row);
  return {
    generation: found.generation,
    cache,
    text(source, row) {
      if (source === SOURCES.case) return only(one.case.get(row), served.case);
      if (source === SOURCES.thing) return only(one.thing.get(row), served.body);
      if (source === SOURCES.grave) return only(one.grave.get(row), served.grave);
      return only(one.personal?.get(row), served.part);
    },
    rowsAfter: (place) => rowsOf[place.part](place),
    close() {
      cache.close();
      personal?.close();
    },
  };
}

/** Before the newest of the open cases of a service. */
const NEWEST: Place['at'] = [0, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** Rows, a page read at a time and only as far as they are wanted. */
function* pages<Row>(read: (last: Row | undefined) => Row[]): Iterable<Row> {
  for (let last: Row | undefined; ;) {
    const rows = read(last);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}
