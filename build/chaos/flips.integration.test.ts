import { expect, test } from 'vitest';
import { HOST } from '../harness/programs.ts';
import { flips } from './flips.ts';

test(
  'one flipped bit anywhere in its files leaves a wall that shows what its city holds',
  { timeout: 1_200_000 },
  async () => {
    const { failed, passed } = await flips({
      ...{ flips: 3, seed: 5, cases: 300 },
      programs: HOST,
      say: () => undefined,
    });
    expect(failed).toEqual([]);
    expect(passed).toBe(3);
  },
);
