import type { AreaShapes } from '../../sync/contract/profile.ts';
import type { Pixel, Camera, Rect } from './camera.ts';
import { heatColour, onScale, type Rgb } from './colours.ts';
import type { Density } from './density.ts';
import { polygonsOf, ringsAround } from './land.ts';
import { valueAt } from './reach.ts';

/** What a view shows, as far as its colours go. */
export interface Painted {
  camera: Camera;
  /** Where it stands on the panel, pixels. */
  rect: Rect;
  fills: ReadonlyMap<string, string>;
  field: Density | null;
}
/** Colours of the heat and of what lies under it. */
export interface Tones {
  /** Beyond the land. */
  ground: Rgb;
  /** Land without a colour of its own. */
  land: Rgb;
  /** Land that is not the city's. */
  around: Rgb;
  /** The top of the heat's scale, cases per km². */
  top: number;
  dark: boolean;
}

/** A shape on a view: its rings and the box around them, pixels of the view. */
interface Outline {
  id: string;
  box: Rect;
  rings: Pixel[][];
}

/** Shapes on a view. */
export const outlinesOf = (shapes: AreaShapes, camera: Camera): Outline[] =>
  shapes.features.map((shape) => outlineOf(shape.properties.id, polygonsOf(shape).flat(), camera));

function outlineOf(
  id: string,
  degrees: readonly (readonly (readonly number[])[])[],
  camera: Camera,
): Outline {
  const rings = degrees.map((ring) => ring.map(([lon = 0, lat = 0]) => camera.project([lon, lat])));
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of rings.flat()) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return { id, rings, box: { x: left, y: top, w: right - left, h: bottom - top } };
}

/** Whether a place is inside an outline; what lies in a lake is not. */
function holds({ box, rings }: Outline, x: number, y: number): boolean {
  if (x < box.x || y < box.y || x > box.x + box.w || y > box.y + box.h) return false;
  let inside = false;
  for (const ring of rings)
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    });
  return inside;
}

/** A colour that lets some of what is under it through, as it is seen. */
export const over = (under: Rgb, [r, g, b]: Rgb, alpha: number): Rgb => [
  under[0] + alpha * (r - under[0]),
  under[1] + alpha * (g - under[1]),
  under[2] + alpha * (b - under[2]),
];

/** `#rrggbb` as a colour. */
export function hexOf(hex: string): Rgb {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [r, g, b];
}

/** `rgba(r, g, b, alpha)` laid over a colour. */
function laid(under: Rgb, written: string): Rgb {
  const [r = 0, g = 0, b = 0, alpha = 1] = (written.match(/[\d.]+/g) ?? []).map(Number);
  return over(under, [r, g, b], alpha);
}

/**
 * The colour of the map at a place of the panel, by the same arithmetic as the map is drawn with, whichever
 * way it is drawn. Of views that overlap the later one is on top.
 */
export function groundOf(
  views: readonly Painted[],
  shapes: AreaShapes,
  { ground, land, around, top, dark }: Tones,
): (place: Pixel) => Rgb {
  const upper = views
    .map((view) => ({
      ...view,
      outlines: outlinesOf(shapes, view.camera),
      kinds: fineKinds(shapes, view.camera),
    }))
    .reverse();
  return ([px, py]) => {
    const view = upper.find(({ rect: { x, y, w, h } }) => px >= x && py >= y && px <= x + w && py <= y + h);
    if (view === undefined) return ground;
    const [x, y] = [px - view.rect.x, py - view.rect.y];
    const kind = view.kinds === null ? AREA : kindAt(view.kinds, x, y);
    if (kind === SEA) return ground;
    const area = view.outlines.find((outline) => holds(outline, x, y));
    const fill = area === undefined ? undefined : view.fills.get(area.id);
    const below = kind >= 0 ? around : ground;
    const under = area === undefined ? below : fill === undefined ? land : laid(ground, fill);
    if (view.field === null) return under;
    const [r, g, b, alpha] = heatColour(onScale(valueAt(view.field, x, y), top), dark);
    return over(under, [r, g, b], alpha);
  };
}

/** What lies where on a view, in squares: an area, water, or a neighbour by its number in {@link ringsAround}. */
export interface Kinds {
  /** The squares' side, pixels. */
  step: number;
  columns: number;
  rows: number;
  /** By rows from the top left. */
  held: Int16Array;
}
export const AREA = -1;
export const SEA = -2;

