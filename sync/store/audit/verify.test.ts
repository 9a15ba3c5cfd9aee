import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dice } from '../damage/flips.fixture.ts';
import { anchorInMemory, given } from './audit.fixture.ts';
import { auditLog } from './audit-log.ts';
import { verifyAudit } from './verify.ts';

const ENTRIES = 120;
const EDITS = 1_000;

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-verify-'));
const file = path.join(folder, 'audit.log');
const anchors = anchorInMemory();
let lines: string[] = [];
beforeAll(() => {
  auditLog(file, anchors).note(Array.from({ length: ENTRIES }, (_, i) => given(i)));
  lines = readFileSync(file, 'utf8').trimEnd().split('\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A kind of edit: the lines it leaves, and the first entry that is not where and as it was. */
type Edit = (roll: () => number) => { text: string; first: number; why: readonly string[] };

const text = (left: readonly string[]): string => left.map((line) => `${line}\n`).join('');
const one = (roll: () => number, most: number): number => Math.floor(roll() * most);
const inLine = (roll: () => number, edit: (line: string) => string): ReturnType<Edit> => {
  const i = one(roll, ENTRIES);
  return {
    text: text(lines.map((line, at) => (at === i ? edit(line) : line))),
    first: i + 1,
    why: ['changed', 'missing', 'reordered', 'doubled'],
  };
};

const EDITS_OF: Readonly<Record<string, Edit>> = {
  'a character changed': (roll) =>
    inLine(roll, (line) => {
      const at = one(roll, line.length);
      const other = String.fromCharCode(32 + ((line.charCodeAt(at) - 32 + 1 + one(roll, 94)) % 95));
      return line.slice(0, at) + other + line.slice(at + 1);
    }),
  'a character taken out': (roll) =>
    inLine(roll, (line) => {
      const at = one(roll, line.length);
      return line.slice(0, at) + line.slice(at + 1);
    }),
  'a character put in': (roll) =>
    inLine(roll, (line) => {
      const at = one(roll, line.length + 1);
      return line.slice(0, at) + String.fromCharCode(32 + one(roll, 95)) + line.slice(at);
    }),
  'another account': (roll) => inLine(roll, (line) => line.replace(/"desk-\d"/, '"desk-9"')),
  'capitals in the hash': (roll) => inLine(roll, (line) => line.slice(0, 64).toUpperCase() + line.slice(64)),
  'an entry taken out': (roll) => {
    // The last is the anchor's to miss.
    const i = one(roll, ENTRIES - 1);
    return { text: text(lines.toSpliced(i, 1)), first: i + 1, why: ['missing'] };
  },
  'an entry twice': (roll) => {
    const i = one(roll, ENTRIES);
    return { text: text(lines.toSpliced(i, 0, lines[i] ?? '')), first: i + 2, why: ['doubled'] };
  },
  'two in the other order': (roll) => {
    const [i, j] = [one(roll, ENTRIES), one(roll, ENTRIES - 1)];
    const other = j >= i ? j + 1 : j;
    const swapped = lines.with(i, lines[other] ?? '').with(other, lines[i] ?? '');
    return { text: text(swapped), first: Math.min(i, other) + 1, why: ['missing'] };
  },
  'one moved up from below': (roll) => {
    const i = 1 + one(roll, ENTRIES - 2);
    const moved = lines.toSpliced(i, 1).toSpliced(ENTRIES - 1, 0, lines[i] ?? '');
    return { text: text(moved), first: i + 1, why: ['missing'] };
  },
  'an older one put in': (roll) => {
    const i = 2 + one(roll, ENTRIES - 2);
    return { text: text(lines.toSpliced(i, 0, lines[0] ?? '')), first: i + 1, why: ['reordered'] };
  },
  'cut at the end of an entry': (roll) => {
    const i = one(roll, ENTRIES);
    return { text: text(lines.slice(0, i)), first: i + 1, why: ['cut'] };
  },
  'cut anywhere': (roll) => {
    const all = text(lines);
    const at = one(roll, all.length);
    const left = all.slice(0, at);
    const first = left.split('\n').length;
    return { text: left, first, why: ['cut', 'torn'] };
  },
};

test(`${EDITS} random edits are all found, and the first entry that is not as it was is named`, () => {
  const roll = dice(20_261_130);
  const kinds = Object.entries(EDITS_OF);
  const whole = readFileSync(file, 'utf8');
  const missed: string[] = [];
  let edits = 0;
  while (edits < EDITS) {
    const [name, edit] = kinds[one(roll, kinds.length)] ?? [];
    if (name === undefined || edit === undefined) throw new Error('no edit');
    const edited = edit(roll);
    // One that leaves the log as it was is none: an account that was desk-9 already, the hash of digits alone.
    if (edited.text === whole) continue;
    edits += 1;
    writeFileSync(file, edited.text);
    const { fault } = verifyAudit(file, anchors.held);
    if (fault?.n !== edited.first || !edited.why.includes(fault.why))
      missed.push(
        `${name}: expected ${edited.first} ${edited.why.join('/')}, found ${JSON.stringify(fault)}`,
      );
  }
  expect(missed).toEqual([]);
  writeFileSync(file, whole);
  expect(verifyAudit(file, anchors.held)).toEqual({ head: anchors.held, fault: null });
});

test('a log that was written anew, with sound hashes, is told by an anchor', () => {
  const forged = path.join(folder, 'forged.log');
  const own = anchorInMemory();
  auditLog(forged, own).note(Array.from({ length: ENTRIES }, (_, i) => given(i + (i > 40 ? 1 : 0))));
  expect(verifyAudit(forged, own.held).fault).toBeNull();
  expect(verifyAudit(forged, anchors.held).fault).toMatchObject({ n: ENTRIES + 1, why: 'replaced' });
});

test('what is no log at all is no log', () => {
  for (const bytes of [
    Buffer.from('\n'),
    Buffer.from('{}\n'),
    Buffer.alloc(3_000_000, 0x41),
    Buffer.alloc(70),
  ]) {
    writeFileSync(file, bytes);
    expect(verifyAudit(file, null).fault).toMatchObject({ n: 1, line: 1 });
  }
});
