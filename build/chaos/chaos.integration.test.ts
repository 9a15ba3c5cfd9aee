import { expect, test } from 'vitest';
import { chaos } from './run.ts';

test('twenty kills while 500 records a second arrive lose nothing and keep nothing twice', async () => {
  const lines: string[] = [];
  const result = await chaos({
    kills: 20,
    seed: 3,
    rate: 500,
    cases: 5_000,
    programs: { wall: 'sync/host/wall.ts', city: 'sync/host/city.ts' },
    say: (line) => lines.push(line),
  });
  expect(result.failed, lines.join('\n')).toEqual([]);
  // Twenty kills, the address, the window, the quarantine and the comparison.
  expect(result.passed).toBe(24);
  expect(result.hit.taking).toBeGreaterThan(5);
});
