import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { given } from '../../sync/store/audit/audit.fixture.ts';
import { BEGINNING, linesAfter, lineOf } from '../../sync/store/audit/chain.ts';
import { linesIn, verifyAudit } from '../../sync/store/audit/verify.ts';
import { middle, shorter, type Figure } from './figure.ts';

/** The id of what is measured. */
export const AUDIT = ['audit.verify'];
const ENTRIES = 1_000_000;
const BATCH = 10_000;
const RUNS = 3;
/** A log of so many entries is to be verified within this, milliseconds. */
const WITHIN = 10_000;

/** A log of commands, as a wall writes it. */
function write(file: string): typeof BEGINNING {
  let head = BEGINNING;
  for (let from = 0; from < ENTRIES; from += BATCH) {
    const lines = linesAfter(
      head,
      Array.from({ length: BATCH }, (_, i) => given(from + i)),
    );
    appendFileSync(file, lines.text);
    ({ head } = lines);
  }
  return head;
}

/** The same entries as rows of a table, each with its hash: what a log in a database would be. */
function fill(db: Database.Database, file: string): void {
  db.exec('CREATE TABLE entries (n INTEGER PRIMARY KEY, hash TEXT NOT NULL, json TEXT NOT NULL)');
  const add = db.prepare<[number, string, string]>('INSERT INTO entries VALUES (?, ?, ?)');
  db.transaction(() => {
    for (const { bytes } of linesIn(file)) {
      const line = lineOf(bytes);
      add.run(line.n ?? 0, line.hash, line.json.toString());
    }
  })();
}

/** Reads every row in order and holds it against the one before; gives how many there were. */
function verifyTable(db: Database.Database): number {
  const rows = db.prepare<[], { n: number; hash: string; json: string }>(
    'SELECT n, hash, json FROM entries ORDER BY n',
  );
  let { n, hash: before } = BEGINNING;
  for (const row of rows.iterate()) {
    if (row.n !== n + 1 || hash('sha256', before + row.json) !== row.hash)
      throw new Error(`the row ${row.n} is not as it was written`);
    ({ n, hash: before } = row);
  }
  return n;
}

/** Our log of a million entries and the same in a table, verified in turns; the middle of each side's runs. */
export async function verifyBeside(folder: string, tell: (line: string) => void): Promise<Figure> {
  const inside = path.join(folder, 'audit');
  await mkdir(inside, { recursive: true });
  const file = path.join(inside, 'audit.log');
  const head = write(file);
  const db = new Database(path.join(inside, 'audit.db'));
  try {
    fill(db, file);
    const times = { ours: new Array<number>(), theirs: new Array<number>() };
    for (let run = 0; run < RUNS; run++) {
      const began = performance.now();
      const { head: last, fault } = verifyAudit(file, head);
      const between = performance.now();
      const rows = verifyTable(db);
      times.ours.push(between - began);
      times.theirs.push(performance.now() - between);
      if (fault !== null || last.n !== ENTRIES || rows !== ENTRIES)
        throw new Error(`${last.n} entries and ${rows} rows were verified: ${fault?.what ?? ''}`);
      const [ours = 0, theirs = 0] = [times.ours.at(-1), times.theirs.at(-1)];
      tell(`run ${run + 1} of ${RUNS}: ours ${ours.toFixed(0)} ms, the table ${theirs.toFixed(0)} ms`);
    }
    return shorter(
      'audit.verify',
      middle(times.ours),
      'better-sqlite3 table',
      middle(times.theirs),
      1,
      WITHIN,
    );
  } finally {
    db.close();
    await rm(inside, { recursive: true, force: true });
  }
}
