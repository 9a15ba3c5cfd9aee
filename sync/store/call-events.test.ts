import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { CallAbout, CallEvent } from '../contract/calls.ts';
import { DAY, MINUTE } from '../contract/instants.ts';
import { openJournalReader } from './journal-reader.ts';
import { openJournal } from './journal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-call-events-'));
const file = path.join(folder, 'journal.db');
const journal = openJournal(file, 'test');
afterAll(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const AT = Date.UTC(2026, 10, 30);
const about = (group: string): CallAbout => ({
  ...{
    what: 'alerts',
    group,
    alert: group,
    rule: 'r',
    severity: 'critical',
    subject: {},
    unit: null,
    alerts: 1,
  },
});
const opened = (call: string, at: number): CallEvent => ({
  ...{ event: 'opened', at, call, rule: 'critical', about: about(`of ${call}`), demo: false },
});
const called = (call: string, message: string, at: number): CallEvent => ({
  ...{ event: 'called', at, call, level: 0, shifts: 'day', message, account: 'lan', name: 'Lan' },
  ways: ['mail'],
});
const delivered = (message: string, at: number): CallEvent => ({
  ...{ event: 'delivered', at, message, way: 'mail', tries: 1 },
});
const ended = (call: string, at: number): CallEvent => ({
  ...{ event: 'ended', at, call, how: 'acknowledged', by: 'lan' },
});

it('gives all of a call, also what became of a message that told of others too; drops what ended long ago, and no more', () => {
  const first = [opened('a', AT), called('a', 'm1', AT), delivered('m1', AT + 1), ended('a', AT + MINUTE)];
  const second = [opened('b', AT), called('b', 'm1', AT), called('b', 'm2', AT + 2), delivered('m2', AT + 3)];
  const third = [opened('c', AT + DAY), called('c', 'm3', AT + DAY)];
  journal.calls.append([...first, ...second, ...third]);
  const reader = openJournalReader(file);
  if (reader === null) throw new Error('no journal');
  expect(reader.calls.about('alerts|of a')).toEqual(first);
  expect(reader.calls.about('alerts|of b')).toEqual([first[2], ...second]);
  expect(reader.calls.newest(1)).toEqual(third);
  expect(reader.calls.open()).toEqual([first[2], ...second, ...third]);
  journal.calls.drop(AT + 2 * MINUTE);
  expect(reader.calls.about('alerts|of a')).toEqual([]);
  expect(reader.calls.newest(9)).toEqual([first[2], ...second, ...third]);
  journal.calls.append([ended('b', AT + DAY)]);
  journal.calls.drop(AT + 2 * DAY);
  expect(reader.calls.newest(9)).toEqual(third);
  reader.close();
});
