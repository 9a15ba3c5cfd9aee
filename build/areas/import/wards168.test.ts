import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Xy } from '../power.ts';
import { withFormer, withOwnShape } from '../former.ts';
import { readPlaces } from '../profile-files.ts';
import { readBoundaries, type Findings } from './boundaries.ts';
import { asShapes, polygonsOf } from './as-shapes.ts';
import { crossings } from './crossings.ts';
import { areaOfPolygon, plane } from './geometry.ts';
import { report } from './report.ts';
import { fileOf } from './town.fixture.ts';

/** Real boundaries, simplified by others, for tests alone: they are not ours to ship. Skipped where ../shared/data is absent. */
const root = new URL('../../../', import.meta.url).pathname;
const file = path.join(root, '../shared/data/test-only/hcmc_wards168_simplified.geojson');
const there = existsSync(file);
const { areas: all, city } = readPlaces(path.join(root, 'assets/cities/hcmc'));
const areas = withOwnShape(all);

const xy = z.tuple([z.number(), z.number()]);
const ward = z.object({
  type: z.literal('Feature'),
  properties: z.looseObject({
    code: z.string(),
    name: z.string(),
    full_name: z.string(),
    name_en: z.string(),
  }),
  geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(xy))) }),
});
type Ward = z.infer<typeof ward>;
const wards = there
  ? z.object({ features: z.array(ward) }).parse(JSON.parse(readFileSync(file, 'utf8'))).features
  : [];

const read = (features: readonly unknown[]): Findings =>
  readBoundaries(fileOf(features), 'wards.geojson', areas, city);
const at = (name: string): number => wards.findIndex(({ properties }) => properties.name === name);
/** Every unit that is not simply matched, as `26743 missing`. */
const faults = ({ units }: Findings): string[] =>
  units.flatMap((unit) => unit.faults.map(({ kind }) => `${unit.area.id} ${kind}`));
/** The features with a name alone, as an office may deliver it, beside facts that could mislead. */
const named = (name: (properties: Ward['properties']) => string): unknown[] =>
  wards.map((one) => ({
    ...one,
    properties: { former_district: one.properties['former_district'], name: name(one.properties) },
  }));

describe.skipIf(!there)('the 168 units of Ho Chi Minh City (skipped where ../shared/data is absent)', () => {
  it('are all matched by code, with sound shapes inside the city', () => {
    const found = read(wards);
    expect(faults(found)).toEqual([]);
    expect(found.units.every(({ by }) => by === 'code in code')).toBe(true);
    expect(found.shapes).toHaveLength(168);
    expect(found.after).toBeLessThanOrEqual(found.before);
  });

  it.each<[string, (p: Ward['properties']) => string]>([
    ['name', (p) => p.name],
    ['name with its type', (p) => p.full_name],
    [
      'name with its type in short, decomposed',
      (p) => p.full_name.replace(/^(P|X)\S+ /, '$1. ').normalize('NFD'),
    ],
    ['name in capitals', (p) => p.full_name.toUpperCase()],
    ['name without diacritics', (p) => p.name_en],
  ])('are all matched by %s', (_, name) => {
    expect(faults(read(named(name)))).toEqual([]);
  });

  it('make the 22 former districts, sound and about as large as they were', () => {
    const { shapes } = read(wards);
    const drawn = withFormer(
      all,
      asShapes(areas, shapes, 'wards', { type: 'FeatureCollection', origin: 'none', features: [] }),
    );
    expect(drawn.features).toHaveLength(190);
    for (const { id, validTo, areaKm2 } of all) {
      if (validTo === undefined) continue;
      const polygons = polygonsOf(drawn.features.find((f) => f.properties.id === id) ?? expect.fail(id));
      expect(crossings(polygons.flat()), id).toEqual([]);
      const metres = polygons.map((polygon) => polygon.map((ring) => ring.map(plane(10.8))));
      const share = metres.reduce((sum, polygon) => sum + areaOfPolygon(polygon), 0) / 1e6 / areaKm2;
      expect(share, id).toBeGreaterThan(0.85);
      expect(share, id).toBeLessThan(1.1);
    }
  });

  it('a missing, a duplicate, a renamed and a self-crossing one are told apart', () => {
    const [gone, twice, other, twisted] = ['Sài Gòn', 'Củ Chi', 'Thạnh An', 'Bình Dương'].map(at);
    const features = wards.flatMap((one, i): Ward[] => {
      if (i === gone) return [];
      if (i === twice) return [one, one];
      if (i === other)
        return [
          {
            ...one,
            properties: { code: '99999', name: 'Đảo Mới', full_name: 'Xã Đảo Mới', name_en: 'Dao Moi' },
          },
        ];
      return i === twisted ? [crossed(one)] : [one];
    });
    const found = read(features);
    const code = (i: number | undefined): string => wards[i ?? -1]?.properties.code ?? '';
    expect(faults(found).toSorted()).toEqual(
      [
        `${code(gone)} missing`,
        `${code(twice)} duplicate`,
        `${code(other)} renamed`,
        `${code(twisted)} self-crossing`,
      ].toSorted(),
    );
    const said = report(found, 'wards.geojson').join('\n');
    expect(said).toContain('Thạnh An: feature 168 lies there but is called Đảo Mới');
    expect(said).toMatch(/Bình Dương: crosses itself at 106\.\d{5}, 11\.\d{5}/);
    expect(said).toContain('164 of 168 areas have one sound shape;');
  });
});

/** A unit whose outline runs a part of its way backwards. */
function crossed(one: Ward): Ward {
  const [[outer = [], ...holes] = [], ...others] = one.geometry.coordinates;
  const turned: Xy[] = [...outer.slice(0, 5), ...outer.slice(5, 20).toReversed(), ...outer.slice(20)];
  const coordinates = [[turned.map(([x, y]): [number, number] => [x, y]), ...holes], ...others];
  return { ...one, geometry: { type: 'MultiPolygon', coordinates } };
}
