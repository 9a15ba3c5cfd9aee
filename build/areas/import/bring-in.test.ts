import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areaShapes } from '../../../sync/profile/shapes.ts';
import type { AreaShapes } from '../../../sync/contract/profile.ts';
import { areasOptions } from '../options.ts';
import { areas, city, fileOf, given } from './town.fixture.ts';

let profile: string;
beforeEach(() => {
  profile = mkdtempSync(path.join(tmpdir(), 'town-'));
  writeFileSync(path.join(profile, 'areas.json'), JSON.stringify(areas));
  writeFileSync(path.join(profile, 'city.json'), JSON.stringify(city));
});
afterEach(() => rmSync(profile, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(path.join(profile, name), text);
  return path.join(profile, name);
};
const shapes = (): AreaShapes =>
  areaShapes.parse(JSON.parse(readFileSync(path.join(profile, 'areas.geojson'), 'utf8')));
/** The command as a person runs it: its exit code, and what it said. */
function run(...args: string[]): { code: unknown; out: string } {
  const main = new URL('../main.ts', import.meta.url).pathname;
  try {
    return {
      code: 0,
      out: execFileSync(process.execPath, [main, ...args], { encoding: 'utf8', stdio: 'pipe' }),
    };
  } catch (error) {
    if (!(error instanceof Error && 'status' in error && 'stdout' in error && 'stderr' in error)) throw error;
    return { code: error.status, out: `${error.stdout}${error.stderr}` };
  }
}

describe('npm run areas -- import', () => {
  it('writes the shapes of a sound file into the profile, and whose they are', () => {
    const { code, out } = run('import', file('wards.geojson', fileOf(given())), '--profile', profile);
    expect([code, out]).toEqual([0, expect.stringContaining('6 areas, 966 positions simplified to')]);
    expect(shapes().origin).toBe('wards.geojson');
    expect(shapes().features.map((f) => f.properties)).toEqual(areas.map(({ id }) => ({ id })));
    run('import', file('wards.geojson', fileOf(given())), '--profile', profile, '--origin', 'Sở NN&MT, 2025');
    expect(shapes().origin).toBe('Sở NN&MT, 2025');
  });

  it('writes nothing in a dry run, and nothing where a unit is at fault', () => {
    run('schematic', profile);
    const before = readFileSync(path.join(profile, 'areas.geojson'));
    const dry = run('import', file('wards.geojson', fileOf(given())), '--profile', profile, '--dry-run');
    expect([dry.code, dry.out]).toEqual([0, expect.stringContaining('nothing written (--dry-run)')]);
    const faulty = run('import', file('five.geojson', fileOf(given().slice(1))), '--profile', profile);
    expect([faulty.code, faulty.out]).toEqual([1, expect.stringContaining('nothing written: every area')]);
    expect(readFileSync(path.join(profile, 'areas.geojson'))).toEqual(before);
  });

  it('keeps with --partial the shape an area had, and says which and of what origin', () => {
    const five = file('five.geojson', fileOf(given().slice(1)));
    const fresh = run('import', five, '--profile', profile, '--partial');
    expect([fresh.code, fresh.out]).toEqual([
      0,
      expect.stringContaining('101 Bến Thành keeps the shape it has, of origin: schematic'),
    ]);
    expect(shapes().features[0]?.properties).toEqual({ id: '101', origin: 'schematic' });
    expect(shapes().features).toHaveLength(6);
    run('import', file('all.geojson', fileOf(given())), '--profile', profile);
    const again = run('import', five, '--profile', profile, '--partial');
    expect(again.out).toContain('101 Bến Thành keeps the shape it has, of origin: all.geojson');
    expect(shapes().features[0]?.properties).toEqual({ id: '101', origin: 'all.geojson' });
  });

  it.each([
    ['no file', () => ['import'], 2, 'no file is named'],
    [
      'no such file',
      () => ['import', path.join(profile, 'gone.geojson'), '--profile', profile],
      2,
      'cannot be read',
    ],
    ['no such profile', () => ['import', file('f', '{}'), '--profile', '/nowhere'], 2, 'profile-invalid'],
    ['an option there is not', () => ['import', 'f', '--force'], 2, 'option-invalid'],
    [
      'a file that is no GeoJSON',
      () => ['import', file('f', '{}'), '--profile', profile],
      1,
      'boundaries-invalid',
    ],
    ['no command', () => [], 2, 'no such command'],
    ['help', () => ['--help'], 0, 'import FILE.geojson'],
  ])('ends with its code: %s', (_, args, code, says) => {
    expect(run(...args())).toEqual({ code, out: expect.stringContaining(says) });
  });
});

describe('the command line', () => {
  it('takes the shipped city where no profile is named, and the file for its own origin', () => {
    expect(areasOptions(['import', 'a/wards.geojson'], '/root')).toMatchObject({
      profile: '/root/assets/cities/hcmc',
      origin: 'wards.geojson',
      dryRun: false,
      partial: false,
    });
  });

  it.each([
    [['schematic', 'a', 'b'], 'one argument too many: b'],
    [['schematic', 'a', '--profile', 'b'], 'the profile is named twice'],
    [['schematic', '--partial'], '--partial goes with import'],
    [['import', 'a', '--origin', 'schematic'], 'not whose boundaries they are'],
    [['draw'], 'no such command: draw'],
  ])('refuses %j', (args, says) => {
    expect(() => areasOptions(args, '/root')).toThrow(says);
  });
});
