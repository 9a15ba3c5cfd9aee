import { createRequire } from 'node:module';
import path from 'node:path';
import type { CaseRecord } from '../../sync/contract/records.ts';

interface Pouch {
  bulkDocs(docs: object[]): Promise<{ ok?: boolean }[]>;
  close(): Promise<void>;
}

/** PouchDB's bulk insert of the same records into LevelDB, which does not wait for the disk. Rows a second. */
export async function pouchLoop(
  folder: string,
  batches: readonly (readonly CaseRecord[])[],
): Promise<number> {
  const PouchDB: new (name: string) => Pouch = createRequire(import.meta.url)('pouchdb');
  const db = new PouchDB(path.join(folder, 'pouch'));
  const started = performance.now();
  let rows = 0;
  for (const batch of batches) {
    const kept = await db.bulkDocs(batch.map((one) => ({ _id: `${one.service}|${one.id}`, ...one })));
    rows += kept.filter(({ ok }) => ok === true).length;
  }
  const seconds = (performance.now() - started) / 1000;
  await db.close();
  const given = batches.reduce((n, batch) => n + batch.length, 0);
  if (rows !== given) throw new Error(`PouchDB kept ${rows} of ${given} records`);
  return rows / seconds;
}
