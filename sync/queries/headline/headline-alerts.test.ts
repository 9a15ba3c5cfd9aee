import { expect, test } from 'vitest';
import { alertSettings, NO_ALERTS } from '../../contract/alert-rules.ts';
import type { Sign, Subject } from '../../contract/alerts.ts';
import type { AlertGroup, AlertRow } from '../../contract/questions/alerts.ts';
import type { Fact } from '../../contract/questions/wall.ts';
import { alertFacts, toldBy } from './headline-alerts.ts';

const NOW = 1_760_000_000_000;

const settings = alertSettings.parse({
  ...NO_ALERTS,
  rules: [
    { id: 'flood', watch: { detector: 'counts', service: 's', by: 'categoryArea' } },
    { id: 'late', watch: { detector: 'late', service: 's' } },
    { id: 'target', watch: { detector: 'target' } },
    { id: 'silence', watch: { detector: 'silence' } },
    { id: 'day', watch: { detector: 'daily' } },
  ].map((rule) => ({ ...rule, name: { vi: rule.id, en: rule.id }, severity: 'high' })),
});

function groupOf(rule: string, subject: Subject, more: Partial<AlertGroup> = {}): AlertGroup {
  const sign: AlertRow['sign'] = {
    ...{
      key: rule,
      subject,
      severity: 'high',
      measure: 'opened',
      value: 9,
      expected: 3,
      limit: null,
      p: null,
    },
    ...{ since: NOW, until: NOW, unit: null, atRisk: false, cases: null },
  } satisfies Omit<Sign, 'series' | 'areas'>;
  const row: AlertRow = {
    ...{
      alert: rule,
      rule,
      group: rule,
      state: 'new',
      severity: 'high',
      subject,
      atRisk: false,
      demo: false,
    },
    ...{ quiet: false, chattering: false, unit: null, raisedAt: NOW, changedAt: NOW, clearedAt: null },
    ...{ acknowledged: null, shelvedUntil: null, owner: null, parent: null, children: 0, comments: 0, sign },
  };
  return {
    ...{ group: rule, rule, state: 'new', severity: 'high', atRisk: false, rings: true, since: NOW },
    ...{ changedAt: NOW, count: 1, unacknowledged: 1, muted: 0, subject, unit: null, owner: null },
    ...{ demo: false, rows: [row] },
    ...more,
  };
}

const flood = groupOf('flood', { service: 's', category: 'water', area: 'a1' });
const rulesOf = (facts: Fact[]): string[] =>
  facts.flatMap((fact) => (fact.fact === 'alert' ? [fact.rule] : []));
const othersOf = (facts: Fact[]): number[] =>
  facts.flatMap((fact) => (fact.fact === 'alert' ? [fact.others] : []));

test('two groups are told at most, in their order, and the last says how many more', () => {
  const groups = ['target', 'flood', 'late', 'day'].map((rule) => groupOf(rule, {}));
  expect(rulesOf(alertFacts(groups, 3, () => null))).toEqual(['target', 'flood']);
  expect(othersOf(alertFacts(groups, 3, () => null))).toEqual([0, 2]);
  expect(rulesOf(alertFacts(groups, 1, () => null))).toEqual(['target']);
  expect(othersOf(alertFacts(groups, 1, () => null))).toEqual([3]);
  expect(alertFacts([], 3, () => null)).toEqual([]);
});

test('told is what is there and is grave, or may miss a target', () => {
  const groups = [
    groupOf('flood', {}, { state: 'shelved' }),
    groupOf('late', {}, { state: 'returned' }),
    groupOf('day', {}, { severity: 'medium' }),
    groupOf('target', {}, { severity: 'low', atRisk: true }),
    groupOf('silence', {}, { state: 'acknowledged', severity: 'critical' }),
  ];
  expect(rulesOf(alertFacts(groups, 6, () => null))).toEqual(['target', 'silence']);
});

const red: Fact = {
  ...{ fact: 'atRisk', red: 7, total: 154, unknown: 12, by: NOW },
  gravest: { indicator: 'i', chance: 0.1, lead: 'u1' },
};

const hotspot: Fact = {
  ...{ fact: 'hotspot', area: 'a1', category: 'water', count: 9, hours: 2, usual: 3, ratio: 3 },
  ...{ unit: null, overdue: 0, due: null, point: [106, 10] },
};

test('what an alert tells is not told again, however grave it is or who put it aside', () => {
  const told = (groups: AlertGroup[], fact: Fact): boolean => toldBy(groups, fact, settings);
  expect(told([flood], hotspot)).toBe(true);
  expect(told([{ ...flood, state: 'shelved', severity: 'low' }], hotspot)).toBe(true);
  expect(told([flood], { ...hotspot, area: 'a2' })).toBe(false);
  expect(told([flood], { ...hotspot, category: 'noise' })).toBe(false);
  expect(told([groupOf('target', { indicator: 'i' })], red)).toBe(true);
  expect(told([flood], red)).toBe(false);
  const late: Fact = { fact: 'lateSources', late: 1, total: 9, source: 'calls', state: 'late', since: NOW };
  expect(told([groupOf('silence', { source: 'calls' })], late)).toBe(true);
  expect(told([groupOf('silence', { source: 'other' })], late)).toBe(false);
});

test('what the city may miss is not absent because streets are noisy, or because somebody put its alert aside', () => {
  const noisy = ['flood', 'day', 'late'].map((rule) => groupOf(rule, {}, { severity: 'critical' }));
  const target = groupOf('target', { indicator: 'i' });
  expect(toldBy([target, ...noisy], red, settings)).toBe(true);
  expect(toldBy([...noisy, target], red, settings)).toBe(false);
  expect(toldBy([{ ...target, state: 'shelved' }], red, settings)).toBe(false);
  expect(toldBy([{ ...target, severity: 'medium' }], red, settings)).toBe(false);
});

test('who answers for several of several units is who answers for the gravest; by when is told with it', () => {
  const group = groupOf('target', { indicator: 'i' });
  const [row] = group.rows;
  if (row === undefined) throw new Error('a group has a row');
  const [fact] = alertFacts([{ ...group, rows: [{ ...row, unit: 'u7' }] }], 1, () => NOW + 5);
  expect(fact).toMatchObject({ unit: 'u7', by: NOW + 5 });
});

test('what is overdue by now is another thing than what is about to be', () => {
  const overdue: Fact = { fact: 'overdue', service: 's', overdue: 125, open: 396 };
  expect(toldBy([groupOf('late', { service: 's' })], overdue, settings)).toBe(false);
});
