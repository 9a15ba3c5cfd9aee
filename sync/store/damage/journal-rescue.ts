import Database from 'better-sqlite3';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { syncFolder } from '../pointer.ts';
import { migrate, SCHEMAS } from '../schema.ts';
import { openDatabase } from '../sqlite.ts';
import type { Inspected } from './inspect.ts';
import { lastGoodCopy, type JournalCopy } from './journal-copies.ts';
import { JOURNAL_TABLES, readTable, type JournalTable, type ReadTable, type Row } from './journal-tables.ts';
import { sumsOf } from './page-sums.ts';
import { PAGE, writePage } from './raw.ts';

/** Numbers that are left out after a rescue: what was lost had some of them, and none may be given twice. */
const JUMP = 1000;
/** Where the least number that may be given to a command stands in the table `meta`. */
export const LEAST_NUMBER = 'least';

const rescued = (file: string): string => file.replace(/\.db$/, '.rescued.db');
const filesOf = (file: string): string[] =>
  ['', '-wal', '-shm'].map((end) => file + end).concat(sumsOf(file));

/** Takes a rescued journal into use, also where the rescue was cut short after it was whole. */
export function takeRescued(file: string): void {
  const whole = rescued(file);
  if (!existsSync(whole)) return;
  setAside(file);
  renameSync(whole, file);
  syncFolder(path.dirname(file));
}

/**
 * Makes a damaged journal anew of what can be read of it and, where something cannot, of the last good copy. The damaged files are set
 * aside, with a list of what is missing beside them. Nobody may have it open.
 */
export function rescueJournal(file: string, found: Inspected): void {
  const next = `${rescued(file)}.next`;
  for (const old of [...filesOf(next), ...filesOf(rescued(file))]) rmSync(old, { force: true });
  const copy = lastGoodCopy(file);
  const from = openedCopy(copy);
  const scratch = openedScratch(file, found.bad);
  const to = openDatabase(next, 'write');
  try {
    migrate(to, SCHEMAS.journal, next);
    const told = to
      .transaction(() => {
        const lines = JOURNAL_TABLES.map((table) => refill(to, table, { scratch, from, copy }));
        leaveNumbersOut(to);
        return lines;
      })
      .immediate();
    if (found.lost > 0) told.push(`the last ${found.lost} writes could not be read`);
    to.pragma('journal_mode = DELETE');
    to.close();
    // The list first: what is missing is known as soon as anything is.
    writeFileSync(`${asideOf(file)}.txt`, `${told.join('\n')}\n`, { mode: 0o600 });
    renameSync(next, rescued(file));
  } finally {
    to.close();
    scratch?.close();
    from?.close();
    for (const old of filesOf(`${file}.scratch`)) rmSync(old, { force: true });
  }
  takeRescued(file);
}

/** Adds to the lists of what is missing that pages were damaged when they were written anew. */
export function noteSpread(file: string, pages: readonly number[]): void {
  const line = `pages ${pages.join(', ')} were damaged when they were written anew; what stands on them may be wrong\n`;
  appendFileSync(`${file}.aside-0.txt`, line, { mode: 0o600 });
}

/** The files a damaged journal is set aside as: a name that none has. */
function asideOf(file: string): string {
  let n = 1;
  while (existsSync(`${file}.aside-${n}`)) n++;
  return `${file}.aside-${n}`;
}

function setAside(file: string): void {
  const aside = asideOf(file);
  for (const end of ['-wal', '-shm', '']) if (existsSync(file + end)) renameSync(file + end, aside + end);
  rmSync(sumsOf(file), { force: true });
}

function openedCopy(copy: JournalCopy | null): Database.Database | null {
  return copy === null ? null : new Database(copy.file, { readonly: true });
}

/** A copy of a damaged journal in which damaged pages cannot be read at all, rather than as something else; null where it cannot be opened. */
function openedScratch(file: string, bad: readonly number[]): Database.Database | null {
  const scratch = `${file}.scratch`;
  try {
    copyFileSync(file, scratch);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${scratch}-wal`);
    blank(scratch, bad);
    const db = new Database(scratch);
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch {
    return null;
  }
}

function blank(file: string, pages: readonly number[]): void {
  const handle = openSync(file, 'r+');
  try {
    // Without the first page nothing can be read.
    for (const page of pages) if (page > 1) writePage(handle, page, new Uint8Array(PAGE));
  } finally {
    closeSync(handle);
  }
}

interface Sources {
  scratch: Database.Database | null;
  from: Database.Database | null;
  copy: JournalCopy | null;
}

const NOTHING: ReadTable = { rows: [], senseless: [], gap: { after: null, before: null } };

/** Fills a table, and says what became of its entries. */
function refill(to: Database.Database, table: JournalTable, { scratch, from, copy }: Sources): string {
  const read = scratch === null ? NOTHING : readTable(scratch, table);
  const whole = read.gap === null && read.senseless.length === 0;
  const kept = whole || from === null ? [] : readTable(from, table).rows;
  const put = putInto(to, table);
  for (const row of read.rows) put(row);
  let taken = 0;
  for (const row of kept) taken += put(row);
  if (whole) return `${table.entries}: all ${read.rows.length} read`;
  const when = copy === null ? 'there is no copy' : `the copy is of ${new Date(copy.at).toISOString()}`;
  return `${table.entries}: ${read.rows.length} read, ${taken} taken from the copy; ${missing(to, table, read)} (${when})`;
}

/** Puts rows into a table by the columns that both have, where their key is not there yet; gives how many went in. */
function putInto(to: Database.Database, { name }: JournalTable): (row: Row) => number {
  const columns = new Set(
    to.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name),
  );
  return (row) => {
    const names = Object.keys(row).filter((column) => columns.has(column));
    const places = names.map(() => '?').join(', ');
    const put = to.prepare(`INSERT OR IGNORE INTO ${name} (${names.join(', ')}) VALUES (${places})`);
    return put.run(...names.map((column) => row[column] ?? null)).changes;
  };
}

/** What is missing of a table, as far as that can be said. */
function missing(to: Database.Database, { name, key }: JournalTable, { gap, senseless }: ReadTable): string {
  const lost = senseless.map((row) => String(row[key]));
  if (gap === null) return `not readable: ${lost.join(', ')}`;
  const { after, before } = gap;
  if (after === null && before === null) return 'what was written since the copy is missing';
  if (typeof after !== 'number' || typeof before !== 'number')
    return `what was written since the copy may be missing from ${String(after ?? 'the first')} to ${String(before ?? 'the last')}`;
  const there = to
    .prepare<[number, number], number>(`SELECT count(*) FROM ${name} WHERE n > ? AND n < ?`)
    .pluck();
  return `${before - after - 1 - (there.get(after, before) ?? 0)} missing between numbers ${after} and ${before}`;
}

/** Sees to it that numbers of what is lost are not given again. */
function leaveNumbersOut(to: Database.Database): void {
  const greatest = (table: string): number =>
    Number(to.prepare(`SELECT coalesce(max(n), 0) FROM ${table}`).pluck().get());
  to.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(
    LEAST_NUMBER,
    String(greatest('commands') + JUMP),
  );
  to.prepare("DELETE FROM sqlite_sequence WHERE name = 'alert_events'").run();
  to.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('alert_events', ?)").run(
    greatest('alert_events') + JUMP,
  );
}
