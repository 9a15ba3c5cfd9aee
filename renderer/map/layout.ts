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
  /** The whole city once more, small, for the measure the main map does not show. */
  whole?: boolean;
}

/** A place shown apart: where on the panel, how it looks at the city, and what it is of the main map. */
export interface InsetSpot extends InsetWish {
  /** `lens` magnifies a part of the main map; `far` shows what lies outside it; `whole` all of it, small. */
  kind: 'lens' | 'far' | 'whole';
  /** Its label, in the lines that fit over it. */
  title: readonly string[];
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

/** So many times wider than high, a panel is a strip: there is room beside the map for a lens as high as it. */
const STRIP = 1.8;

export interface LayoutSizes {
  edge: number;
  farSize: number;
  wholeSize: number;
  title: number;
  lines: (label: string, width: number) => string[];
}

const aspectOf = ([[west, south], [east, north]]: Bounds): number => {
  const [left, top] = mercator([west, north]);
  const [right, bottom] = mercator([east, south]);
  return (right - left) / (bottom - top);
};

/** The two lines from the side of a frame that faces its lens to the lens's side that faces the frame. */
export function tiesOf(frame: Rect, lens: Rect): [Pixel, Pixel][] {
  const ends = ({ x, y, w, h }: Rect, side: 'left' | 'right' | 'top' | 'bottom'): [Pixel, Pixel] => {
    const [right, bottom] = [x + w, y + h];
    if (side === 'left')
      return [
        [x, y],
        [x, bottom],
      ];
    if (side === 'right')
      return [
        [right, y],
        [right, bottom],
      ];
    if (side === 'top')
      return [
        [x, y],
        [right, y],
      ];
    return [
      [x, bottom],
      [right, bottom],
    ];
  };
  const join = (from: [Pixel, Pixel], to: [Pixel, Pixel]): [Pixel, Pixel][] => [
    [from[0], to[0]],
    [from[1], to[1]],
  ];
  if (lens.x >= frame.x + frame.w) return join(ends(frame, 'right'), ends(lens, 'left'));
  if (lens.x + lens.w <= frame.x) return join(ends(frame, 'left'), ends(lens, 'right'));
  if (lens.y + lens.h <= frame.y) return join(ends(frame, 'top'), ends(lens, 'bottom'));
  return join(ends(frame, 'bottom'), ends(lens, 'top'));
}

/**
 * Places the main map and its insets on a panel so that no inset hides land. The main map gives way, down to
 * six tenths of its size, where that lets the lens grow: the crowded centre is what people look for.
 * `edge` is the gap kept around insets; `farSize` and `wholeSize` are the largest widths of those;
 * `title` is the height of a line of an inset's own title, pixels; `lines` parts a title for a width.
 */
export function layout(
  view: { width: number; height: number },
  bounds: Bounds,
  insets: readonly InsetWish[],
  shapes: AreaShapes,
  sizes: LayoutSizes,
): Layout {
  const [lens, ...rest] = insets.filter((i) => i.whole !== true && isInside(i.bounds, bounds));
  const far = [...insets.filter((i) => i.whole !== true && !isInside(i.bounds, bounds)), ...rest];
  const whole = insets.find((i) => i.whole === true);
  const main = lens === undefined ? fit(bounds, view) : mainBeside(view, bounds, lens.bounds, shapes);
  const long = view.width / view.height;
  const placed: InsetSpot[] = [];
  const land = (aspect: number): Mask => {
    const block = Math.max(4, view.height / 90);
    const mask = landMask(shapes, main, block * aspect, block);
    for (const { rect, ties } of placed) {
      take(mask, grown(rect, sizes.edge));
      for (const tie of ties) for (const at of along(tie, block)) take(mask, at);
    }
    return mask;
  };
  const put = (wish: InsetWish, kind: InsetSpot['kind'], most: number): void => {
    const aspect = aspectOf(wish.bounds);
    const mask = land(aspect);
    // On a strip the lens stands midway between its map and what is at the other end, not there itself.
    const { x, w } = rectOf(main, bounds);
    const end = view.width - (far.length === 0 ? 0 : sizes.farSize);
    const near = kind === 'lens' && long > STRIP ? (x + w + end) / 2 : undefined;
    const free = largestFree(mask, most / Math.max(mask.blockWidth, mask.blockHeight), near);
    if (free === null) return;
    const rect = wholePixels(grown(free, -sizes.edge / 2));
    if (rect.w < sizes.farSize * 0.5) return;
    const size = { width: rect.w, height: rect.h };
    // A lens is filled to its edges; what is shown whole stands below its title.
    const title = sizes.lines(wish.label, rect.w);
    const below = kind === 'lens' ? 0 : sizes.title * title.length;
    const camera = fit(wish.bounds, size, { x: 0, y: below, w: rect.w, h: rect.h - below });
    const frame = kind === 'lens' ? rectOf(main, wish.bounds) : null;
    placed.push({
      ...wish,
      kind,
      title,
      rect,
      camera,
      frame,
      ties: frame === null ? [] : tiesOf(frame, rect),
    });
  };
  const share = Math.min(1, 0.72 * Math.max(1, long / STRIP));
  if (lens !== undefined) put(lens, 'lens', share * Math.min(view.width, view.height));
  if (whole !== undefined) put(whole, 'whole', sizes.wholeSize);
  for (const wish of far) put(wish, 'far', sizes.farSize);
  return { main, insets: placed, mask: land(1) };
}

/** The whole pixels of a rectangle: a canvas has no others. */
function wholePixels({ x, y, w, h }: Rect): Rect {
  const [left, top] = [Math.ceil(x), Math.ceil(y)];
  return { x: left, y: top, w: Math.floor(x + w) - left, h: Math.floor(y + h) - top };
}

/** Small squares along a line, one beside the other. */
function along([[ax, ay], [bx, by]]: readonly [Pixel, Pixel], size: number): Rect[] {
  const count = Math.ceil(Math.hypot(bx - ax, by - ay) / size);
  return Array.from({ length: count }, (_, i) => ({
    x: ax + (i / count) * (bx - ax),
    y: ay + (i / count) * (by - ay),
    w: 1,
    h: 1,
  }));
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
