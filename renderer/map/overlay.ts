import type { Area, Surroundings } from '../../sync/contract/profile.ts';
import type { Text } from '../../sync/contract/languages.ts';
import { emsOf } from '../ui/ruler.ts';
import { grown, overlap, within, type Bounds, type Camera, type Pixel, type Rect } from './camera.ts';
import { AREA, SEA, whollyOn, type Kinds } from './ground.ts';
import { placeLabels, placeNames, type LabelSpot, type NameWish } from './labels.ts';
import { coverOf } from './land.ts';
import type { InsetSpot, Layout } from './layout.ts';
import type { Readable } from './readable.ts';
import { linesOf, type Amount, type AroundSpot, type NameSpot, type Spot } from './words.ts';

/** Sizes of the wall's type and its unit, CSS pixels. */
export interface Sizes {
  note: number;
  body: number;
  u: number;
}

/** A hot spot where it stands on the panel: a dot, which hides nothing, and beside it its number, and its words where they fit. */
export interface RingSpot {
  spot: Spot;
  at: Pixel;
  /** The dot's radius. */
  ring: number;
  /** The number's radius. */
  badge: number;
  label: LabelSpot | null;
  /** Whether its title stands beside the number. */
  titled: boolean;
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

/** What is said of a hot spot: its lines under the title, or its number alone. */
interface Told {
  titled: boolean;
  lines: string[];
}

/**
 * Dots, numbers and words of the hot spots, each on the view that shows its place largest. Nothing of it lies over what stands out:
 * where a lens has no room beside what glows, the words stand beside the lens.
 */
export function ringsOf(
  spots: readonly Spot[],
  layout: Layout,
  room: Rect,
  taken: readonly Rect[],
  sizes: Sizes,
  { clear, glow }: Pick<Readable, 'clear' | 'glow'>,
): RingSpot[] {
  const main = { camera: layout.main, rect: { x: 0, y: 0, w: layout.main.width, h: layout.main.height } };
  const ring = Math.max(2, sizes.note * 0.24);
  const badge = sizes.note * 0.85;
  const where = spots.map((spot) => {
    const inset = insetOf(layout, spot.point, ring);
    return { spot, inset, at: onPanel(inset ?? main, spot.point), id: String(spot.number) };
  });
  const labels = new Map<string, Told & { spot: LabelSpot }>();
  const dots = (of: typeof where): Rect[] =>
    of.map(({ at: [x, y] }) => ({ x: x - ring, y: y - ring, w: 2 * ring, h: 2 * ring }));
  const insets = layout.insets.map((i) => i.rect);
  const frames = layout.insets.flatMap((i) => (i.frame === null ? [] : [i.frame]));
  const short = (text: string): string[] =>
    linesOf(text, 9 * sizes.note, (line) => emsOf(line, 400) * sizes.note);
  for (const inset of [undefined, ...layout.insets]) {
    const here = where.filter((w) => w.inset === inset);
    if (here.length === 0) continue;
    const inside = inset === undefined ? room : grown(inset.rect, -sizes.u);
    const others = inset === undefined ? insets : insets.filter((rect) => rect !== inset.rect);
    // In as few lines as find room; a number alone is the last resort.
    const forms: ((spot: Spot) => Told)[] = [
      ...(inside.w > 28 * sizes.note
        ? [(s: Spot): Told => ({ titled: true, lines: [`${s.what}: ${s.much}`] })]
        : []),
      (s) => ({ titled: true, lines: [s.what, s.much] }),
      (s) => ({ titled: true, lines: [s.what, ...short(s.much)] }),
      (s) => ({ titled: true, lines: short(s.what) }),
      () => ({ titled: false, lines: [] }),
    ];
    // Within its view beside what glows; then beside its lens; a number must stand, wherever it is.
    const tries = forms.flatMap((form, i) => [
      { form, within: inside, against: others, free: false },
      ...(inset === undefined ? [] : [{ form, within: room, against: insets, free: false }]),
      ...(i === forms.length - 1 ? [{ form, within: inside, against: others, free: true }] : []),
    ]);
    for (const { form, within, against, free } of tries) {
      const left = here.filter((w) => !labels.has(w.id));
      const told = new Map(left.map(({ spot, id }) => [id, form(spot)]));
      // Free ground first; on a lens its rim, since its middle is what it is there for.
      const cost = (rect: Rect): number => {
        const hidden = glow(rect);
        if (hidden > 0 && !free) return Infinity;
        const over =
          inset === undefined || within === room
            ? 0.4 * coverOf(layout.mask, rect)
            : 0.7 * centrality(inset.rect, rect);
        return (clear(rect) ? 0 : 0.5) + over + hidden;
      };
      const wishes = left.map(({ spot, at, id }) => {
        const { titled, lines } = told.get(id) ?? { titled: false, lines: [] };
        const wide = Math.max(
          titled ? emsOf(spot.title) * sizes.body + 2.6 * badge : 2 * badge,
          ...lines.map((line) => emsOf(line, 400) * sizes.note + 2.6 * badge),
        );
        const h = titled ? sizes.body * 1.3 + sizes.note * 1.3 * lines.length : 2 * badge;
        return { id, at, ring, w: wide + (titled ? sizes.u : 0), h };
      });
      const placed = [...labels.values()].map(({ spot }) => spot);
      const keptOff = [
        ...taken,
        ...against,
        ...frames,
        ...placed.map(({ rect }) => rect),
        ...dots(where.filter((w) => !left.includes(w))),
      ];
      for (const spot of placeLabels(wishes, within, keptOff, cost, placed)) {
        const said = told.get(spot.id);
        if (said !== undefined) labels.set(spot.id, { spot, ...said });
      }
    }
  }
  return where.map(({ spot, at, id }) => {
    const label = labels.get(id);
    const { titled = false, lines = [] } = label ?? {};
    return { spot, at, ring, badge, label: label?.spot ?? null, titled, lines };
  });
}

/**
 * The room that the words of a hot spot keep. A number alone keeps as much again to all sides: a name right beside it would be taken
 * for what it stands for.
 */
export const roomOf = ({ label, titled, badge }: Pick<RingSpot, 'label' | 'titled' | 'badge'>): Rect[] =>
  label === null ? [] : [titled ? label.rect : grown(label.rect, 2 * badge)];

/** An area's amount where it stands on the panel. */
export interface AmountSpot {
  area: string;
  at: Pixel;
  radius: number;
}

/** Circles of the areas' amounts, each on the view that shows its area largest: hollow, so that none hides what it is about. */
export function amountsOf(
  amounts: readonly Amount[],
  areas: readonly Area[],
  layout: Layout,
  largest: number,
): AmountSpot[] {
  const main = { camera: layout.main, rect: { x: 0, y: 0, w: layout.main.width, h: layout.main.height } };
  const middles = new Map(areas.map(({ id, centroid }) => [id, centroid]));
  return amounts.flatMap(({ area, share }) => {
    const middle = middles.get(area);
    if (middle === undefined) return [];
    const at = onPanel(insetOf(layout, middle, 0) ?? main, middle);
    return [{ area, at, radius: largest * share }];
  });
}

/** What areas are called, how much each name is wanted, and which of them stand out. */
export interface Naming {
  name: (id: string) => string;
  weight: (id: string) => number;
  loud: (id: string) => boolean;
  /** Its place among those that people know their way by, the best known 0; -1 for the rest. */
  landmark: (id: string) => number;
}

/** More than any area's weight: what people know their way by is named before the rest. */
const KNOWN = 1e9;

/**
 * Names of areas that have room for them: in a lens the areas it shows, on the main map the rest. What is loud
 * may stand beside its area, where that is clear ground.
 */
export function namesOf(
  areas: readonly Area[],
  { name, weight, loud, landmark }: Naming,
  layout: Layout,
  taken: readonly Rect[],
  sizes: Sizes,
  { boxOf, clear, glow }: Pick<Readable, 'boxOf' | 'clear' | 'glow'>,
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
        const rank = landmark(a.id);
        const box = stands || rank >= 0 ? boxOf(a.id, view.camera) : undefined;
        return {
          id: a.id,
          at: onPanel(view, a.centroid),
          w,
          h: size * 1.2,
          span: across * 1.02,
          weight: stands ? 2 * KNOWN + weight(a.id) : rank < 0 ? weight(a.id) : KNOWN - rank,
          strict: true,
          // What people know their way by must not stand where they know it is not.
          ...(stands ? {} : { near: 0.4 }),
          ...(box && { beside: { ...box, x: box.x + view.rect.x, y: box.y + view.rect.y } }),
        };
      });
    const room = grown(view.rect, -sizes.u / 2);
    const free = (rect: Rect): boolean => clear(rect) && glow(rect) === 0;
    return placeNames(wishes, room, [...taken, ...frames], free).map(({ id, rect }) => {
      done.add(id);
      return { id, text: name(id), loud: loud(id), rect };
    });
  });
}

