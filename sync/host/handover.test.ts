import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandResult } from '../contract/commands.ts';
import { questions } from '../contract/questions/index.ts';
import { answer } from '../queries/index.ts';
import { filledCache } from '../queries/oracle/filled.ts';
import { city, START } from '../queries/oracle/lists.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { openJournal, type Journal } from '../store/journal.ts';
import { decideBy } from '../commands/decide.ts';
import { atHost } from '../commands/handlers.ts';

const AT = START + 1000;
let folder: string;
let journal: Journal;
let given = 0;
const filled = filledCache(city(), [[]]);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'citywall-handover-'));
  journal = openJournal(path.join(folder, 'journal.db'), 'testville');
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const decide = decideBy(atHost);
const alerts = {
  act: () => {
    throw new Error('not about alerts');
  },
};

/** What consoles are told of handovers. */
function told() {
  const reader = openJournalReader(path.join(folder, 'journal.db'));
  const found = answer({ ...filled.at(AT), journal: reader }, 'handover', {});
  reader?.close();
  if (found.content !== 'data') throw new Error(JSON.stringify(found));
  return questions.handover.answer.parse(found.data);
}
const hashOf = (sheet: object): string => hash('sha256', JSON.stringify(sheet));

function give(what: string, said: object, by: string): CommandResult {
  given += 1;
  const key = `command-${given}`;
  const { sheet } = told();
  const { state, handovers } = journal;
  return journal.decide({ what, ...said }, { key, by, givenAt: AT + given, expires: AT + 1e6 }, (command) =>
    decide(command, { state, handovers, alerts, by, sheet }),
  );
}
const signed = (by: string): CommandResult => {
  const { sheet } = told();
  return give('handOver', { seen: hashOf(sheet), text: 'Theo dõi vụ ngập' }, by);
};

it('is kept with what was shown and its hash, and can be read as it was', () => {
  give('note', { board: 'overview', panel: 'today', asOf: AT, note: 'Đã gọi đơn vị' }, 'lan');
  const { sheet } = told();
  expect(sheet.notes).toMatchObject({ total: 1, rows: [{ by: 'lan', text: 'Đã gọi đơn vị' }] });
  const { key } = signed('lan');
  const after = told();
  expect(after.past).toMatchObject([{ id: key, by: 'lan', text: 'Theo dõi vụ ngập', accepted: null }]);
  expect(after.past[0]?.hash).toBe(hashOf(sheet));
  // The next shift begins with what is said from now on.
  expect(after.sheet).toMatchObject({ since: after.past[0]?.at, notes: { total: 0 } });
  const kept = journal.handovers.one(key)?.sheet ?? {};
  expect(kept).toEqual(sheet);
  expect(hashOf(kept)).toBe(after.past[0]?.hash);
});

it('is not signed by whoever saw something else', () => {
  const before = told().sheet;
  give('note', { board: 'overview', panel: 'today', asOf: AT, note: 'Mới' }, 'ha');
  const result = give('handOver', { seen: hashOf(before), text: '' }, 'lan');
  expect(result).toMatchObject({ outcome: 'rejected', remarks: [{ code: 'changedSince' }] });
  expect(told().past).toEqual([]);
});

it('is taken over once, by another person, with what they say', () => {
  const { key } = signed('lan');
  const take = (by: string, handover = key): CommandResult =>
    give('takeOver', { handover, remark: 'Đã rõ' }, by);
  expect(take('lan').remarks).toEqual([{ code: 'ownHandover' }]);
  expect(take('ha', 'no-such-handover').remarks).toEqual([{ code: 'noHandover' }]);
  expect(take('ha').outcome).toBe('applied');
  expect(take('minh').remarks).toEqual([{ code: 'takenOver', name: 'ha' }]);
  expect(told().past[0]?.accepted).toMatchObject({ by: 'ha', remark: 'Đã rõ' });
});
