import { expect, it } from 'vitest';
import { ROLES } from '../../../sync/contract/people.ts';
import { requestState } from '../../../sync/contract/requests.ts';
import { deedsFor, waitsFor } from './deeds.ts';

const of = (state: (typeof requestState.options)[number]) => ({ state, unit: 'soxd' });
const leader = { role: 'leader', units: [] } as const;
const officer = { role: 'officer', units: ['soxd', 'sotc'] } as const;

it.each([
  ['asked', ['remind', 'withdraw'], ['receive', 'answer']],
  ['received', ['remind', 'withdraw'], ['answer']],
  ['answered', ['accept', 'sendBack', 'withdraw'], []],
  ['sentBack', ['remind', 'withdraw'], ['answer']],
  ['accepted', [], []],
  ['withdrawn', [], []],
] as const)('of one that is %s a leader may %s, and an officer of its unit %s', (state, leads, answers) => {
  expect(deedsFor(of(state), leader)).toEqual(leads);
  expect(deedsFor(of(state), officer)).toEqual(answers);
});

it('nobody does anything with what another unit is asked, and nobody of another role with any', () => {
  for (const state of requestState.options) {
    expect(deedsFor(of(state), { role: 'officer', units: ['sotc'] })).toEqual([]);
    expect(deedsFor(of(state), null)).toEqual([]);
    for (const role of ROLES.filter((one) => one !== 'leader' && one !== 'officer'))
      expect(deedsFor(of(state), { role, units: [] })).toEqual([]);
  }
});

it('an answer waits for a leader, and what is asked for an officer of the unit, or of the whole city', () => {
  const waiting = (who: Parameters<typeof waitsFor>[1]) =>
    requestState.options.filter((state) => waitsFor(of(state), who));
  expect(waiting(leader)).toEqual(['answered']);
  expect(waiting(officer)).toEqual(['asked', 'received', 'sentBack']);
  expect(waiting({ role: 'officer', units: [] })).toEqual(['asked', 'received', 'sentBack']);
  expect(waiting({ role: 'officer', units: ['sotc'] })).toEqual([]);
  expect(waiting({ role: 'operator', units: [] })).toEqual([]);
  expect(waiting(null)).toEqual([]);
});
