import type Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { cursor, watermarks, type Cursor } from '../contract/feed.ts';
import { CitywallError } from '../contract/errors.ts';
import { instant } from '../contract/instants.ts';
import { service as serviceSchema, type Service } from '../contract/profile.ts';
import { rejections } from '../contract/rejections.ts';
import { readCodes, type CodeTable } from './codes.ts';
import type { Positions, Truth } from './ports.ts';
import { migrate, SCHEMAS } from './schema.ts';
import { Sealing } from './damage/sealing.ts';
import { mendLog } from './damage/inspect.ts';
import { closeForReaders, guarded, openDatabase, type Select } from './sqlite.ts';

/** What of a service decides its sums. */
export const kept = serviceSchema.pick({ id: true, sums: true, heat: true });
export type Kept = Pick<Service, 'id' | 'sums' | 'heat'>;

/** What a cache is stamped with: whose data, in which part, and what its sums were made by. */
export const stamp = z.object({
  city: z.string(),
  role: z.enum(['origin', 'replica']),
  /** The hash of the city profile. */
  profile: z.string(),
  timeZone: z.string(),
  services: z.array(kept),
  /** The unit whose part of the city it holds, and what makes two such parts the same; absent where it holds all of it. */
  scope: z.object({ unit: z.string(), tree: z.string() }).optional(),
});
export type Stamp = z.infer<typeof stamp>;

const truth = z.object({ asOf: instant, watermarks, rejected: rejections.optional() });

/** A snapshot being taken in: its id, the cursor it leads to, where its next chunk starts, records held, and what it is complete to. */
const staging = z.object({
  snapshot: z.string(),
  cursor,
  next: z.string().nullable(),
  records: z.int(),
  /** Absent in one that an older version began. */
  truth: truth.optional(),
});

const shapes = {
  stamp: stamp.nullable(),
  cursor: cursor.nullable(),
  truth: truth.nullable(),
  log: cursor.nullable(),
  staging: staging.nullable(),
  positions: z.record(z.string(), z.string()).nullable(),
  parts: z.literal(true).nullable(),
};

/** What a cache says of itself. `log` is the position of its own log, where it serves. */
export interface CacheMeta {
  stamp: Stamp | null;
  cursor: Cursor | null;
  truth: Truth | null;
  log: Cursor | null;
  staging: z.infer<typeof staging> | null;
  /** Where an origin's connectors go on. */
  positions: Positions | null;
  /** All its records came with their personal parts, which lie beside it; null where any came without. */
  parts: true | null;
}

/** A cache that can only be read. Everything inside one `view` is of one instant. */
export interface ReadableCache {
  readonly file: string;
  readonly codes: CodeTable;
  readonly services: CodeTable;
  /** Prepares a SELECT. Do it once for each cache, with {@link onceFor}. */
  select<Row>(sql: string): Select<Row>;
  meta(): CacheMeta;
  /** Runs reads against one state of the file, whatever a writer does meanwhile. */
  view<T>(read: () => T): T;
  close(): void;
}

/** The one handle that can write. */
export interface WritableCache extends ReadableCache {
  readonly db: Database.Database;
  /** Keeps the sums of its pages: to be settled after what was written, outside of transactions. */
  readonly sealing: Sealing;
  /** Transactions at the end of its log that were lost before it was opened: what is in the file may be of before and after them. */
  readonly lost: number;
  /** Faults one thing in the meta table; null forgets it. */
  writeMeta<K extends keyof CacheMeta>(key: K, value: CacheMeta[K]): void;
}

