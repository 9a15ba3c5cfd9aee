import { z } from 'zod';
import type { AreaShapes, Profile } from '../contract/profile.ts';
import { point } from '../contract/records.ts';
import type { Problem } from './problems.ts';
import { Notes } from './references.ts';

/** A ring is closed: at least a triangle, and its first position again. */
const ring = z.array(point).min(4);
const polygon = z.array(ring).min(1);

/** `areas.geojson`: one feature an area, `properties.id` its id. Other members, as GIS programs write them, are let be. */
export const areaShapes: z.ZodType<AreaShapes> = z.object({
  type: z.literal('FeatureCollection'),
  origin: z.string().min(1),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      properties: z.object({ id: z.string(), origin: z.string().min(1).optional() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
      ]),
    }),
  ),
});

/** One shape for each area and none for what is no area, where there are shapes at all. */
export function shapeProblems({ areas }: Profile, shapes: AreaShapes): Problem[] {
  if (shapes.origin === 'none') return [];
  const notes = new Notes('areas.geojson');
  const wanted = new Set(areas.map(({ id }) => id));
  const seen = new Set<string>();
  shapes.features.forEach(({ properties: { id } }, i) => {
    const path = ['features', i, 'properties', 'id'];
    if (!wanted.has(id)) notes.note(path, 'the id of an area', id);
    if (seen.has(id)) notes.note(path, 'an id no other shape has', id);
    seen.add(id);
  });
  for (const id of wanted) if (!seen.has(id)) notes.note(['features'], `a shape for area ${id}`, undefined);
  return notes.problems;
}
