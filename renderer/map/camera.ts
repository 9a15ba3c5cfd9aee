import { turnedTo } from '../../sync/contract/date-line.ts';
import type { Point } from '../../sync/contract/records.ts';

/** [[west, south], [east, north]], degrees. */
export type Bounds = readonly [Point, Point];
/** CSS pixels, y downwards. */
export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}
export type Pixel = readonly [x: number, y: number];

/** MapLibre's world at zoom 0 is so many pixels wide. */
const WORLD = 512;

/** Web Mercator, 0 to 1 from west to east and from north to south. */
export function mercator([lon, lat]: readonly [number, number]): Pixel {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [(lon + 180) / 360, (1 - y / Math.PI) / 2];
}

/** The place of a point of {@link mercator}, degrees. */
export function unmercator([x, y]: Pixel): [number, number] {
  const lat = (Math.atan(Math.exp((1 - 2 * y) * Math.PI)) * 360) / Math.PI - 90;
  return [x * 360 - 180, lat];
}

/** A still view of the city, north up. The same arithmetic as MapLibre's, so that what lies over a map fits it. */
export interface Camera {
  /** The view's own size, CSS pixels. */
  width: number;
  height: number;
  centre: [number, number];
  zoom: number;
  /** Pixels in a kilometre on the ground, at the view's centre. */
  pixelsPerKm: number;
  project: (place: readonly [number, number]) => Pixel;
  unproject: (pixel: Pixel) => [number, number];
}

/** Equator, kilometres. */
const EQUATOR = 40_075.017;

/**
 * The camera of a view of `width` × `height` that shows `bounds` as large as it can within `room`
 * (the whole view where absent), pushed towards one side of it: 0 is left or top, 1 right or bottom.
 */
export function fit(
  bounds: Bounds,
  view: { width: number; height: number },
  room: Rect = { x: 0, y: 0, w: view.width, h: view.height },
  lean: { x: number; y: number } = { x: 0.5, y: 0.5 },
): Camera {
  const [west, south] = bounds[0];
  const [east, north] = bounds[1];
  const [left, top] = mercator([west, north]);
  const [right, bottom] = mercator([east, south]);
  const scale = Math.max(1, Math.min(room.w / (right - left), room.h / (bottom - top)));
  const x0 = room.x + lean.x * (room.w - scale * (right - left)) - scale * left;
  const y0 = room.y + lean.y * (room.h - scale * (bottom - top)) - scale * top;
  const unproject = ([x, y]: Pixel): [number, number] => unmercator([(x - x0) / scale, (y - y0) / scale]);
  const centre = unproject([view.width / 2, view.height / 2]);
  const middle = (west + east) / 2;
  return {
    width: view.width,
    height: view.height,
    centre,
    zoom: Math.log2(scale / WORLD),
    pixelsPerKm: scale / (EQUATOR * Math.cos((centre[1] * Math.PI) / 180)),
    project([lon, lat]) {
      const [x, y] = mercator([turnedTo(middle, lon), lat]);
      return [x0 + scale * x, y0 + scale * y];
    },
    unproject,
  };
}

/** What a camera shows, degrees. */
export function shown(camera: Camera): Bounds {
  const [west, north] = camera.unproject([0, 0]);
  const [east, south] = camera.unproject([camera.width, camera.height]);
  return [
    [west, south],
    [east, north],
  ];
}

/** Whether bounds hold a place. */
export function within([[west, south], [east, north]]: Bounds, [x, lat]: readonly [number, number]): boolean {
  const lon = turnedTo((west + east) / 2, x);
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/** Bounds on a camera's view, pixels. */
export function rectOf(camera: Camera, [[west, south], [east, north]]: Bounds): Rect {
  const [x, y] = camera.project([west, north]);
  const [right, bottom] = camera.project([east, south]);
  return { x, y, w: right - x, h: bottom - y };
}

/** Whether two rectangles overlap. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** A rectangle grown on every side by a margin (shrunk where negative). */
export function grown({ x, y, w, h }: Rect, margin: number): Rect {
  return { x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin };
}

/** A rectangle as CSS places it. */
export const placeOf = ({ x, y, w, h }: Rect): Record<string, string> => ({
  left: `${x}px`,
  top: `${y}px`,
  width: `${w}px`,
  height: `${h}px`,
});
