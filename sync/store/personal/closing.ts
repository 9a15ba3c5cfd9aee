import type Database from 'better-sqlite3';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Cipher } from './cipher.ts';

/** Where a personal part belongs: closed for one case and revision, it opens for no other. */
export const aboutPart = ({ service, id, rev }: { service: string; id: string; rev: number }): string =>
  JSON.stringify(['personal', service, id, rev]);
export const aboutRefused = (at: number): string => JSON.stringify(['refused', at]);

/** Rows closed at once. */
const PAGE = 1_000;

interface PlainPart {
  row: number;
  service: string;
  id: string;
  rev: number;
  body: string;
}
interface PlainRefused {
  n: number;
  raw: string;
  at: number;
}

/**
 * Closes what an earlier release kept as it came, and overwrites the pages on which that stood, in the file and its log. Where a start ends
 * in the midst of it, the next goes on. In a new file there is nothing to close.
 */
export function closePlain(db: Database.Database, cipher: Cipher, file: string, isNew: boolean): void {
  const isDone = db.prepare("SELECT 1 FROM meta WHERE key = 'closed'").get() !== undefined;
  if (isDone) return;
  const done = db.prepare("INSERT INTO meta (key, value) VALUES ('closed', '1')");
  if (isNew) return void done.run();
  const parts = db.prepare<[number], PlainPart>(
    `SELECT row, service, id, rev, body FROM personal WHERE typeof(body) = 'text' LIMIT ?`,
  );
  const closePart = db.prepare<[Buffer, number]>('UPDATE personal SET body = ? WHERE row = ?');
  const refused = db.prepare<[number], PlainRefused>(
    `SELECT n, raw, at FROM quarantine WHERE typeof(raw) = 'text' LIMIT ?`,
  );
  const closeRefused = db.prepare<[Buffer, number]>('UPDATE quarantine SET raw = ? WHERE n = ?');
  const page = db.transaction((): number => {
    const open = parts.all(PAGE);
    for (const part of open) closePart.run(cipher.close(part.body, aboutPart(part)), part.row);
    const bad = refused.all(PAGE);
    for (const { n, raw, at } of bad) closeRefused.run(cipher.close(raw, aboutRefused(at)), n);
    return open.length + bad.length;
  });
  let closed = 0;
  for (let n = page.immediate(); n > 0; n = page.immediate()) closed += n;
  db.exec('VACUUM');
  const [{ busy } = { busy: 1 }] = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all();
  // Somebody reads the log still: the next start looks again.
  if (busy !== 0) return;
  if (closed > 0) dropAside(path.dirname(file));
  done.run();
}

/** Damaged files of personal parts that were set aside when they were not closed yet: nobody needs them, and anybody could read them. */
function dropAside(folder: string): void {
  for (const name of readdirSync(folder))
    if (/^private-.*\.aside-\d+$/.test(name)) rmSync(path.join(folder, name), { force: true });
}
