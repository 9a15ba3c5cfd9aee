import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CitywallError } from '../contract/errors.ts';
import broken from './fixtures/broken.json' with { type: 'json' };
import { line } from './problems.ts';
import { loadProfile } from './profile.ts';

const city = new URL('fixtures/town/', import.meta.url).pathname;
const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

/** A copy of the small town, to be broken. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'citywall-profile-'));
  made.push(folder);
  cpSync(city, folder, { recursive: true });
  return folder;
}

/** The error a folder is refused with. */
async function refusal(folder: string): Promise<CitywallError> {
  const error: unknown = await loadProfile(folder).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CitywallError)) throw new Error(`not refused as a profile: ${String(error)}`);
  return error;
}

/** All that is said of what is wrong with a folder, whether it is refused or goes on without that. */
async function saidOf(folder: string): Promise<string> {
  const read = await loadProfile(folder).catch((error: unknown) => {
    if (error instanceof CitywallError) return { faults: [], message: error.message };
    throw error;
  });
  return 'message' in read ? read.message : read.faults.map(line).join('\n');
}

/** Replaces one piece of text in a file of a folder; the piece must be there once. */
function edit(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  expect(before.split(from), `${file} has ${from} once`).toHaveLength(2);
  writeFileSync(
    path,
    before.replace(from, () => to),
  );
}

