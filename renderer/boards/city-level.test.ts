import { expect, test } from 'vitest';
import type { Data } from '../../sync/contract/questions/index.ts';
import { cityLevelOf } from './city-level.ts';

type Stands = Data<'alerts'>['rules'][number]['stands'];

const told = (rules: Stands[], open = 0): Data<'alerts'> => ({
  level: { level: open > 0 ? 1 : 3, since: null },
  counts: { new: open, acknowledged: 0, returned: 0, shelved: 0, muted: 0, off: 0 },
  severities: { critical: 0, high: open, medium: 0, low: 0 },
  groups: [],
  matching: { groups: open, alerts: open },
  rules: rules.map((stands, i) => ({ rule: `r${i}`, stands, here: 0, seenAt: null })),
  demo: false,
});

test('a city that watches nothing has no level', () => {
  expect(cityLevelOf(told([]))).toBeNull();
  expect(cityLevelOf(told(['off', 'off']))).toBeNull();
});

test('calm is not said of what was not looked at; what is open is said all the same', () => {
  expect(cityLevelOf(told(['on', 'full', 'off']))).toEqual({ level: 3, open: 0, unseen: 'none' });
  expect(cityLevelOf(told(['on', 'blind']))).toEqual({ level: 3, open: 0, unseen: 'some' });
  expect(cityLevelOf(told(['blind', 'off']))).toEqual({ level: 3, open: 0, unseen: 'all' });
  expect(cityLevelOf(told(['blind', 'blind'], 2))).toEqual({ level: 1, open: 2, unseen: 'some' });
});
