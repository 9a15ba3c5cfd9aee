import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertEvent, type AlertEvent, type Sign } from '../contract/alerts.ts';
import { DAY } from '../contract/instants.ts';
import { openJournalReader } from './journal-reader.ts';
import { openJournal } from './journal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-events-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'journal.db');
const AT = Date.UTC(2026, 10, 28);
const journal = openJournal(file, 'test');
const reader = openJournalReader(file);
if (reader === null) throw new Error('no journal');
afterAll(() => {
  reader.close();
  journal.close();
});

const sign: Sign = {
  ...{
    key: 'k',
    subject: { unit: 'u1' },
    severity: 'high',
    measure: 'open',
    value: 3,
    expected: 1,
    limit: 2,
  },
  ...{ p: null, since: AT, until: AT, unit: 'u1', atRisk: true, cases: null, areas: ['a1', 'a2'] },
  series: [{ at: AT, value: 3, expected: null }],
};
const raised = (alert: string, at: number): AlertEvent => ({
  ...{ event: 'raised', at, alert, rule: 'r', group: 'r', sign, quiet: false, demo: false },
});
const cleared = (alert: string, at: number): AlertEvent => ({ event: 'cleared', at, alert });
const sees = (at: number): AlertEvent => ({ event: 'ruleSees', at, rule: 'r' });
const blind = (at: number): AlertEvent => ({ event: 'ruleBlind', at, rule: 'r', why: 'stale' });
const off = (at: number): AlertEvent => ({ event: 'ruleOff', at, rule: 'r', by: 'desk-1', reason: 'so' });

const EVENTS = [
  ...[off(AT), sees(AT), raised('a3', AT), cleared('a3', AT + 1), raised('a5', AT + DAY)],
  ...[blind(AT + DAY), sees(AT + 2 * DAY), cleared('a5', AT + 3 * DAY), raised('a9', AT + 3 * DAY)],
].map((event, i) => ({ n: i + 1, event }));

beforeAll(() => journal.alerts.append(EVENTS, new Set([4, 8])));

it('are kept in order, their pictures apart: one alert alone is read with its own', () => {
  const [, , first] = reader.alerts.since(0);
  expect(reader.alerts.since(0).map(({ n }) => n)).toEqual(EVENTS.map(({ n }) => n));
  expect(first?.event).toEqual({ ...raised('a3', AT), sign: { ...sign, series: [], areas: [] } });
  expect(reader.alerts.since(8)).toMatchObject([{ n: 9 }]);
  expect(reader.alerts.of('a3').map(({ event }) => event)).toEqual([raised('a3', AT), cleared('a3', AT + 1)]);
  expect(reader.alerts.last()).toBe(9);
});

it('of a rule that was blind before reasons were codes are read as that looking failed', () => {
  const { event, ...rest } = blind(AT);
  expect(alertEvent.parse({ event, ...rest, why: 'The reader has stopped.' })).toMatchObject({
    why: 'failed',
  });
});

it('are kept all or none, and no number twice', () => {
  const twice = [
    { n: 10, event: cleared('a9', AT) },
    { n: 9, event: cleared('a9', AT) },
  ];
  expect(() => journal.alerts.append(twice, new Set())).toThrow();
  expect(reader.alerts.last()).toBe(9);
});

it('of alerts that closed before an instant are left out where that is asked for', () => {
  expect(reader.alerts.since(0, AT + 2).map(({ n }) => n)).toEqual([1, 2, 5, 6, 7, 8, 9]);
  expect(reader.alerts.since(0, AT + 9 * DAY).map(({ n }) => n)).toEqual([1, 2, 6, 7, 9]);
});

it('of long ago are dropped with their alerts; what a rule is stays known, and numbers go on', () => {
  journal.alerts.drop(AT + 2);
  expect(reader.alerts.since(0).map(({ n }) => n)).toEqual([1, 5, 6, 7, 8, 9]);
  journal.alerts.drop(AT + 9 * DAY);
  expect(reader.alerts.since(0).map(({ n }) => n)).toEqual([1, 7, 9]);
  expect(reader.alerts.last()).toBe(9);
});

it('are read beside a state under keys that begin alike', () => {
  journal.state.set('looks.a', 1);
  journal.state.set('looks.b', [2]);
  journal.state.set('look', 3);
  expect(reader.states('looks.')).toEqual(
    new Map<string, unknown>([
      ['a', 1],
      ['b', [2]],
    ]),
  );
  expect(journal.states('looks.')).toEqual(reader.states('looks.'));
});
