import { expect, test } from 'vitest';
import { thin } from './thin.ts';

test('a line of 16 KiB a second, and one that is cut again and again, soon give a first picture and then everything', async () => {
  const lines: string[] = [];
  const result = await thin({ lines: 2, seed: 5, history: 3_000, say: (line) => lines.push(line) });
  expect(result.failed, lines.join('\n')).toEqual([]);
  expect(result.passed).toBe(2);
  expect(result.pictures[1]?.cut).toBeGreaterThan(0);
});