describe('a whole profile', () => {
  it('is read with its published values and without the files it does not have', async () => {
    const loaded = await loadProfile(city);
    expect(loaded.profile.city.name.en).toBe('Small Town');
    expect(loaded.published.map((measure) => measure.value)).toEqual([7.5, 8]);
    expect(loaded.shapes).toEqual({ type: 'FeatureCollection', origin: 'none', features: [] });
    expect([loaded.demo, loaded.replay]).toEqual([null, null]);
    expect(loaded.profile.city.line).toEqual({ lateAfter: 15, staleAfter: 300 });
  });

  it('hands the demo and replay files on as they are', async () => {
    const folder = copy();
    writeFileSync(join(folder, 'demo.json'), '{"rate": 3}');
    writeFileSync(join(folder, 'replay.json'), '[1, 2]');
    const loaded = await loadProfile(folder);
    expect([loaded.demo, loaded.replay]).toEqual([{ rate: 3 }, [1, 2]]);
  });

  it('has a hash that stays with the contents and changes with any file', async () => {
    const folder = copy();
    const { hash } = await loadProfile(folder);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(hash).toBe((await loadProfile(city)).hash);
    edit(folder, 'walls/default.json', '"dark"', '"light"');
    const changed = (await loadProfile(folder)).hash;
    expect(changed).not.toBe(hash);
    writeFileSync(join(folder, 'demo.json'), '{}');
    expect((await loadProfile(folder)).hash).not.toBe(changed);
  });

  it('takes a byte order mark for what it is', async () => {
    const folder = copy();
    const path = join(folder, 'rules.json');
    writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`);
    expect((await loadProfile(folder)).profile.rules.dueSoonHours).toBe(24);
  });
});

describe('where a city is', () => {
  const areas = (...middles: [number, number][]): string =>
    JSON.stringify(
      middles.map((centroid, i) => ({
        ...{ id: i === 0 ? 'north' : `n${i}`, name: { vi: `B${i}`, en: `B${i}` }, type: 'ward' },
        ...{ areaKm2: 2, centroid },
      })),
    );
  const withPlaces = (bounds: string, ...middles: [number, number][]): string => {
    const folder = copy();
    edit(folder, 'city.json', '[135, 35],\n      [136, 36]', bounds);
    writeFileSync(join(folder, 'areas.json'), areas(...middles));
    return folder;
  };

  it('one area that no map shows is named, the bounds where most are outside', async () => {
    const one = withPlaces('[135, 35], [136, 36]', [135.1, 35.1], [135.2, 35.2], [137, 35]);
    expect(await saidOf(one)).toContain(
      'areas.json: areas[2].centroid: expected a place within map.bounds or an inset of city.json, found "137, 35"',
    );
    const most = withPlaces('[35, -71], [36, 70]', [-71.1, 35.1], [-71, 35.2]);
    expect(await saidOf(most)).toContain(
      'city.json: map.bounds: expected bounds that hold the areas, [[west, south], [east, north]], longitudes first: ' +
        '2 of 2 middles in areas.json lie outside, from -71.1, 35.1 to -71, 35.2, found "35, -71, 36, 70"',
    );
  });

  it('on the date line is on one axis, its shapes too', async () => {
    const folder = withPlaces('[179.5, -17], [-179.5, -16]', [179.8, -16.5], [-179.7, -16.5]);
    const ring = [179.5, -179.9, -179.9, 179.5].map((lon, i) => [lon, i < 2 ? -17 : -16]);
    const feature = (id: string) => ({
      ...{ type: 'Feature', properties: { id } },
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    });
    const drawn = { type: 'FeatureCollection', origin: 'here', features: ['north', 'n1'].map(feature) };
    writeFileSync(join(folder, 'areas.geojson'), JSON.stringify(drawn));
    const { profile, shapes } = await loadProfile(folder);
    expect(profile.city.map.bounds).toEqual([
      [179.5, -17],
      [180.5, -16],
    ]);
    expect(profile.areas.map(({ centroid }) => centroid[0])).toEqual([179.8, expect.closeTo(180.3)]);
    expect(shapes.features[0]?.geometry.coordinates).toEqual([
      [179.5, 180.1, 180.1, 179.5, 179.5].map((lon, i) => [
        expect.closeTo(lon),
        i === 2 || i === 3 ? -16 : -17,
      ]),
    ]);
  });

  it('bounds the wrong way round are no city on the date line', async () => {
    expect(await saidOf(withPlaces('[136, 35], [135, 36]', [135.1, 35.1]))).toContain(
      'city.json: map.bounds',
    );
    expect(await saidOf(withPlaces('[42.4, -17], [-71.1, -16]', [-71, -16.5]))).toContain(
      'city.json: map.bounds',
    );
  });
});

/** Small inputs that once showed a fault. */
const cases = new URL('../../../shared/cases/', import.meta.url).pathname;
describe.skipIf(!existsSync(cases))(
  'profiles of the shared cases (skipped where ../shared/cases is absent)',
  () => {
    it('bounds-latlon is refused, with what is outside', async () => {
      const { message } = await refusal(join(cases, 'profile-bounds-latlon'));
      expect(message).toContain('city.json: map.bounds: expected bounds that hold the areas');
      expect(message).toContain('2 of 2 middles');
    });

    it.each(['antimeridian', 'dmy', 'la', 'la-due', 'la-iso', 'saopaulo', 'shapes'])(
      '%s holds',
      async (name) => {
        expect((await loadProfile(join(cases, `profile-${name}`))).profile.areas).toHaveLength(2);
      },
    );
  },
);

describe('a page of another system', () => {
  const board = (url: string) =>
    JSON.stringify({
      id: 'extra',
      title: { vi: 'x', en: 'x' },
      panels: [{ id: 'unit', kind: 'page', at: [0, 0, 4, 4], options: { url } }],
    });
  const withPages = (url: string): string => {
    const folder = copy();
    const embeds = '"embeds": { "pages": ["https://unit.example/board"] },';
    edit(folder, 'city.json', '"reportingMonth":', `${embeds} "reportingMonth":`);
    writeFileSync(join(folder, 'boards/extra.json'), board(url));
    return folder;
  };

  it.each(['https://unit.example/board', 'https://unit.example/board/today?x=1'])(
    'may be shown: %s',
    async (url) => {
      expect((await loadProfile(withPages(url))).faults).toEqual([]);
    },
  );

  it.each([
    'https://unit.example/boards',
    'http://unit.example/board',
    'https://unit.example.evil.example/board',
    'javascript:alert(1)',
    'not an address',
    '',
  ])('may not: %s', async (url) => {
    const { faults, profile } = await loadProfile(withPages(url));
    expect(faults.map(line).join()).toContain(
      'boards/extra.json: panels[0].options.url: expected an address below',
    );
    expect(profile.boards.find(({ id }) => id === 'extra')?.panels).toMatchObject([{ kind: 'fault' }]);
  });
});

describe('a broken profile', () => {
  // Each row breaks one thing; the message must say file, path, expectation and what was found.
  it.each(broken)('$says', async ({ file, from, to, says }) => {
    const folder = copy();
    edit(folder, file, from, to);
    expect(await saidOf(folder)).toContain(says);
  });

  it('names the file that is not there, and the folder', async () => {
    const folder = copy();
    rmSync(join(folder, 'rules.json'));
    rmSync(join(folder, 'walls'), { recursive: true });
    const error = await refusal(folder);
    expect(error.message).toContain('rules.json: the file: expected to be there, found no such file');
    expect(error.message).toContain('walls/default.json: the file: expected to be there');
    expect(error.where).toBe(join(folder, 'rules.json'));
  });

  it('says so where there is no such folder at all', async () => {
    const error = await refusal(join(tmpdir(), 'citywall-there-is-no-such-folder'));
    expect(error.message).toContain('city.json: the file: expected to be there');
  });

  it('spells out the first ten problems of a file and counts the rest', async () => {
    const folder = copy();
    const area = (i: number) => ({
      id: `a${i}`,
      name: { vi: 'x', en: 'x' },
      type: 'ward',
      centroid: [0, 0],
      areaKm2: -1,
    });
    writeFileSync(join(folder, 'areas.json'), JSON.stringify(Array.from({ length: 13 }, (_, i) => area(i))));
    edit(folder, 'rules.json', '"red": 0.8,', '"red": "low",');
    const { message } = await refusal(folder);
    expect(message).toContain('14 problems');
    expect(
      message.match(/^ {2}areas\.json: areas\[\d+\]\.areaKm2: expected a number above 0, found -1$/gm),
    ).toHaveLength(10);
    expect(message).toContain('areas.json: and 3 more like these');
    expect(message).toContain('rules.json: onTime.red: expected a number, found "low"');
  });

  it('refuses shapes that are not of its areas', async () => {
    const folder = copy();
    const ring = [
      [135, 35],
      [135.5, 35],
      [135.5, 35.5],
      [135, 35],
    ];
    const feature = (id: string, coordinates: unknown) => ({
      type: 'Feature',
      properties: { id },
      geometry: { type: 'Polygon', coordinates },
    });
    const write = (...features: unknown[]) =>
      writeFileSync(
        join(folder, 'areas.geojson'),
        JSON.stringify({ type: 'FeatureCollection', origin: 'schematic', features }),
      );
    write(feature('south', [ring]));
    const { message } = await refusal(folder);
    expect(message).toContain(
      'areas.geojson: features[0].properties.id: expected the id of an area, found "south"',
    );
    expect(message).toContain('areas.geojson: features: expected a shape for area north, found nothing');
    write(feature('north', [ring.slice(1)]));
    expect((await refusal(folder)).message).toContain('areas.geojson: features[0].geometry.coordinates[0]');
    write(feature('north', [ring]));
    expect((await loadProfile(folder)).shapes.features).toHaveLength(1);
  });
});
