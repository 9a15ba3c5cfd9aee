import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { CommandPayload } from '../contract/commands.ts';
import { openJournal } from './journal.ts';
import { SCHEMAS } from './schema.ts';
import { openDatabase } from './sqlite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-journal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const file = (): string => path.join(folder, `${++count}.db`);

const NOON = Date.parse('2026-11-20T12:00:00+07:00');
const payload: CommandPayload = { what: 'report', board: 'b', panel: 'p', asOf: NOON, note: 'sai số liệu' };
const times = (key: string) => ({ key, givenAt: NOON, expires: NOON + 60_000 });

it('keeps commands in order, each once, until it is settled', () => {
  const name = file();
  const journal = openJournal(name, 'test');
  const first = journal.outbox.add(payload, times('key-0001'));
  expect(journal.outbox.add(payload, times('key-0002')).n).toBe(first.n + 1);
  expect(journal.outbox.add(payload, times('key-0001'))).toEqual(first);
  journal.close();

  const again = openJournal(name, 'test');
  expect(again.client).toBe(first.client);
  expect(again.outbox.waiting(10).map((c) => c.key)).toEqual(['key-0001', 'key-0002']);
  const applied = { key: 'key-0001', outcome: 'applied', reason: '', at: NOON } as const;
  again.outbox.settle(applied);
  again.outbox.settle({ ...applied, outcome: 'expired' });
  expect(again.outbox.result('key-0001')).toEqual(applied);
  expect(again.outbox.result('key-0002')).toBeNull();
  expect(again.outbox.count()).toBe(1);
  again.close();
});

it('answers a repeated command from what it answered first', () => {
  const journal = openJournal(file(), 'test');
  const command = { client: 'c', n: 1, payload, ...times('key-0003') };
  const result = { key: 'key-0003', outcome: 'rejected', reason: 'no', at: NOON } as const;
  const said = {
    ...result,
    key: 'key-0033',
    remarks: [{ code: 'unreadable', name: 'report.note' }],
  } as const;
  expect(journal.results.find('key-0003')).toBeNull();
  journal.results.keep(command, result);
  journal.results.keep(command, { ...result, outcome: 'applied' });
  expect(journal.results.find('key-0003')).toEqual(result);
  journal.results.keep({ ...command, key: said.key }, { ...said, remarks: [...said.remarks] });
  expect(journal.results.find(said.key)).toEqual(said);
  journal.close();
});

it('refuses another command under a key that is taken, and keeps the first', () => {
  const journal = openJournal(file(), 'test');
  const first = journal.outbox.add(payload, times('key-0004'));
  const other = { ...payload, note: 'khác' };
  const refusal = expect.objectContaining({ code: 'command-invalid', where: 'key-0004' });
  expect(() => journal.outbox.add(other, times('key-0004'))).toThrow(refusal);
  expect(() => journal.decide(other, times('key-0004'), () => ({ outcome: 'applied', reason: '' }))).toThrow(
    refusal,
  );
  expect(journal.outbox.waiting(9)).toEqual([first]);
  journal.close();
});

it('decides a command of its own once, together with what that writes; it never waits for the city', () => {
  const journal = openJournal(file(), 'test');
  const decide = (outcome: 'applied' | 'rejected') =>
    journal.decide(payload, times('key-0005'), (command) => {
      journal.state.set('done', [command.n, outcome]);
      return { outcome, reason: 'so', remarks: [{ code: 'taken', name: 'desk-2', n: 3 }] };
    });
  const remarks = [{ code: 'taken', name: 'desk-2', n: 3 }];
  const result = { key: 'key-0005', outcome: 'applied', reason: 'so', remarks, at: NOON };
  expect(decide('applied')).toEqual(result);
  expect(decide('rejected')).toEqual(result);
  expect(journal.state.get('done')).toEqual([1, 'applied']);
  expect(journal.outbox.result('key-0005')).toEqual(result);
  expect([journal.outbox.count(), journal.outbox.waiting(9)]).toEqual([0, []]);
  journal.close();
});

it('keeps nothing of a command whose handler fails after it wrote: it can be given again', () => {
  const journal = openJournal(file(), 'test');
  const decide = (fail: boolean) =>
    journal.decide(payload, times('key-0006'), () => {
      journal.state.set('done', true);
      if (fail) throw new Error('in the middle');
      return { outcome: 'applied', reason: '' };
    });
  expect(() => decide(true)).toThrow('in the middle');
  expect([journal.state.get('done'), journal.outbox.count()]).toEqual([undefined, 0]);
  expect(decide(false).outcome).toBe('applied');
  journal.close();
});

it('takes over the commands of an older journal', () => {
  const name = file();
  const [first = ''] = SCHEMAS.journal;
  const old = openDatabase(name, 'write');
  old.exec(first);
  old.pragma('user_version = 1');
  old
    .prepare('INSERT INTO outbox (client, key, payload, given, expires) VALUES (?, ?, ?, ?, ?)')
    .run('c', 'key-0007', JSON.stringify(payload), NOON, NOON + 1);
  old.close();
  const journal = openJournal(name, 'test');
  expect(journal.outbox.waiting(9)).toMatchObject([{ key: 'key-0007', payload }]);
  journal.close();
});

it('keeps the state of the wall', () => {
  const name = file();
  const journal = openJournal(name, 'test');
  expect(journal.state.get('wall')).toBeUndefined();
  journal.state.set('wall', { frozen: null, boards: [1, 2] });
  journal.close();
  const again = openJournal(name, 'test');
  expect(again.state.get('wall')).toEqual({ frozen: null, boards: [1, 2] });
  again.close();
});

it("refuses another city's", () => {
  const name = file();
  openJournal(name, 'one').close();
  expect(() => openJournal(name, 'two')).toThrow(expect.objectContaining({ code: 'data-other-city' }));
});
