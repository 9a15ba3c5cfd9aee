import { createRequire } from 'node:module';
import path from 'node:path';
import type { CaseRecord } from '../../sync/contract/records.ts';

interface Pouch {
  bulkDocs(docs: object[]): Promise<unknown>;
  close(): Promise<void>;
}

/** PouchDB's bulk insert of the same records into LevelDB, which does not wait for the disk. Rows a second. */
export async function pouchLoop(
  folder: string,
  batches: readonly (readonly CaseRecord[])[],
): Promise<number> {
  const require = createRequire(import.meta.url);
  const PouchDB = require('pouchdb') as new (name: string) => Pouch;
  const db = new PouchDB(path.join(folder, 'pouch'));
  const started = performance.now();
  let rows = 0;
  for (const batch of batches) {
    await db.bulkDocs(batch.map((one) => ({ _id: `${one.service}|${one.id}`, ...one })));
    rows += batch.length;
  }
  const seconds = (performance.now() - started) / 1000;
  await db.close();
  return rows / seconds;
}
