import type { Area } from '../../sync/contract/profile.ts';
import { grown, within, type Bounds, type Camera, type Pixel, type Rect } from './camera.ts';
import { placeLabels, placeNames, type LabelSpot, type NameWish } from './labels.ts';
import { coverOf } from './land.ts';
import type { InsetSpot, Layout } from './layout.ts';
import type { Measure, NameSpot, Spot } from './words.ts';

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
}

/** A view among the panel's views, at its place on the panel. */
interface View {
  camera: Camera;
  rect: Rect;
  bounds: Bounds;
}

/** The lens that shows a place larger than the main map does, if one does. */
const lensOf = (layout: Layout, point: readonly [number, number]): InsetSpot | undefined =>
  layout.insets.find((i) => within(i.bounds, point));

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
  measure: Measure,
): RingSpot[] {
  const main = { camera: layout.main, rect: { x: 0, y: 0, w: layout.main.width, h: layout.main.height } };
  const ring = sizes.body * 0.72;
  const where = spots.map((spot) => {
    const inset = lensOf(layout, spot.point);
    return { spot, inset, at: onPanel(inset ?? main, spot.point), id: String(spot.number) };
  });
  const wish = ({ spot, at, id }: (typeof where)[number]) => ({
    id,
    at,
    ring,
    w: Math.max(measure(spot.title, sizes.body, 600), measure(spot.detail, sizes.note, 400)) + sizes.u,
    h: sizes.body * 1.3 + (spot.detail === '' ? 0 : sizes.note * 1.4),
  });
  const labels = new Map<string, LabelSpot>();
  for (const inset of [undefined, ...layout.insets]) {
    const here = where.filter((w) => w.inset === inset).map(wish);
    const others = layout.insets.filter((i) => i !== inset).map((i) => i.rect);
    const rings = where
      .filter((w) => w.inset !== inset)
      .map(({ at: [x, y] }) => ({ x: x - ring, y: y - ring, w: 2 * ring, h: 2 * ring }));
    const inside = inset === undefined ? room : grown(inset.rect, -sizes.u);
    const cost = (rect: Rect): number => (inset === undefined ? 0.4 * coverOf(layout.mask, rect) : 0);
    const set = placeLabels(here, inside, [...taken, ...others, ...rings], cost);
    for (const label of set) labels.set(label.id, label);
    // What found no place inside its inset may stand beside it.
    if (inset === undefined) continue;
    const left = here.filter((w) => !labels.has(w.id));
    const placed = [...labels.values()].map((l) => l.rect);
    for (const label of placeLabels(left, room, [...taken, ...others, ...rings, ...placed]))
      labels.set(label.id, label);
  }
  return where.map(({ spot, at, id }) => ({ spot, at, ring, label: labels.get(id) ?? null }));
}

/** Names of areas that have room for them: in a lens the areas it shows, on the main map the rest. */
export function namesOf(
  areas: readonly Area[],
  name: (id: string) => string,
  weight: (id: string) => number,
  layout: Layout,
  taken: readonly Rect[],
  sizes: Sizes,
  measure: Measure,
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
        const w = measure(name(a.id), size, 400);
        return {
          id: a.id,
          at: onPanel(view, a.centroid),
          w,
          h: size * 1.2,
          span: across * 1.02,
          weight: weight(a.id),
        };
      });
    return placeNames(wishes, grown(view.rect, -sizes.u / 2), [...taken, ...frames]).map(({ id, rect }) => {
      done.add(id);
      return { id, text: name(id), at: [rect.x + rect.w / 2, rect.y + rect.h / 2] };
    });
  });
}
