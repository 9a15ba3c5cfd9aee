import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { given } from '../../store/audit/audit.fixture.ts';
import { AUDIT, auditLog } from '../../store/audit/audit-log.ts';
import { anchorsIn } from '../../store/audit/offline.ts';
import { openJournal } from '../../store/journal.ts';
import { auditCommand } from './audit-command.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'citywall-audit-'));
  file = path.join(folder, AUDIT);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes entries as a host does, its anchor in the journal. */
function write(...which: number[]): void {
  const journal = openJournal(path.join(folder, 'journal.db'), 'hcmc');
  const log = auditLog(file, anchorsIn(journal));
  try {
    log.note(which.map(given));
  } finally {
    log.close();
    journal.close();
  }
}
function run(...args: string[]): { code: number; said: string } {
  const lines: string[] = [];
  const code = auditCommand([...args, '--data', folder], (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

test('verify tells a sound log from one that was changed or cut, and names the first entry', () => {
  write(1, 2, 3, 4);
  expect(run('verify')).toEqual({
    code: 0,
    said: expect.stringMatching(/^4 entries are as they were written .*[0-9a-f]{64}$/),
  });
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.replace('desk-2', 'desk-3'));
  expect(run('verify')).toEqual({
    code: 1,
    said: expect.stringMatching(/The entry 2 was changed.*line 2; changed/),
  });
  writeFileSync(file, whole.split('\n').slice(0, 3).join('\n') + '\n');
  expect(run('verify')).toEqual({ code: 1, said: expect.stringContaining('The entries 4 to 4 are missing') });
  rmSync(file);
  expect(run('verify')).toEqual({ code: 1, said: expect.stringContaining('it had 4 entries') });
  writeFileSync(file, whole);
  expect(run('verify', '--anchor', `2:${'0'.repeat(64)}`)).toMatchObject({
    code: 1,
    said: expect.stringContaining('replaced'),
  });
  expect(run('verify', '--anchor', `2:${whole.split('\n')[1]?.slice(0, 64)}`).said).toContain(
    '2 of them are later',
  );
});

test('the folder that hosts are kept below stands for that of the wall', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'citywall-audit-data-'));
  const [kept, above] = [folder, data];
  folder = path.join(data, 'wall');
  file = path.join(folder, AUDIT);
  mkdirSync(folder);
  write(1, 2);
  try {
    const lines: string[] = [];
    expect(auditCommand(['verify', '--data', above], (line) => lines.push(line))).toBe(0);
    expect(lines.join()).toMatch(/^2 entries/);
    expect(run('verify').code).toBe(0);
  } finally {
    rmSync(data, { recursive: true });
    folder = kept;
  }
});

test('show prints entries a line each, and nothing that moves a terminal', () => {
  write(1, 2, 3);
  expect(run('show', '--last', '2').said.split('\n')).toEqual([
    expect.stringMatching(
      /^2 {2}2025-.*Z {2}command {2}desk-2 operator {2}command=acknowledge {2}key=key-2 {2}alerts=a2,b2$/,
    ),
    expect.stringMatching(/^3 /),
  ]);
  writeFileSync(file, readFileSync(file, 'utf8').replace('key-2', '\\u001b[2J'));
  expect(run('show').said).not.toContain('\u001b');
});

test('show tells what a look was for, in the words that the journal keeps', () => {
  const journal = openJournal(path.join(folder, 'journal.db'), 'hcmc');
  const log = auditLog(file, anchorsIn(journal));
  const look = { at: 1, clock: 1, what: 'look', who: { account: 'lan' } } as const;
  try {
    journal.state.set('look.key-1', 'theo công văn 12');
    log.note([
      { ...look, of: { field: 'phone', purpose: 'other', key: 'key-1' } },
      { ...look, of: { field: 'text', purpose: 'reply', key: 'key-2' } },
      { ...look, what: 'command', of: { key: 'key-1' } },
    ]);
  } finally {
    log.close();
    journal.close();
  }
  expect(run('show').said.split('\n')).toEqual([
    expect.stringMatching(
      /^1 .* look {2}lan {2}field=phone {2}purpose=other {2}key=key-1 {2}"theo công văn 12"$/,
    ),
    expect.stringMatching(/^2 .* purpose=reply {2}key=key-2$/),
    expect.stringMatching(/^3 .* command {2}lan {2}key=key-1$/),
  ]);
});

test('renew begins another log that goes on from the anchor, and leaves a sound one', () => {
  write(1, 2, 3);
  expect(run('renew')).toMatchObject({ code: 0, said: expect.stringContaining('nothing is done') });
  writeFileSync(file, readFileSync(file, 'utf8').replace('desk-2', 'desk-3'));
  expect(run('renew')).toMatchObject({ code: 0, said: expect.stringContaining(`${AUDIT}.aside-1`) });
  write(5);
  expect(run('verify')).toMatchObject({ code: 0, said: expect.stringMatching(/^5 entries/) });
  expect(run('show').said).toMatch(/^4 .*renewed.*entries=3.*→ changed\n5 /);
});

test('a command line that is wrong says how it is right', () => {
  expect(run('verify')).toMatchObject({ code: 2, said: expect.stringContaining('there is no audit log') });
  for (const args of [
    ['look'],
    ['verify', 'twice'],
    ['show', '--last', 'x'],
    ['verify', '--anchor', '7'],
    ['--no'],
  ])
    expect(run(...args)).toMatchObject({ code: 2, said: expect.stringMatching(/option-invalid|verify/) });
  expect(run('--help')).toMatchObject({ code: 0, said: expect.stringContaining('renew') });
});

test('wipe destroys the keys and all that they closed, and the log says so', () => {
  write(1);
  const key = path.join(folder, 'elsewhere');
  writeFileSync(key, 'k'.repeat(40));
  for (const name of ['private-1.db', 'private-1.db-wal', 'personal.key'])
    writeFileSync(path.join(folder, name), 'x'.repeat(40));
  expect(run('wipe')).toMatchObject({ code: 2, said: expect.stringContaining('--yes') });
  expect(readdirSync(folder)).toContain('personal.key');
  expect(run('wipe', '--yes', '--key', key)).toEqual({
    code: 0,
    said: expect.stringMatching(/2 keys and 2 files of personal parts are destroyed/),
  });
  expect(readdirSync(folder).filter((name) => /^private|^personal|^elsewhere/.test(name))).toEqual([]);
  expect(run('show').said).toMatch(/^2 .* wipe {2}keys=2$/m);
  expect(run('verify').code).toBe(0);
  // A log that cannot be written does not keep a machine that was lost from being wiped.
  writeFileSync(path.join(folder, 'personal.key'), 'x'.repeat(40));
  rmSync(file);
  expect(run('wipe', '--yes')).toEqual({
    code: 1,
    said: expect.stringMatching(/audit-damaged[^]*1 key and 0 files/),
  });
  expect(readdirSync(folder)).not.toContain('personal.key');
  expect(auditCommand(['wipe', '--yes', '--data', path.join(folder, 'none')], () => undefined)).toBe(2);
});
