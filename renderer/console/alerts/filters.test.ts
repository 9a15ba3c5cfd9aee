import { expect, it } from 'vitest';
import { severity } from '../../../sync/contract/alerts.ts';
import { writePlace } from '../../../sync/contract/place.ts';
import { only, toggledWord } from './filters.ts';

it('words go in and out in their own order, and none is no filter', () => {
  const some = severity.options;
  expect(toggledWord(some, undefined, 'low')).toEqual(['low']);
  expect(toggledWord(some, ['low'], 'critical')).toEqual(['critical', 'low']);
  expect(toggledWord(some, ['critical', 'low'], 'low')).toEqual(['critical']);
  expect(toggledWord(some, ['low'], 'low')).toBe(undefined);
});

it('what asks nothing is in no address', () => {
  const filter = only({ states: ['new'], unit: undefined, owner: '-', atRisk: true, rule: undefined });
  expect(filter).toEqual({ states: ['new'], owner: '-', atRisk: true });
  expect(writePlace({ view: 'alerts', filter })).toEqual([
    ['view', 'alerts'],
    ['states', 'new'],
    ['owner', '-'],
    ['atRisk', '1'],
  ]);
});
