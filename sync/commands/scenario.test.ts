import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandResult } from '../contract/commands.ts';
import { openJournalReader } from '../store/journal-reader.ts';
import { openJournal, type Journal } from '../store/journal.ts';
import { scenarioKey } from '../store/scenarios.ts';
import { decideBy } from './decide.ts';
import { atHost } from './handlers.ts';

const AT = Date.UTC(2026, 10, 29);
let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'citywall-scenario-'));
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
let given = 0;
function give(said: object): CommandResult {
  given += 1;
  const stamp = { key: `scenario-${given}`, givenAt: AT + given, expires: AT + 1e6 };
  const payload = { what: 'scenario', indicator: 'spent', year: 2026, value: 95, note: 'why', ...said };
  return journal.decide(payload, stamp, (command) =>
    decide(command, {
      state: journal.state,
      handovers: journal.handovers,
      alerts,
      by: 'desk-1',
      sheet: null,
    }),
  );
}
function held(indicator = 'spent', year = 2026): unknown {
  const reader = openJournalReader(path.join(folder, 'journal.db'));
  const found = reader?.state(scenarioKey(indicator, year));
  reader?.close();
  return found;
}

it('is kept where a question finds it, the last one said, each indicator and year apart', () => {
  expect(give({}).outcome).toBe('applied');
  expect(held()).toMatchObject({ value: 95, note: 'why' });
  give({ value: 80.5 });
  give({ year: 2027, value: 1 });
  expect(held()).toMatchObject({ value: 80.5 });
  expect(held('spent', 2027)).toMatchObject({ value: 1 });
  expect(held('other')).toBeUndefined();
});

it('is taken back by a value of nothing', () => {
  give({});
  expect(give({ value: null, note: '' }).outcome).toBe('applied');
  expect(held()).toMatchObject({ value: null });
});

it.each([
  [{ value: 'much' }, 'scenario.value'],
  [{ year: 26 }, 'scenario.year'],
  [{ indicator: '<b>' }, 'scenario.indicator'],
])('that reads %j is refused, and nothing kept', (said, field) => {
  expect(give(said)).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining(field) });
  expect(held()).toBeUndefined();
});