/**
 * Names of the sea, of neighbours and of what was, where they have room: each wholly on what it names, a neighbour in the middle of
 * what is seen of it, nothing over what is `taken`. At most one of each. `kinds` says what lies where on the main map.
 */
export function aroundNamesOf(
  around: Surroundings,
  kinds: Kinds,
  text: (said: Text) => string,
  layout: Layout,
  taken: readonly Rect[],
  { note, u }: Sizes,
  { clear, glow }: Pick<Readable, 'clear' | 'glow'>,
): AroundSpot[] {
  const { width, height } = layout.main;
  const room = grown({ x: 0, y: 0, w: width, h: height }, -u);
  const frames = layout.insets.flatMap((i) => [i.rect, ...(i.frame ? [i.frame] : [])]);
  const placed: AroundSpot[] = [];
  const put = (kind: AroundSpot['kind'], said: Text, on: number, at?: Pixel): void => {
    const size = { w: emsOf(text(said), 400) * note * 1.1, h: note * 1.3 };
    const others = [...taken, ...frames, ...placed.map(({ rect }) => grown(rect, note))];
    const free: Rect[] = [];
    for (let y = room.y; y + size.h <= room.y + room.h; y += kinds.step)
      for (let x = room.x; x + size.w <= room.x + room.w; x += kinds.step) {
        const rect = { x, y, ...size };
        if (whollyOn(kinds, grown(rect, note / 3), on) && !others.some((other) => overlap(rect, other)))
          free.push(rect);
      }
    const middle = (of: (rect: Rect) => number): number =>
      free.reduce((sum, rect) => sum + of(rect), 0) / free.length;
    const [mx, my] = at ?? [middle(({ x, w }) => x + w / 2), middle(({ y, h }) => y + h / 2)];
    const far = ({ x, y, w, h }: Rect): number => Math.hypot(x + w / 2 - mx, y + h / 2 - my);
    // A name of what has no shape stands at its place or nowhere.
    const most = at === undefined ? Infinity : 0.25 * Math.min(width, height);
    const rect = free
      .filter((one) => far(one) < most)
      .toSorted((a, b) => far(a) - far(b))
      .find((one) => kind !== 'former' || (glow(one) === 0 && clear(one)));
    if (rect !== undefined) placed.push({ kind, text: text(said), rect });
  };
  around.land.forEach(({ name }, i) => {
    if (name !== undefined) put('neighbour', name, i);
  });
  for (const { kind, name, at } of around.names)
    put(kind, name, kind === 'sea' ? SEA : AREA, layout.main.project(at));
  return placed;
}
