import { afterAll, expect, it } from 'vitest';
import { HOUR } from '../contract/instants.ts';
import { answer } from './index.ts';
import { filledCache, type Filled } from './oracle/filled.ts';
import { fixtureProfile } from './oracle/fixture.ts';
import { aCase, at } from './oracle/flood-morning.ts';

/** So many units, and so many more: an answer that takes much longer than by that grows too fast. */
const [FEW, TIMES] = [3_000, 4];

/** A city whose cases each name another unit that the profile does not know, and were rated. */
const cityOf = (units: number): Filled =>
  filledCache(fixtureProfile(), [
    Array.from({ length: units }, (_, i) =>
      aCase(`x${i}`, at - (2 + (i % 20)) * HOUR, {
        ...{ unit: `x${i}`, closedAt: at - HOUR, status: 'resolved', rating: 4 },
        events: [{ at: at - HOUR, what: 'rated' }],
      }),
    ),
  ]);
const few = cityOf(FEW);
const many = cityOf(FEW * TIMES);
afterAll(() => {
  few.close();
  many.close();
});

/** How long a question takes that nothing is remembered of, milliseconds. */
function took(city: Filled, name: string): number {
  const since = performance.now();
  expect(answer(city.at(at), name, { service: 's1', range: '30d' }).content).toBe('data');
  return performance.now() - since;
}

it.each(['units', 'quality', 'areas', 'categories'])(
  'what %s cost with unknown units grows with how many there are, not with the square of it',
  (name) => {
    const once = took(few, name);
    expect(took(many, name)).toBeLessThan(once * TIMES * 4 + 50);
  },
);
