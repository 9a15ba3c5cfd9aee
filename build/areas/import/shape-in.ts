import { z } from 'zod';
import type { Xy } from '../power.ts';
import type { Polygon } from './geometry.ts';

/** What of a geometry is a shape of an area. */
export interface ShapeIn {
  polygons: Polygon[];
  /** What was left out of it. */
  notes: readonly string[];
  /** Why there is no polygon at all, as the rest of a sentence. */
  unread: string | undefined;
}

const position = z
  .array(z.number())
  .min(2)
  .transform(([x = 0, y = 0]): Xy => [x, y]);
const polygon = z.array(z.array(position));
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: polygon }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon) }),
  z.object({ type: z.literal('GeometryCollection'), geometries: z.array(z.unknown()) }),
]);

const NONE = 'has no Polygon or MultiPolygon';

/** The polygons of a geometry, those in a collection too. Empty parts are left out, and said. */
export function shapeIn(value: unknown): ShapeIn {
  const none = (says: string): ShapeIn => ({ polygons: [], notes: [], unread: `${NONE}${says}` });
  if (value === null || value === undefined) return none(': its geometry is null');
  const read = geometry.safeParse(value);
  if (!read.success) {
    const other = z.object({ type: z.string() }).safeParse(value);
    return none(
      other.success && !/Polygon$/.test(other.data.type) ? `, but a ${other.data.type}` : ' of numbers',
    );
  }
  if (read.data.type === 'GeometryCollection') return collected(read.data.geometries.map(shapeIn));
  const { type, coordinates } = read.data;
  const parts = type === 'Polygon' ? [coordinates] : coordinates;
  const polygons = parts.map((rings) => rings.filter((ring, hole) => hole === 0 || ring.length > 0));
  const full = polygons.filter(([outer = []]) => outer.length > 0);
  if (full.length === 0) return none(`: its ${type} is empty`);
  const notes = polygons.flatMap(([outer = []], i) =>
    outer.length > 0 ? [] : [`its part ${i + 1} of ${parts.length} is empty, and left out`],
  );
  return { polygons: full, notes, unread: undefined };
}

function collected(members: readonly ShapeIn[]): ShapeIn {
  const polygons = members.flatMap((member) => member.polygons);
  if (polygons.length === 0) return { polygons, notes: [], unread: `${NONE} in its GeometryCollection` };
  const left = members.filter(({ unread }) => unread !== undefined).length;
  const notes = members.flatMap((member) => member.notes);
  return {
    polygons,
    notes:
      left === 0
        ? notes
        : [...notes, `${left} of ${members.length} parts of its GeometryCollection are left out`],
    unread: undefined,
  };
}
