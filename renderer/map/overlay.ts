import type { Area } from '../../sync/contract/profile.ts';
import { emsOf } from '../ui/ruler.ts';
import { grown, within, type Bounds, type Camera, type Pixel, type Rect } from './camera.ts';
import { placeLabels, placeNames, type LabelSpot, type NameWish } from './labels.ts';
import { coverOf } from './land.ts';
import type { InsetSpot, Layout } from './layout.ts';
import type { Readable } from './readable.ts';
import { linesOf, type NameSpot, type Spot } from './words.ts';

/** Sizes of the wall's type and its unit, CSS pixels. */
export interface Sizes {
  note: number;
  body: number;
  u: number;
}

/** A hot spot where it stands on the panel, with its words where they fit. */
export interface RingSpot {
  spot: Spot;
  at: Pixel;
  ring: number;
  label: LabelSpot | null;
  /** Under its title. */
  lines: string[];
}

/** A view among the panel's views, at its place on the panel. */
interface View {
  camera: Camera;
  rect: Rect;
  bounds: Bounds;
}

/** The inset that shows a place with its whole ring, if one does. */
const insetOf = (layout: Layout, point: readonly [number, number], ring: number): InsetSpot | undefined =>
  layout.insets.find(({ camera, kind }) => {
    const [x, y] = camera.project(point);
    return kind !== 'whole' && x > ring && y > ring && x < camera.width - ring && y < camera.height - ring;
  });

/** How near the middle of `outer` the middle of `inner` is: 1 there, 0 at its sides. */
function centrality(outer: Rect, inner: Rect): number {
  const dx = Math.abs(inner.x + inner.w / 2 - outer.x - outer.w / 2) / (outer.w / 2);
  const dy = Math.abs(inner.y + inner.h / 2 - outer.y - outer.h / 2) / (outer.h / 2);
  return 1 - Math.max(dx, dy);
}

function onPanel(view: { camera: Camera; rect: Rect }, place: readonly [number, number]): Pixel {
  const [x, y] = view.camera.project(place);
  return [view.rect.x + x, view.rect.y + y];
}

/** Rings and words of the hot spots, each on the view that shows its place largest. */
export function ringsOf(
  spots: readonly Spot[],
  layout: Layout,
  room: Rect,
  taken: readonly Rect[],
  sizes: Sizes,
  { clear }: Pick<Readable, 'clear'>,
): RingSpot[] {
  const main = { camera: layout.main, rect: { x: 0, y: 0, w: layout.main.width, h: layout.main.height } };
  // A ring is as large as its number wants, but on a small or far screen never so large that it hides the city.
  const ring = Math.min(sizes.body * 0.72, 0.04 * Math.min(room.w, room.h));
  const where = spots.map((spot) => {
    const inset = insetOf(layout, spot.point, ring);
    return { spot, inset, at: onPanel(inset ?? main, spot.point), id: String(spot.number) };
  });
  const labels = new Map<string, { spot: LabelSpot; lines: string[] }>();
  const set = (
    here: typeof where,
    lines: (spot: Spot) => string[],
    inside: Rect,
    others: readonly Rect[],
    cost: (rect: Rect) => number,
  ): void => {
    const told = new Map(here.map(({ spot, id }) => [id, lines(spot)]));
    const wishes = here.map(({ spot, at, id }) => ({
      id,
      at,
      ring,
      w:
        sizes.u +
        Math.max(
          emsOf(spot.title) * sizes.body,
          ...(told.get(id) ?? []).map((line) => emsOf(line, 400) * sizes.note),
        ),
      h: sizes.body * 1.3 + sizes.note * 1.3 * (told.get(id) ?? []).length,
    }));
    for (const spot of placeLabels(wishes, inside, others, cost))
      labels.set(spot.id, { spot, lines: told.get(spot.id) ?? [] });
  };
  for (const inset of [undefined, ...layout.insets]) {
    const here = where.filter((w) => w.inset === inset);
    const others = [
      ...taken,
      ...layout.insets.filter((i) => i !== inset).map((i) => i.rect),
      ...layout.insets.flatMap((i) => (i.frame === null ? [] : [i.frame])),
      ...where
        .filter((w) => w.inset !== inset)
        .map(({ at: [x, y] }) => ({ x: x - ring, y: y - ring, w: 2 * ring, h: 2 * ring })),
    ];
    const inside = inset === undefined ? room : grown(inset.rect, -sizes.u);
    // Free ground first; on a lens its rim, since its middle is what it is there for.
    const cost = (rect: Rect): number =>
      (clear(rect) ? 0 : 0.5) +
      (inset === undefined ? 0.4 * coverOf(layout.mask, rect) : 0.7 * centrality(inset.rect, rect));
    // In as few lines as find room; a ring without any words is the last resort.
    const short = (text: string): string[] =>
      linesOf(text, 9 * sizes.note, (line) => emsOf(line, 400) * sizes.note);
    const forms: ((spot: Spot) => string[])[] = [
      ...(inside.w > 28 * sizes.note ? [(s: Spot) => [`${s.what}: ${s.much}`]] : []),
      (s) => [s.what, s.much],
      (s) => [s.what, ...short(s.much)],
      (s) => short(s.what),
    ];
    for (const form of forms) {
      const left = here.filter((w) => !labels.has(w.id));
      const placed = [...labels.values()].map(({ spot }) => spot.rect);
      const rings = here
        .filter((w) => labels.has(w.id))
        .map(({ at: [x, y] }) => ({ x: x - ring, y: y - ring, w: 2 * ring, h: 2 * ring }));
      if (left.length > 0) set(left, form, inside, [...others, ...placed, ...rings], cost);
    }
  }
  return where.map(({ spot, at, id }) => {
    const label = labels.get(id);
    return { spot, at, ring, label: label?.spot ?? null, lines: label?.lines ?? [] };
  });
}

