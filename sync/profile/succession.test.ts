import { describe, expect, it } from 'vitest';
import { succession, type Successive } from './succession.ts';

/** One office split in two, of which one was merged with a third, and renamed at last. */
const units: Successive[] = [
  { id: 'office', validTo: '2010-12-31' },
  { id: 'roads', validFrom: '2011-01-01', validTo: '2019-12-31', succeeds: ['office'] },
  { id: 'lights', validFrom: '2011-01-01', succeeds: ['office'] },
  { id: 'bridges', validTo: '2019-12-31' },
  { id: 'works', validFrom: '2020-01-01', validTo: '2025-06-30', succeeds: ['roads', 'bridges'] },
  { id: 'infrastructure', validFrom: '2025-07-01', succeeds: ['works'] },
];
const found = succession(units);

describe('succession', () => {
  it('goes all the way back, the nearest first, with days', () => {
    expect(found.predecessors('infrastructure')).toEqual([
      { id: 'works', steps: 1, validFrom: '2020-01-01', validTo: '2025-06-30' },
      { id: 'roads', steps: 2, validFrom: '2011-01-01', validTo: '2019-12-31' },
      { id: 'bridges', steps: 2, validFrom: undefined, validTo: '2019-12-31' },
      { id: 'office', steps: 3, validFrom: undefined, validTo: '2010-12-31' },
    ]);
  });

  it('goes all the way forward', () => {
    expect(found.successors('office').map(({ id, steps }) => `${id} ${steps}`)).toEqual([
      'roads 1',
      'lights 1',
      'works 2',
      'infrastructure 3',
    ]);
  });

  it.each([
    ['infrastructure', '2026-01-01', ['infrastructure']],
    ['infrastructure', '2025-06-30', ['works']],
    ['infrastructure', '2015-05-05', ['roads', 'bridges']],
    ['infrastructure', '2010-12-31', ['bridges', 'office']],
    ['office', '2025-07-01', ['lights', 'infrastructure']],
    ['lights', '2005-01-01', ['office']],
    ['nobody', '2025-07-01', []],
  ])('of %s on %s there was or is %j', (id, day, there) => {
    expect(found.on(id, day)).toEqual(there);
  });

  it('ends where a list bites its own tail, and passes over what is not in it', () => {
    const ring = succession([
      { id: 'a', succeeds: ['b', 'gone'] },
      { id: 'b', succeeds: ['a'] },
    ]);
    expect(ring.predecessors('a').map(({ id }) => id)).toEqual(['b']);
    expect(ring.successors('a').map(({ id }) => id)).toEqual(['b']);
  });
});
