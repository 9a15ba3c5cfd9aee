import { expect, it } from 'vitest';
import { MINUTE } from '../../contract/instants.ts';
import { wrongClock } from './wrong-clock.ts';

it.each([
  [null, null],
  [119_000, null],
  [-119_000, null],
  [3 * MINUTE, "This machine's clock is 180 s behind the city's; the wall goes by the city's"],
  [-3 * MINUTE, "This machine's clock is 180 s ahead of the city's; the wall goes by the city's"],
])('of a clock %s ms off: %s', (offset, says) => {
  expect(wrongClock(offset)?.what ?? null).toBe(says);
});
