import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { area, city, type Area } from '../../../sync/contract/profile.ts';
import { areaShapes } from '../../../sync/profile/shapes.ts';
import { fileOf, given, outline } from '../import/town.fixture.ts';
import { areasOptions, type NewOptions } from '../options.ts';
import { begin } from './begin.ts';

let place: string;
beforeEach(() => void (place = mkdtempSync(path.join(tmpdir(), 'new-'))));
afterEach(() => rmSync(place, { recursive: true }));

const out = (): string => path.join(place, 'Thị trấn');
const json = (name: string): unknown => JSON.parse(readFileSync(path.join(out(), name), 'utf8'));
const areas = (): Area[] => z.array(area).parse(json('areas.json'));

/** The command as it is typed, on a file of these features. */
function run(features: unknown, ...more: string[]): { code: number; said: string } {
  const file = path.join(place, 'wards.geojson');
  writeFileSync(file, fileOf(features));
  const options = areasOptions(['new', file, '--out', out(), ...more], '/root');
  if (options?.command !== 'new') throw new Error('not the command that was typed');
  return told(options);
}
function told(options: NewOptions): { code: number; said: string } {
  const lines: string[] = [];
  const code = begin(options, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

describe('npm run areas -- new', () => {
  it('begins a profile whose every file is valid', () => {
    const { code, said } = run(given());
    expect(code).toBe(0);
    expect(said).toContain('codes: ma (--code PROPERTY)\nnames: ten (--name PROPERTY)');
    expect(said).toContain('timeZone, of which Etc/GMT-7 is only a guess by longitude');
    expect(areas()).toHaveLength(6);
    expect(areas()[1]).toEqual({
      ...{ id: '102', name: { vi: 'Xuân Hoà', en: 'Xuân Hoà' }, type: 'ward' },
      centroid: [expect.closeTo(106.73, 2), expect.closeTo(10.81, 2)],
      areaKm2: expect.closeTo(4.86, 1),
    });
    const { map, id } = city.parse(json('city.json'));
    expect(id).toBe('thi-tran');
    const [[west, south], [east, north]] = map.bounds;
    for (const { centroid } of areas())
      expect([west < centroid[0], centroid[0] < east, south < centroid[1], centroid[1] < north]).toEqual(
        Array(4).fill(true),
      );
    expect(west).toBeGreaterThan(106.69);
    const shapes = areaShapes.parse(json('areas.geojson'));
    expect([shapes.origin, shapes.features.map((f) => f.properties.id)]).toEqual([
      'wards.geojson',
      areas().map(({ id: own }) => own),
    ]);
  });

  it('takes the properties that are named, and refuses one that is not there', () => {
    expect(run(given(), '--code', 'OBJECTID', '--name', 'ma').code).toBe(0);
    expect(areas()[5]).toMatchObject({ id: '6', name: { vi: '106' } });
    rmSync(out(), { recursive: true });
    expect(() => run(given(), '--name', 'title')).toThrow('no feature has a property title');
  });

  it('makes codes of names, and of numbers where there are none', () => {
    run(given().map((one) => ({ ...one, properties: { ten: one.properties['ten'] } })));
    expect(areas().map(({ id }) => id)[0]).toBe('phuong-ben-thanh');
    rmSync(out(), { recursive: true });
    run(given().map((one) => ({ ...one, properties: {} })));
    expect(areas().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `area-${n}`));
    rmSync(out(), { recursive: true });
    run(given().map((one, i) => ({ ...one, properties: { ten: i < 2 ? 'Bến' : `Bến ${'ABCDEF'[i]}` } })));
    expect(
      areas()
        .map(({ id }) => id)
        .slice(0, 3),
    ).toEqual(['ben', 'ben-2', 'ben-c']);
  });

  it('writes nothing where a feature has no shape, unless those are left out', () => {
    const features = given().map((one, i) => (i === 2 ? { ...one, geometry: null } : one));
    const refused = run(features);
    expect([refused.code, refused.said]).toEqual([
      1,
      expect.stringContaining('feature 3 has no Polygon or MultiPolygon: its geometry is null'),
    ]);
    expect(refused.said).toContain('nothing written: 1 of 6 features have no sound shape');
    expect(() => areas()).toThrow('ENOENT');
    expect(run(features, '--partial').code).toBe(0);
    expect(areas()).toHaveLength(5);
  });

  it('says what it would do in a dry run, and what lies over what', () => {
    const over = given().map((one, i) =>
      i === 1 ? { ...one, geometry: { type: 'Polygon', coordinates: [outline(0)] } } : one,
    );
    const { code, said } = run(over, '--dry-run');
    expect([code, said]).toEqual([0, expect.stringContaining('Bến Thành (101) lies over Xuân Hoà (102)')]);
    expect(said).toContain('nothing written (--dry-run): 6 areas');
    expect(() => areas()).toThrow('ENOENT');
  });

  it('goes into a profile that has none yet, with its own city.json; never over areas that are there', () => {
    run(given());
    expect(() => run(given())).toThrow('the folder has areas already');
    rmSync(path.join(out(), 'areas.json'));
    const own = { ...city.parse(json('city.json')), timeZone: 'Asia/Ho_Chi_Minh', line: undefined };
    writeFileSync(
      path.join(out(), 'city.json'),
      JSON.stringify({
        ...own,
        map: {
          bounds: [
            [0, 0],
            [1, 1],
          ],
          inset: [],
        },
      }),
    );
    expect(run(given()).said).toContain('city.json: map.bounds');
    expect(json('city.json')).toMatchObject({ timeZone: 'Asia/Ho_Chi_Minh', map: { inset: [] } });
    expect(city.parse(json('city.json')).map.bounds[0][0]).toBeGreaterThan(106);
  });

  it('lays a city on the date line out as people write it', () => {
    const shifted = given().map((one, i) => ({
      ...one,
      geometry: {
        type: 'Polygon',
        coordinates: [outline(i).map(([x, y]) => [x + 73.27 > 180 ? x + 73.27 - 360 : x + 73.27, y])],
      },
    }));
    expect(run(shifted).code).toBe(0);
    const [[west], [east]] = city.parse(json('city.json')).map.bounds;
    expect([west, east]).toEqual([expect.closeTo(179.967, 2), expect.closeTo(-179.968, 2)]);
    expect(areas().map(({ centroid }) => Math.sign(centroid[0]))).toEqual([
      1,
      expect.anything(),
      -1,
      1,
      expect.anything(),
      -1,
    ]);
  });
});

describe('the command line of new', () => {
  it('names the folder after the file', () => {
    const options = areasOptions(['new', 'maps/Đà Lạt.geojson'], '/root');
    expect(options).toMatchObject({ command: 'new', out: path.resolve('Đà Lạt'), origin: 'Đà Lạt.geojson' });
  });

  it.each([
    [['new'], 'no file is named'],
    [['new', 'a', '--profile', 'b'], '--profile goes with import'],
    [['import', 'a', '--code', 'b'], '--code goes with new'],
    [['schematic', '--out', 'b'], '--out goes with new'],
  ])('refuses %j', (args, says) => expect(() => areasOptions(args, '/root')).toThrow(says));
});
