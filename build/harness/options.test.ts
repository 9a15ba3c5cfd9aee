import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { root } from './programs.ts';

test.each([
  ['chaos', ['--kills', 'x'], '--kills takes a whole number from 0'],
  ['chaos', ['--kills', '-1'], '--kills'],
  ['chaos', ['--rate', '1e9'], '--rate takes a whole number'],
  ['bench', ['--nope'], "'--nope'; it takes --json"],
  ['bench', ['--profile', '/nope'], '--profile: the city profile is not valid'],
  ['screenshots', ['--boards', 'overview,nope'], '--boards: no board nope; there are'],
  ['screenshots', ['--docs', '--held', 'x'], '--docs goes with neither'],
  ['screenshots', ['--against', 'x'], '--against goes with --held'],
  ['package', ['--stand-in', '--electron', 'x'], '--stand-in and --electron'],
  ['rooms', ['--nope'], "'--nope'; it takes --arrows"],
] as const)('%s %j is refused before anything begins: 2, and why', (program, args, why) => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [path.join(root, 'build', program, 'main.ts'), ...args],
    { encoding: 'utf8' },
  );
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`${program}: `);
  expect(stderr).toContain(why);
});
