import type { AreaShapes } from '../../sync/contract/profile.ts';
import {
  fit,
  grown,
  mercator,
  rectOf,
  within,
  type Bounds,
  type Camera,
  type Pixel,
  type Rect,
} from './camera.ts';
import { landMask, largestFree, take, type Mask } from './land.ts';

export interface InsetWish {
  id: string;
  label: string;
  bounds: Bounds;
}

/** A place shown apart: where on the panel, how it looks at the city, and what it is of the main map. */
export interface InsetSpot extends InsetWish {
  /** `lens` magnifies a part of the main map; `far` shows what lies outside it. */
  kind: 'lens' | 'far';
  rect: Rect;
  camera: Camera;
  /** The same bounds on the main map, where they are on it. */
  frame: Rect | null;
  /** Lines that tie the frame to the lens. */
  ties: readonly (readonly [Pixel, Pixel])[];
}

export interface Layout {
  main: Camera;
  insets: InsetSpot[];
  /** Land and what is placed, for words that look for free ground. */
  mask: Mask;
}

const aspectOf = ([[west, south], [east, north]]: Bounds): number => {
  const [left, top] = mercator([west, north]);
  const [right, bottom] = mercator([east, south]);
  return (right - left) / (bottom - top);
};

/** The two lines between a frame and its lens that touch both without crossing either. */
export function tiesOf(frame: Rect, lens: Rect): [Pixel, Pixel][] {
  const corners = (r: Rect): Pixel[] => [
    [r.x, r.y],
    [r.x + r.w, r.y],
    [r.x, r.y + r.h],
    [r.x + r.w, r.y + r.h],
  ];
  const from = corners(frame);
  const to = corners(lens);
  const [dx, dy] = [lens.x + lens.w / 2 - frame.x - frame.w / 2, lens.y + lens.h / 2 - frame.y - frame.h / 2];
  // Matching corners on the two sides of the line between the middles: the outermost tangents.
  const side = (i: number): number => {
    const [x, y] = from[i] ?? [0, 0];
    return dx * (y - frame.y - frame.h / 2) - dy * (x - frame.x - frame.w / 2);
  };
  const order = [0, 1, 2, 3].toSorted((a, b) => side(a) - side(b));
  return [order[0] ?? 0, order[3] ?? 3].map((i) => [from[i] ?? [0, 0], to[i] ?? [0, 0]]);
}

/**
 * Places the main map and its insets on a panel so that no inset hides land. The main map gives way, down to
 * six tenths of its size, where that lets the lens grow: the crowded centre is what people look for.
 * `edge` is the gap kept around insets, `farSize` the width of a far one, pixels.
 */
export function layout(
  view: { width: number; height: number },
  bounds: Bounds,
  insets: readonly InsetWish[],
  shapes: AreaShapes,
  sizes: { edge: number; farSize: number },
): Layout {
  const [lens, ...rest] = insets.filter((i) => isInside(i.bounds, bounds));
  const far = [...insets.filter((i) => !isInside(i.bounds, bounds)), ...rest];
  const whole = { x: 0, y: 0, w: view.width, h: view.height };
  const main = lens === undefined ? fit(bounds, view, whole) : mainBeside(view, bounds, lens.bounds, shapes);
  const placed: InsetSpot[] = [];
  const land = (aspect: number): Mask => {
    const block = Math.max(4, view.height / 90);
    const mask = landMask(shapes, main, block * aspect, block);
    for (const spot of placed) take(mask, grown(spot.rect, sizes.edge));
    return mask;
  };
  const put = (wish: InsetWish, kind: InsetSpot['kind'], most: number): void => {
    const aspect = aspectOf(wish.bounds);
    const mask = land(aspect);
    const free = largestFree(mask, most / mask.blockHeight);
    if (free === null) return;
    const rect = grown(free, -sizes.edge / 2);
    if (rect.w < sizes.farSize * 0.5) return;
    const size = { width: rect.w, height: rect.h };
    const camera = fit(wish.bounds, size, { x: 0, y: 0, w: rect.w, h: rect.h });
    const frame = kind === 'lens' ? rectOf(main, wish.bounds) : null;
    placed.push({ ...wish, kind, rect, camera, frame, ties: frame === null ? [] : tiesOf(frame, rect) });
  };
  if (lens !== undefined) put(lens, 'lens', 0.72 * Math.min(view.width, view.height));
  for (const wish of far) put(wish, 'far', sizes.farSize);
  return { main, insets: placed, mask: land(1) };
}

const isInside = (inner: Bounds, outer: Bounds): boolean =>
  within(outer, inner[0]) && within(outer, inner[1]);

/** The main camera that leaves the best room for a lens beside it. */
function mainBeside(
  view: { width: number; height: number },
  bounds: Bounds,
  lens: Bounds,
  shapes: AreaShapes,
): Camera {
  const aspect = aspectOf(lens);
  const least = Math.min(view.width, view.height);
  let best = { camera: fit(bounds, view), score: -Infinity };
  for (let size = 1; size >= 0.6; size -= 0.05)
    for (const lean of [
      { x: 0, y: 1 },
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ]) {
      const room = {
        x: lean.x * (1 - size) * view.width,
        y: lean.y * (1 - size) * view.height,
        w: size * view.width,
        h: size * view.height,
      };
      const camera = fit(bounds, view, room, lean);
      const block = Math.max(8, view.height / 45);
      const free = largestFree(landMask(shapes, camera, block * aspect, block));
      const reach = Math.min(1, (free?.h ?? 0) / (0.66 * least));
      const score = rectOf(camera, bounds).h / view.height + 0.9 * reach;
      if (score > best.score) best = { camera, score };
    }
  return best.camera;
}
