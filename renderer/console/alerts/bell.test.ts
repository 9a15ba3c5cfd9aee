import { expect, it } from 'vitest';
import { ringing } from './bell.ts';
import { madeGroup } from './made.fixture.ts';

const critical = madeGroup('a', 1, { severity: 'critical' });

it('rings for a new critical group that may ring, and for no other', () => {
  const { ring } = ringing(
    [
      critical,
      madeGroup('high', 1),
      madeGroup('seen', 1, { severity: 'critical', rings: false }),
      madeGroup('known', 1, { severity: 'critical', state: 'acknowledged' }),
    ],
    new Set(),
    true,
  );
  expect(ring).toEqual(['a']);
});

it('rings once for a group, however often it is told of, and for one that comes again after it was gone', () => {
  const first = ringing([critical], new Set(), true);
  expect(ringing([critical], first.rung, true).ring).toEqual([]);
  // Not told of among too many is not gone.
  const part = ringing([], first.rung, false);
  expect(ringing([critical], part.rung, true).ring).toEqual([]);
  const gone = ringing([], part.rung, true);
  expect(gone.rung.size).toBe(0);
  expect(ringing([critical], gone.rung, true).ring).toEqual(['a']);
});
