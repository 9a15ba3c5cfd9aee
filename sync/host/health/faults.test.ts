import { expect, test } from 'vitest';
import { Faults } from './faults.ts';

const report = (what: string) => ({ code: 'city-unreachable' as const, what, where: 'http://c', hint: '' });

test('a heading says one thing, until it is withdrawn', () => {
  const notes = new Faults();
  expect(notes.set('city', report('gone'))).toBe(true);
  expect(notes.set('city', report('gone'))).toBe(false);
  expect(notes.set('city', report('still gone'))).toBe(true);
  notes.set('other', report('gone'));
  expect(notes.codes).toEqual(['city-unreachable']);
  expect(notes.sentences).toEqual([
    'city-unreachable: still gone (http://c)',
    'city-unreachable: gone (http://c)',
  ]);
  notes.set('city', null);
  notes.set('other', null);
  expect(notes.sentences).toEqual([]);
});
