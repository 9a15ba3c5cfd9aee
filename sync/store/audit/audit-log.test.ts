import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anchorInMemory, given } from './audit.fixture.ts';
import { auditLog } from './audit-log.ts';
import { verifyAudit } from './verify.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'citywall-audit-'));
  file = path.join(folder, 'audit.log');
});
afterEach(() => rmSync(folder, { recursive: true }));

const entries = (): { n: number; what: string; of: Record<string, unknown> }[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line.slice(65)));
const damaged = (what: RegExp) =>
  expect.objectContaining({ code: 'audit-damaged', message: expect.stringMatching(what) });

describe('the audit log', () => {
  test('goes on over restarts, and every entry follows on the one before', () => {
    const anchors = anchorInMemory();
    for (let start = 0; start < 4; start++) {
      const log = auditLog(file, anchors);
      const head = log.note([given(start * 2), given(start * 2 + 1)]);
      expect(head).toEqual(anchors.held);
      log.close();
    }
    expect(entries().map(({ n, of }) => [n, of.key])).toEqual(
      Array.from({ length: 8 }, (_, i) => [i + 1, `key-${i}`]),
    );
    expect(verifyAudit(file, anchors.held)).toEqual({ head: anchors.held, fault: null });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('begins with the end of a long log alone', () => {
    const anchors = anchorInMemory();
    auditLog(file, anchors).note(Array.from({ length: 4_000 }, (_, i) => given(i)));
    expect(statSync(file).size).toBeGreaterThan(512 * 1024);
    const log = auditLog(file, anchors);
    expect(log.note([given(9)]).n).toBe(4_001);
    // An anchor of long ago, from a copy of the journal: all of the log is looked through for it, and it is told.
    const old = anchorInMemory({ n: 3, hash: readFileSync(file, 'utf8').split('\n')[2]?.slice(0, 64) ?? '' });
    expect(auditLog(file, old).note([given(10)]).n).toBe(4_003);
    expect(entries().at(-2)).toMatchObject({ what: 'anchorOlder', of: { entries: 3_998 } });
  });

  test('drops half an entry that nobody was answered by, and says so', () => {
    const anchors = anchorInMemory();
    auditLog(file, anchors).note([given(1)]);
    appendFileSync(file, 'abcdef {"n":2,"at"');
    const log = auditLog(file, anchors);
    log.note([given(2)]);
    expect(entries().map(({ n, what }) => [n, what])).toEqual([
      [1, 'command'],
      [2, 'torn'],
      [3, 'command'],
    ]);
    expect(verifyAudit(file, anchors.held).fault).toBeNull();
  });

  test('takes nothing where its end was cut, its file is gone, or another is in its place', () => {
    const anchors = anchorInMemory();
    auditLog(file, anchors).note([given(1), given(2), given(3)]);
    const whole = readFileSync(file);
    const lines = whole.toString().split('\n');

    writeFileSync(file, `${lines.slice(0, 2).join('\n')}\n`);
    expect(() => auditLog(file, anchors).note([given(4)])).toThrow(damaged(/entries 3 to 3 are missing/));
    // An end without its newline is not taken for an entry that was being written: its anchor is known.
    writeFileSync(file, whole.subarray(0, -1));
    expect(() => auditLog(file, anchors).note([given(4)])).toThrow(damaged(/ends in its midst/));
    rmSync(file);
    expect(() => auditLog(file, anchors).note([given(4)])).toThrow(damaged(/gone; it had 3 entries/));
    writeFileSync(file, '');
    expect(() => auditLog(file, anchors).note([given(4)])).toThrow(damaged(/entries 1 to 3 are missing/));
    auditLog(path.join(folder, 'other.log'), anchorInMemory()).note([given(7), given(8), given(9)]);
    renameSync(path.join(folder, 'other.log'), file);
    expect(() => auditLog(file, anchors).note([given(4)])).toThrow(damaged(/written anew/));
    expect(anchors.held?.n).toBe(3);

    writeFileSync(file, whole);
    expect(auditLog(file, anchors).note([given(4)]).n).toBe(4);
  });

  test('notices while it is open that somebody else cut it, wrote in it or took it away', () => {
    const anchors = anchorInMemory();
    const log = auditLog(file, anchors);
    log.note([given(1), given(2)]);
    const whole = readFileSync(file);
    const spoils: [RegExp, () => void][] = [
      [/somebody else wrote there/, () => truncateSync(file, whole.length - 9)],
      [/somebody else wrote there/, () => appendFileSync(file, 'x\n')],
      [/deleted while it was in use/, () => rmSync(file)],
    ];
    for (const [what, spoil] of spoils) {
      writeFileSync(file, whole);
      const own = anchorInMemory(anchors.held);
      const open = auditLog(file, own);
      open.note([given(3)]);
      spoil();
      expect(() => open.note([given(4)])).toThrow(damaged(what));
      // It stays so.
      expect(() => open.note([given(4)])).toThrow(damaged(/./));
      open.close();
    }
    log.close();
  });

  test('where the anchor cannot be kept nothing counts as written, and the next entry is sound', () => {
    const anchors = anchorInMemory();
    const { set } = anchors;
    anchors.set = () => {
      throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' });
    };
    const log = auditLog(file, anchors);
    expect(() => log.note([given(1)])).toThrow(expect.objectContaining({ code: 'disk-full' }));
    anchors.set = set;
    expect(log.note([given(2)]).n).toBe(2);
    expect(verifyAudit(file, anchors.held).fault).toBeNull();
  });
});
