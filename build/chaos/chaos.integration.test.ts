import path from 'node:path';
import { expect, test } from 'vitest';
import { loadProfile } from '../../sync/profile/index.ts';
import { scopeOf } from '../../sync/profile/scope.ts';
import { HOST, root } from '../harness/programs.ts';
import { chaos } from './run.ts';

/** As long as that many starts may take on a machine that does much else, milliseconds: what is checked is no speed. */
const WITHIN = 600_000;

/** The wall that is killed, and its city. */
const LOAD = {
  rate: 500,
  cases: 5_000,
  programs: HOST,
};

test(
  'twenty kills while 500 records a second arrive lose nothing and keep nothing twice',
  async () => {
    const lines: string[] = [];
    const result = await chaos({
      kills: 20,
      seed: 3,
      ...LOAD,
      say: (line) => lines.push(line),
    });
    expect(result.failed, lines.join('\n')).toEqual([]);
    // Twenty kills, the address, the window, the quarantine and the comparison.
    expect(result.passed).toBe(24);
    expect(result.hit.taking).toBeGreaterThan(5);
  },
  WITHIN,
);

test(
  'the wall of one unit holds just its part after eight kills, whatever was handed in and out meanwhile',
  async () => {
    const { profile } = await loadProfile(path.join(root, 'assets/cities/hcmc'));
    const scope = scopeOf(profile, 'soxd', 'test');
    if (scope === null) throw new Error('a department is not the whole city');
    const lines: string[] = [];
    const result = await chaos({
      kills: 8,
      seed: 7,
      scope,
      ...LOAD,
      say: (line) => lines.push(line),
    });
    expect(result.failed, lines.join('\n')).toEqual([]);
    expect(result.passed).toBe(12);
  },
  WITHIN,
);
