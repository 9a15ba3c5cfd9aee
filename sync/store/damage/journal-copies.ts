import type Database from 'better-sqlite3';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../pointer.ts';
import { inspect } from './inspect.ts';
import { PageSums, sumOf, sumsOf } from './page-sums.ts';
import { pagesIn } from './raw.ts';

/** A copy of a journal, and when it was made by this machine's clock, milliseconds. */
export interface JournalCopy {
  file: string;
  at: number;
}

/** Where the newest copy and the one before it stand. */
const copiesOf = (journal: string): [newest: string, older: string] => [
  journal.replace(/\.db$/, '-copy-1.db'),
  journal.replace(/\.db$/, '-copy-2.db'),
];

/** Copies a journal that is open. The newest copy and the one before are kept; each is whole or not there. */
export function copyJournal(db: Database.Database, journal: string): void {
  const next = journal.replace(/\.db$/, '-copy.next.db');
  const [newest, older] = copiesOf(journal);
  remove(next);
  db.prepare('VACUUM INTO ?').run(next);
  chmodSync(next, 0o600);
  const handle = openSync(next, 'r+');
  try {
    const sums = PageSums.of(next);
    for (const [page, bytes] of pagesIn(handle)) sums.set(page, sumOf(bytes));
    sums.keep();
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (existsSync(newest)) move(newest, older);
  move(next, newest);
  syncFolder(path.dirname(journal));
}

/** The newest copy, whatever is in it; null where there is none. */
export const lastCopyOf = (journal: string): string | null => copiesOf(journal).find(existsSync) ?? null;

/** The newest copy that is what was written; null where there is none. */
export function lastGoodCopy(journal: string): JournalCopy | null {
  for (const file of copiesOf(journal)) {
    if (!existsSync(file)) continue;
    const { bad, known } = inspect(file);
    if (known > 0 && bad.length === 0) return { file, at: statSync(file).mtimeMs };
  }
  return null;
}

/** Whether a journal that is open was deleted. */
export const isGone = (journal: string): boolean => !existsSync(journal);

/** Writes a journal that was deleted while it was open to where it was. */
export function saveDeleted(db: Database.Database, journal: string): void {
  mkdirSync(path.dirname(journal), { recursive: true, mode: 0o700 });
  for (const old of [`${journal}-wal`, `${journal}-shm`, sumsOf(journal)]) rmSync(old, { force: true });
  db.prepare('VACUUM INTO ?').run(journal);
  chmodSync(journal, 0o600);
}

function move(from: string, to: string): void {
  remove(to);
  if (existsSync(sumsOf(from))) renameSync(sumsOf(from), sumsOf(to));
  renameSync(from, to);
}

function remove(file: string): void {
  for (const name of [file, sumsOf(file)]) rmSync(name, { force: true });
}
