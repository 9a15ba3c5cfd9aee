import { existsSync } from 'node:fs';
import { CitywallError } from '../contract/errors.ts';
import type { TombstoneRecord } from '../contract/records.ts';
import { openReadable, type ReadableCache } from './cache.ts';
import { CASE_COLUMNS, caseOf, type CaseRow } from './cases.ts';
import { SOURCES, type Source } from './log.ts';
import { currentGeneration } from './pointer.ts';
import { openDatabase } from './sqlite.ts';

/** A row of what a host serves, as the JSON text of its record. */
export interface ServedRow {
  row: number;
  text: string;
}

/** The files of one generation, as a host serves them. */
export interface ServedFiles {
  readonly generation: number;
  readonly cache: ReadableCache;
  /** The record at a place of the log; undefined where it is gone, or is personal and none are kept here. */
  text(source: number, row: number): string | undefined;
  /** The records of a source after a row, in order. */
  rowsAfter(source: Source, row: number): Iterable<ServedRow>;
  close(): void;
}

interface BodyRow {
  row: number;
  body: string;
}

interface GraveRow {
  row: number;
  of: TombstoneRecord['of'];
  scope: string;
  id: string;
  rev: number;
}

/** Rows read at once. */
const PAGE = 500;

/** Opens the current generation of a data folder to serve from. Throws `city-refused` where there is none. */
export function openServed(folder: string): ServedFiles {
  const found = currentGeneration(folder);
  if (found === null)
    throw new CitywallError('city-refused', {
      what: 'There is no log to read yet.',
      where: folder,
      hint: 'Open the data folder to write first.',
    });
  const cache = openReadable(found.cache);
  const personal = existsSync(found.personal) ? openDatabase(found.personal, 'read') : null;
  const served = {
    case: (row: CaseRow): ServedRow => ({ row: row.row, text: JSON.stringify(caseOf(cache, row)) }),
    body: ({ row, body }: BodyRow): ServedRow => ({ row, text: body }),
    grave: ({ row, of, scope, id, rev }: GraveRow): ServedRow => {
      const tomb: TombstoneRecord = { kind: 'tombstone', of, ...(scope === '' ? {} : { scope }), id, rev };
      return { row, text: JSON.stringify(tomb) };
    },
  };
  const cases = `SELECT ${CASE_COLUMNS} FROM cases`;
  const things = 'SELECT row, body FROM things';
  const graves = 'SELECT row, kind AS of, scope, id, rev FROM graves';
  const parts = 'SELECT row, body FROM personal';
  const at = 'WHERE row = ?';
  const next = `WHERE row > ? ORDER BY row LIMIT ${PAGE}`;
  const one = {
    case: cache.select<CaseRow>(`${cases} ${at}`),
    thing: cache.select<BodyRow>(`${things} ${at}`),
    grave: cache.select<GraveRow>(`${graves} ${at}`),
    personal: personal?.prepare<number[], BodyRow>(`${parts} ${at}`),
  };
  const after = {
    case: cache.select<CaseRow>(`${cases} ${next}`),
    thing: cache.select<BodyRow>(`${things} ${next}`),
    grave: cache.select<GraveRow>(`${graves} ${next}`),
    personal: personal?.prepare<number[], BodyRow>(`${parts} ${next}`),
  };
  const page: Record<Source, (row: number) => ServedRow[]> = {
    case: (row) => after.case.all(row).map(served.case),
    thing: (row) => after.thing.all(row).map(served.body),
    grave: (row) => after.grave.all(row).map(served.grave),
    personal: (row) => (after.personal?.all(row) ?? []).map(served.body),
  };
  const only = <Row>(row: Row | undefined, text: (row: Row) => ServedRow): string | undefined =>
    row === undefined ? undefined : text(row).text;
  return {
    generation: found.generation,
    cache,
    text(source, row) {
      if (source === SOURCES.case) return only(one.case.get(row), served.case);
      if (source === SOURCES.thing) return only(one.thing.get(row), served.body);
      if (source === SOURCES.grave) return only(one.grave.get(row), served.grave);
      return only(one.personal?.get(row), served.body);
    },
    *rowsAfter(source, row) {
      for (let last = row; ;) {
        const rows = page[source](last);
        yield* rows;
        const end = rows.at(-1);
        if (end === undefined) return;
        last = end.row;
      }
    },
    close() {
      cache.close();
      personal?.close();
    },
  };
}
