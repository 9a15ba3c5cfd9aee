import { z } from 'zod';
import { text } from '../contract/languages.ts';
import type { AreaShapes, Profile } from '../contract/profile.ts';
import { point } from '../contract/records.ts';
import type { Problem } from './problems.ts';
import { Problems } from './references.ts';

/** A ring is closed: at least a triangle, and its first position again. Of a city on the date line it goes on beyond 180. */
const ring = z.array(z.tuple([z.number().min(-360).max(360), z.number().min(-90).max(90)])).min(4);
const polygon = z.array(ring).min(1);

const around = z.strictObject({
  whose: z.string().min(1),
  land: z.array(z.strictObject({ name: text.optional(), coordinates: z.array(polygon).min(1) })),
  water: z.array(polygon),
  names: z.array(z.strictObject({ kind: z.enum(['sea', 'former']), name: text, at: point })),
});

/** `areas.geojson`: one feature an area, `properties.id` its id. Other members, as GIS programs write them, are let be. */
export const areaShapes: z.ZodType<AreaShapes> = z.object({
  type: z.literal('FeatureCollection'),
  origin: z.string().min(1),
  around: around.optional(),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({
        id: z.string(),
        origin: z.string().min(1).optional(),
        validTo: z.string().optional(),
      }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
      ]),
    }),
  ),
});

/**
 * One shape for each area and none for what is no area, where there are shapes at all. A former area may have none: nothing may be
 * left to draw it from.
 */
export function shapeProblems({ areas }: Profile, shapes: AreaShapes): Problem[] {
  if (shapes.origin === 'none') return [];
  const problems = new Problems('areas.geojson');
  const known = new Map(areas.map((area) => [area.id, area]));
  const seen = new Set<string>();
  shapes.features.forEach(({ properties: { id, validTo } }, i) => {
    const path = ['features', i, 'properties', 'id'];
    const area = known.get(id);
    if (area === undefined) problems.note(path, 'the id of an area', id);
    else if (area.validTo !== validTo)
      problems.note(
        ['features', i, 'properties', 'validTo'],
        `${area.validTo ?? 'nothing'}, as areas.json has it`,
        validTo,
      );
    if (seen.has(id)) problems.note(path, 'an id no other shape has', id);
    seen.add(id);
  });
  for (const { id, validTo } of areas)
    if (validTo === undefined && !seen.has(id))
      problems.note(['features'], `a shape for area ${id}`, undefined);
  return problems.found;
}
