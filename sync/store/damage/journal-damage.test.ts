import Database from 'better-sqlite3';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Journal } from '../journal.ts';
import { change, dice, flip, flipOne } from './flips.fixture.ts';
import { sumsOf } from './page-sums.ts';
import { PAGE } from './raw.ts';
import { openSoundJournal } from './sound-journal.ts';

const root = mkdtempSync(path.join(tmpdir(), 'citywall-damage-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const NOON = Date.parse('2026-11-20T12:00:00+07:00');
const report = (n: number): CommandPayload => ({
  what: 'report',
  ...{ board: 'b', panel: 'p', asOf: NOON, note: `số liệu sai, lần thứ ${n}; `.repeat(9) },
});
const stamp = (n: number) => ({
  key: `key-${String(n).padStart(4, '0')}`,
  givenAt: NOON + n,
  expires: NOON + 60_000,
});
const COMMANDS = 60;

function fill(journal: Journal): void {
  for (let n = 1; n <= COMMANDS; n++) journal.outbox.add(report(n), stamp(n));
  for (let n = 0; n < 40; n++) journal.state.set(`setting.${n}`, { n, text: 'x'.repeat(100) });
}

/** A folder with a filled journal at rest: as it is after a stop, or as a kill leaves it. */
function filled(killed: boolean): string {
  const open = path.join(root, `open-${killed}`);
  const folder = path.join(root, `filled-${killed}`);
  mkdirSync(open);
  const { journal } = openSoundJournal(path.join(open, 'journal.db'), 'test');
  fill(journal);
  if (!killed) journal.close();
  cpSync(open, folder, { recursive: true });
  if (killed) journal.close();
  return folder;
}

let count = 0;
/** A copy of a folder, to be damaged. */
function copyOf(folder: string): { folder: string; file: string } {
  const copy = path.join(root, `copy-${++count}`);
  cpSync(folder, copy, { recursive: true });
  return { folder: copy, file: path.join(copy, 'journal.db') };
}

function opened<T>(file: string, act: (journal: Journal, mended: number) => T): T {
  const { journal, mended } = openSoundJournal(file, 'test');
  try {
    return act(journal, mended);
  } finally {
    journal.close();
  }
}

const contentOf = (journal: Journal): unknown => ({
  client: journal.client,
  commands: journal.outbox.waiting(1000),
  settings: [...journal.states('setting.')],
});
const aside = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes('.aside'));
const stopped = filled(false);
const killed = filled(true);
const whole = opened(copyOf(stopped).file, contentOf);

describe('one flipped bit', () => {
  it.each([
    ['stopped', stopped, 1],
    ['killed', killed, 2],
  ] as const)('of a journal that was %s costs nothing, wherever it is', (_, from, seed) => {
    const wanted = opened(copyOf(from).file, contentOf);
    const roll = dice(seed);
    let mended = 0;
    for (let round = 0; round < 24; round++) {
      const { folder, file } = copyOf(from);
      const where = flipOne(folder, roll, (name) => !name.endsWith('-shm'));
      opened(file, (journal, bits) => {
        expect(contentOf(journal), where).toEqual(wanted);
        mended += bits;
      });
      expect(aside(folder), where).toEqual([]);
      rmSync(folder, { recursive: true });
    }
    expect(mended).toBeGreaterThan(4);
  });

  it('is found while the journal is open, before it is copied', () => {
    const { folder, file } = copyOf(stopped);
    opened(file, (journal) => {
      journal.state.set('setting.0', 'another');
      flip(file, 3 * PAGE * 8 + 1234);
      expect(journal.copy()).toBe(1);
      expect(journal.copy()).toBe(0);
      expect(journal.outbox.waiting(1000)).toHaveLength(COMMANDS);
    });
    expect(aside(folder)).toEqual([]);
  });
});

describe('a page that is lost', () => {
  /** Overwrites the pages of a file from `from` on. */
  const wipe = (file: string, from: number, pages = 1): void =>
    change(file, (from - 1) * PAGE, (bytes) => bytes.fill(0xa5), pages * PAGE);

  it('costs nothing where a copy has what was on it, and is set aside with a list', () => {
    const pages = statSync(path.join(stopped, 'journal.db')).size / PAGE;
    for (let page = 1; page <= pages; page += page < 5 ? 1 : 4) {
      const { folder, file } = copyOf(stopped);
      wipe(file, page);
      opened(file, (journal) => expect(contentOf(journal), `page ${page}`).toEqual(whole));
      expect(aside(folder), `page ${page}`).toContain('journal.db.aside-1');
      expect(readFileSync(`${file}.aside-1.txt`, 'utf8')).toContain('commands: ');
      rmSync(folder, { recursive: true });
    }
  });

  it('costs what was on it where there is no copy, says which, and never gives a number twice', () => {
    const pages = statSync(path.join(stopped, 'journal.db')).size / PAGE;
    const lost: number[] = [];
    for (let page = 1; page <= pages; page += page < 5 ? 1 : 4) {
      const { folder, file } = copyOf(stopped);
      for (const name of readdirSync(folder)) if (name.includes('copy')) rmSync(path.join(folder, name));
      wipe(file, page);
      opened(file, (journal) => {
        const held = journal.outbox.waiting(1000);
        lost.push(COMMANDS - held.length);
        expect(held.every(({ n, key }) => key === stamp(n).key)).toBe(true);
        if (held.length < COMMANDS)
          expect(readFileSync(`${file}.aside-1.txt`, 'utf8')).toMatch(/commands: .*missing/);
        expect(journal.outbox.add(report(99), stamp(99)).n, `page ${page}`).toBeGreaterThan(COMMANDS);
      });
      rmSync(folder, { recursive: true });
    }
    // Of most pages little is lost; without the first, or the root of the table, nothing can be found.
    expect(lost.filter((n) => n < COMMANDS / 3).length).toBeGreaterThan(lost.length / 2);
  });

  it('of the newest copy makes the one before it count', () => {
    const { file } = copyOf(stopped);
    opened(file, (journal) => journal.state.set('later', 1));
    wipe(file.replace('.db', '-copy-1.db'), 3);
    wipe(file, 3);
    opened(file, (journal) => expect(contentOf(journal)).toEqual(whole));
  });
});

it('that was put there by somebody is taken as it is', () => {
  const { folder, file } = copyOf(stopped);
  const other = path.join(root, 'other.db');
  opened(other, (journal) => {
    for (let n = 1; n <= 200; n++) journal.outbox.add(report(1000 + n), stamp(1000 + n));
  });
  cpSync(other, file);
  opened(file, (journal) => expect(journal.outbox.count()).toBe(200));
  expect(aside(folder)).toEqual([]);
});

it('that another program opened after a kill, and so changed, is not taken for damaged', () => {
  const { folder, file } = copyOf(killed);
  const other = new Database(file);
  expect(other.prepare('SELECT count(*) FROM commands').pluck().get()).toBe(COMMANDS);
  other.close();
  opened(file, (journal, mended) => {
    expect(journal.outbox.count()).toBe(COMMANDS);
    expect(mended).toBe(0);
  });
  expect(aside(folder)).toEqual([]);
});

it('of a version without sums gets them', () => {
  const { file } = copyOf(stopped);
  rmSync(sumsOf(file));
  opened(file, (journal) => expect(contentOf(journal)).toEqual(whole));
  expect(existsSync(sumsOf(file))).toBe(true);
  flip(file, 2 * PAGE * 8 + 999);
  opened(file, (journal, mended) => {
    expect(contentOf(journal)).toEqual(whole);
    expect(mended).toBe(1);
  });
});

it('whose rescue was cut short is rescued again, or taken where it was whole', () => {
  const { folder, file } = copyOf(stopped);
  cpSync(file, file.replace('.db', '.rescued.db'));
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  opened(file, (journal) => expect(contentOf(journal)).toEqual(whole));
  expect(aside(folder)).toEqual([]);
});