/** What lies where on a camera's view. Made once for a view: it does not change with what is shown on it. */
export function kindsOn(shapes: AreaShapes, camera: Camera, step: number): Kinds {
  const { land, water } = ringsAround(shapes, false);
  const [columns, rows] = [Math.ceil(camera.width / step), Math.ceil(camera.height / step)];
  const kinds: Kinds = { step, columns, rows, held: new Int16Array(columns * rows).fill(SEA) };
  land.forEach((rings, i) => fill(kinds, outlineOf('', rings, camera), i));
  for (const outline of outlinesOf(shapes, camera)) fill(kinds, outline, AREA);
  fill(kinds, outlineOf('', water, camera), SEA);
  return kinds;
}

/** Gives the squares whose middle an outline holds a kind. */
function fill({ step, columns, rows, held }: Kinds, { rings, box }: Outline, kind: number): void {
  const [first, last] = [Math.floor(box.y / step), Math.ceil((box.y + box.h) / step)];
  for (let r = Math.max(0, first); r < Math.min(rows, last); r += 1) {
    const y = (r + 0.5) * step;
    const cuts: number[] = [];
    for (const ring of rings)
      ring.forEach(([ax, ay], i) => {
        const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
        if (ay > y !== by > y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
      });
    cuts.sort((m, n) => m - n);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      const from = Math.max(0, Math.ceil((cuts[i] ?? 0) / step - 0.5));
      const to = Math.min(columns, Math.ceil((cuts[i + 1] ?? 0) / step - 0.5));
      if (to > from) held.fill(kind, r * columns + from, r * columns + to);
    }
  }
}

/** Squares fine enough to know the ground of a text by, pixels. */
const FINE = 4;
const known = new WeakMap<Camera, { shapes: AreaShapes; kinds: Kinds }>();

/** What lies where on a view, fine enough for its texts; null where nothing is known of what is around. */
function fineKinds(shapes: AreaShapes, camera: Camera): Kinds | null {
  if (shapes.around === undefined) return null;
  const before = known.get(camera);
  if (before?.shapes === shapes) return before.kinds;
  const kinds = kindsOn(shapes, camera, FINE);
  known.set(camera, { shapes, kinds });
  return kinds;
}

const kindAt = ({ step, columns, rows, held }: Kinds, x: number, y: number): number => {
  const [c, r] = [Math.floor(x / step), Math.floor(y / step)];
  return c < 0 || r < 0 || c >= columns || r >= rows ? SEA : (held[r * columns + c] ?? SEA);
};

/** Whether all of a room lies on one kind. */
export function whollyOn({ step, columns, rows, held }: Kinds, { x, y, w, h }: Rect, kind: number): boolean {
  for (let r = Math.max(0, Math.floor(y / step)); r < rows && r * step < y + h; r += 1)
    for (let c = Math.max(0, Math.floor(x / step)); c < columns && c * step < x + w; c += 1)
      if (held[r * columns + c] !== kind) return false;
  return true;
}

/** From this share of the heat's scale on it glows. */
const GLOWS = 0.3;

/** Whether a place of the panel stands out by a colour of its own: a coloured area, or heat that glows. */
export function glowOf(
  views: readonly Painted[],
  shapes: AreaShapes,
  top: number,
): (place: Pixel) => boolean {
  const upper = views
    .map((view) => ({
      ...view,
      outlines: outlinesOf(shapes, view.camera).filter(({ id }) => view.fills.has(id)),
    }))
    .reverse();
  return ([px, py]) => {
    const view = upper.find(({ rect: { x, y, w, h } }) => px >= x && py >= y && px <= x + w && py <= y + h);
    if (view === undefined) return false;
    const [x, y] = [px - view.rect.x, py - view.rect.y];
    if (view.field !== null) return onScale(valueAt(view.field, x, y), top) > GLOWS;
    return view.outlines.some((outline) => holds(outline, x, y));
  };
}

/** Places under a text, three lines of nine. */
export function under({ x, y, w, h }: Rect): Pixel[] {
  return [0.15, 0.5, 0.85].flatMap((v) =>
    Array.from({ length: 9 }, (_, i): Pixel => [x + (i / 8) * w, y + v * h]),
  );
}
