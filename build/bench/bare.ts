import path from 'node:path';
import Database from 'better-sqlite3';
import type { CaseRecord } from '../../sync/contract/records.ts';

/**
 * The bare loop that ingest is measured against: better-sqlite3, WAL, synchronous FULL, one transaction a
 * batch, a keyed upsert and two more indexes; no checks, no sums, records already parsed.
 * Gives rows a second.
 */
export function bareLoop(folder: string, batches: readonly (readonly CaseRecord[])[]): number {
  const db = new Database(path.join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`
    CREATE TABLE cases (service TEXT, id TEXT, rev INTEGER, opened INTEGER, due INTEGER, closed INTEGER,
      status TEXT, category TEXT, unit TEXT, area TEXT, lon REAL, lat REAL, channel TEXT,
      PRIMARY KEY (service, id)) WITHOUT ROWID;
    CREATE INDEX by_opened ON cases (service, opened);
    CREATE INDEX by_closed ON cases (service, closed);
  `);
  const upsert = db.prepare(
    `INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rev = excluded.rev, opened = excluded.opened, due = excluded.due,
       closed = excluded.closed, status = excluded.status, category = excluded.category,
       unit = excluded.unit, area = excluded.area, lon = excluded.lon, lat = excluded.lat,
       channel = excluded.channel WHERE excluded.rev > rev`,
  );
  const insert = db.transaction((batch: readonly CaseRecord[]) => {
    for (const c of batch)
      upsert.run(
        ...[c.service, c.id, c.rev, c.openedAt, c.dueAt ?? null, c.closedAt ?? null, c.status, c.category],
        ...[c.unit ?? null, c.area ?? null, c.point?.[0] ?? null, c.point?.[1] ?? null, c.channel ?? null],
      );
  });
  const started = performance.now();
  let rows = 0;
  for (const batch of batches) {
    insert(batch);
    rows += batch.length;
  }
  const seconds = (performance.now() - started) / 1000;
  db.close();
  return rows / seconds;
}
