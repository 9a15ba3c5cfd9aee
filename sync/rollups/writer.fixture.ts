import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Cursor } from '../contract/feed.ts';
import { DAY, HOUR } from '../contract/instants.ts';
import type { CaseRecord } from '../contract/records.ts';
import { openReadable, type Stamp } from '../store/cache.ts';
import { CASE_COLUMNS, caseOf, type CaseRow } from '../store/cases.ts';
import { createLogReader, type OpenLogReader } from '../store/log-reader.ts';
import { currentGeneration } from '../store/pointer.ts';
import type { ReplicaBatch, Truth } from '../store/ports.ts';
import { createWriter, type OpenWriter, type WriterOptions } from './writer.ts';

/** A morning in the tests' city, local time 10:00. */
export const MORNING = Date.parse('2026-11-20T10:00:00+07:00');
export const truth: Truth = { asOf: MORNING, watermarks: { s1022: MORNING } };

const services: Stamp['services'] = [
  { id: '1022', sums: ['category', 'unit', 'area', 'categoryArea'], heat: true },
];
export const profile: WriterOptions['profile'] = { hash: 'p', timeZone: 'Asia/Ho_Chi_Minh', services };

/** What personal parts of tests are closed with. */
export const SECRET = 'of tests alone: 32 characters or so';

/** The n-th case of the tests' city. */
export function aCase(n: number, more: Partial<CaseRecord> = {}): CaseRecord {
  return {
    kind: 'case',
    service: '1022',
    id: `P-${n}`,
    rev: 1,
    openedAt: MORNING - n * HOUR,
    dueAt: MORNING - n * HOUR + DAY,
    status: 'received',
    category: n % 2 === 0 ? 'flood' : 'noise',
    unit: `u${n % 3}`,
    area: `a${n % 5}`,
    point: [106.7, 10.77],
    ...more,
  };
}

/** Data folders of one test file, removed at its end with everything that was opened in them. */
export class Folders {
  readonly #root = mkdtempSync(path.join(tmpdir(), 'citywall-data-'));
  readonly #open: { close(): void }[] = [];
  #count = 0;

  next(): string {
    return path.join(this.#root, `${++this.#count}`);
  }

  writer(folder: string, more: Partial<WriterOptions> = {}): OpenWriter {
    const writer = createWriter({
      folder,
      city: 'test',
      role: 'replica',
      profile,
      serve: false,
      personal: null,
      now: () => MORNING,
      ...more,
    });
    this.#open.push(writer);
    return writer;
  }

  origin(folder: string, more: Partial<WriterOptions> = {}): OpenWriter {
    return this.writer(folder, { role: 'origin', serve: true, personal: SECRET, ...more });
  }

  reader(folder: string): OpenLogReader {
    const reader = createLogReader(folder, SECRET);
    this.#open.push(reader);
    return reader;
  }

  /** The folder as a kill at this moment leaves it: what is on disk, and nobody's lock. */
  killed(folder: string): string {
    const copy = this.next();
    cpSync(folder, copy, { recursive: true });
    return copy;
  }

  remove(): void {
    for (const one of this.#open) one.close();
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** A batch as a city sends it. */
export function batch(from: number, to: number, records: unknown, epoch = 'e'): ReplicaBatch {
  return {
    mode: 'replica',
    epoch,
    from,
    to,
    chain: `chain-${to}`,
    records: typeof records === 'string' ? records : JSON.stringify(records),
    ...truth,
  };
}

export const at = (seq: number, epoch = 'e'): Cursor => ({
  epoch,
  seq,
  chain: seq === 0 ? '' : `chain-${seq}`,
});

/** Every case a folder's current cache holds, by id, as a reader sees it. */
export function casesIn(folder: string): CaseRecord[] {
  const generation = currentGeneration(folder);
  if (generation === null) return [];
  const cache = openReadable(generation.cache);
  try {
    return cache
      .select<CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases ORDER BY service, id`)
      .all()
      .map((row) => caseOf(cache, row));
  } finally {
    cache.close();
  }
}