function readable(db: Database.Database, file: string): ReadableCache {
  const select = <Row>(sql: string): Select<Row> =>
    db.prepare<(number | string | null | Uint8Array)[], Row>(sql);
  const meta = select<{ value: string }>('SELECT value FROM meta WHERE key = ?');
  const raw = (key: keyof CacheMeta): unknown => {
    const value = meta.get(key)?.value;
    return value === undefined ? null : JSON.parse(value);
  };
  return {
    file,
    codes: readCodes(
      select('SELECT id FROM codes WHERE code = ?'),
      select('SELECT code FROM codes WHERE id = ?'),
    ),
    services: readCodes(
      select('SELECT id FROM services WHERE code = ?'),
      select('SELECT code FROM services WHERE id = ?'),
    ),
    select,
    meta: () => ({
      stamp: shapes.stamp.parse(raw('stamp')),
      cursor: shapes.cursor.parse(raw('cursor')),
      truth: shapes.truth.parse(raw('truth')),
      log: shapes.log.parse(raw('log')),
      staging: shapes.staging.parse(raw('staging')),
      positions: shapes.positions.parse(raw('positions')),
      parts: shapes.parts.parse(raw('parts')),
    }),
    view: (read) => (db.inTransaction ? read() : db.transaction(read).deferred()),
    close: () => db.close(),
  };
}

/** Opens a cache to read. Throws `cache-corrupt` or `data-no-permission`. */
export function openReadable(file: string): ReadableCache {
  const db = openDatabase(file, 'read');
  try {
    return readable(db, file);
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens a cache to write, making it where it is absent. A new file takes the stamp; in an old one the city
 * must be the same (`data-other-city`), and whether its sums still fit is the rollups' to say.
 */
export function openWritable(file: string, mark: Stamp): WritableCache {
  const lost = guarded(file, () => mendLog(file))?.lost ?? 0;
  const db = openDatabase(file, 'write');
  try {
    const sealing = new Sealing(db, file, (pages) => {
      throw new CitywallError('cache-corrupt', {
        what: markSpread(file, pages),
        where: file,
        hint: 'It is shown until the city is fetched again.',
      });
    });
    if (sealing.spreadBefore.length > 0) markSpread(file, sealing.spreadBefore);
    migrate(db, SCHEMAS.cache, file);
    const cache = readable(db, file);
    const put = db.prepare<[string, string]>(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    const drop = db.prepare<[string]>('DELETE FROM meta WHERE key = ?');
    const held = cache.meta().stamp;
    if (held !== null && held.city !== mark.city) throw otherCity(file, held.city, mark.city);
    if (held === null) put.run('stamp', JSON.stringify(mark));
    return Object.assign(cache, {
      ...{ db, sealing, lost },
      close() {
        if (!db.open) return;
        try {
          guarded(file, () => sealing.end());
        } catch (error) {
          // What cannot go into the file now stays in its log.
          if (!(error instanceof CitywallError)) throw error;
        } finally {
          closeForReaders(db, file);
        }
      },
      writeMeta: (key: keyof CacheMeta, value: unknown) => {
        if (value === null) drop.run(key);
        else put.run(key, JSON.stringify(value));
      },
    });
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Where a cache is marked as damaged, to be fetched again as soon as its folder is opened. */
export const damagedMark = (cache: string): string => `${cache}.damaged`;

/**
 * Marks a cache of which pages were not what had been written when they were written anew: what is on them now cannot be trusted, nor put
 * right. Gives the sentence.
 */
function markSpread(file: string, pages: readonly number[]): string {
  const what = `${pages.length} of its pages were damaged when they were written anew (${pages.slice(0, 10).join(', ')}).`;
  writeFileSync(damagedMark(file), what, { mode: 0o600 });
  return what;
}

/** The error for a file that holds another city's data. */
export function otherCity(file: string, held: string, wanted: string): CitywallError {
  return new CitywallError('data-other-city', {
    what: `The data folder holds the city "${held}", not "${wanted}".`,
    where: file,
    hint: 'Name another folder with --data, or start with the profile of that city.',
  });
}

/** Makes a value once for each cache, such as its prepared statements. */
export function onceFor<T>(make: (cache: ReadableCache) => T): (cache: ReadableCache) => T {
  const made = new WeakMap<ReadableCache, T>();
  return (cache) => {
    const known = made.get(cache);
    if (known !== undefined) return known;
    const value = make(cache);
    made.set(cache, value);
    return value;
  };
}