/** What areas are called, how much each name is wanted, and which of them stand out. */
export interface Naming {
  name: (id: string) => string;
  weight: (id: string) => number;
  loud: (id: string) => boolean;
  /** Beside coloured cells a quiet name that would reach into one is left out; heat has no such borders. */
  mode: 'heat' | 'cells';
}

/**
 * Names of areas that have room for them: in a lens the areas it shows, on the main map the rest. What is loud
 * may stand beside its area, where that is clear ground.
 */
export function namesOf(
  areas: readonly Area[],
  { name, weight, loud, mode }: Naming,
  layout: Layout,
  taken: readonly Rect[],
  sizes: Sizes,
  { boxOf, clear }: Pick<Readable, 'boxOf' | 'clear'>,
): NameSpot[] {
  const size = sizes.note;
  const views: View[] = [
    ...layout.insets.filter((i) => i.kind === 'lens'),
    {
      camera: layout.main,
      rect: { x: 0, y: 0, w: layout.main.width, h: layout.main.height },
      bounds: [layout.main.unproject([0, layout.main.height]), layout.main.unproject([layout.main.width, 0])],
    },
  ];
  const done = new Set<string>();
  return views.flatMap((view, index) => {
    const frames =
      index < views.length - 1 ? [] : layout.insets.flatMap((i) => [i.rect, ...(i.frame ? [i.frame] : [])]);
    const wishes = areas
      .filter((a) => !done.has(a.id) && within(view.bounds, a.centroid))
      .map((a): NameWish => {
        const across = 2 * Math.sqrt(a.areaKm2 / Math.PI) * view.camera.pixelsPerKm;
        const stands = loud(a.id);
        const w = emsOf(name(a.id), stands ? 600 : 400) * size;
        const box = stands ? boxOf(a.id, view.camera) : undefined;
        return {
          id: a.id,
          at: onPanel(view, a.centroid),
          w,
          h: size * 1.2,
          span: across * 1.02,
          weight: weight(a.id),
          strict: mode === 'cells' && !stands,
          ...(box && { beside: { ...box, x: box.x + view.rect.x, y: box.y + view.rect.y } }),
        };
      });
    const room = grown(view.rect, -sizes.u / 2);
    return placeNames(wishes, room, [...taken, ...frames], clear).map(({ id, rect }) => {
      done.add(id);
      return { id, text: name(id), loud: loud(id), rect };
    });
  });
}
