import type { AreaShape, AreaShapes, Surroundings } from '../../sync/contract/profile.ts';
import type { Bounds, Camera, Pixel, Rect } from './camera.ts';

/** The rings of a shape, polygon by polygon: the outer one first, then its lakes. */
export function polygonsOf({ geometry }: AreaShape): number[][][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/**
 * The shapes of the areas that an answer has rows for: those of its day. Before there is an answer, of those that have not ended.
 * `areas` is their codes; `before` comes back where nothing is different, so that a map that stands is not opened again.
 */
export function shapesOf(
  shapes: AreaShapes,
  areas: ReadonlySet<string>,
  before: AreaShapes | null = null,
): AreaShapes {
  const wanted = ({ properties: { id, validTo } }: AreaShape): boolean =>
    areas.size === 0 ? validTo === undefined : areas.has(id);
  const features = shapes.features.filter(wanted);
  const same =
    before !== null &&
    before.origin === shapes.origin &&
    before.features.length === features.length &&
    features.every((shape, i) => shape === before.features[i]);
  return same ? before : { ...shapes, features };
}

/** Room around a city that is drawn for its shapes' sake, a share of its extent. */
const ROOM = 0.03;

/**
 * What a map of these shapes shows: the bounds that the profile gives for the city as it is; for a city that is no more, as it
 * was, its own extent.
 */
export function boundsOf(shapes: AreaShapes, present: Bounds): Bounds {
  if (shapes.features.some(({ properties: { validTo } }) => validTo === undefined)) return present;
  const corners = shapes.features.flatMap((shape) => polygonsOf(shape).flat(2));
  if (corners.length === 0) return present;
  const extent = (values: number[]): [number, number] => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return [least - ROOM * (most - least), most + ROOM * (most - least)];
  };
  const [west, east] = extent(corners.map(([lon = 0]) => lon));
  const [south, north] = extent(corners.map(([, lat = 0]) => lat));
  return [
    [west, south],
    [east, north],
  ];
}

/** Whether any of the shapes has a corner within bounds, west and south first. */
export function hasLandIn(shapes: AreaShapes, [[west, south], [east, north]]: Bounds): boolean {
  return shapes.features.some((shape) =>
    polygonsOf(shape).some((polygon) =>
      polygon.some((ring) =>
        ring.some(([lon = 0, lat = 0]) => lon >= west && lon <= east && lat >= south && lat <= north),
      ),
    ),
  );
}

/** A shape on a camera's view, as the `d` of an SVG path. */
export const pathOf = (shape: AreaShape, camera: Camera): string =>
  pathOfRings(polygonsOf(shape).flat(), camera);

/** Rings on a camera's view, as the `d` of an SVG path. Corners to a tenth of a pixel. */
export function pathOfRings(rings: Rings, camera: Camera): string {
  const corner = ([lon = 0, lat = 0]: readonly number[]): string =>
    camera
      .project([lon, lat])
      .map((v) => v.toFixed(1))
      .join(' ');
  return rings.map((ring) => `M${ring.map(corner).join('L')}Z`).join('');
}

/** Rings, degrees. */
type Rings = readonly (readonly (readonly number[])[])[];

/** Rings of land around a city, neighbour by neighbour, and of the water within it; none where a base map shows them. */
export function ringsAround(shapes: AreaShapes, hidden: boolean): { land: Rings[]; water: Rings } {
  const around: Surroundings | undefined = hidden ? undefined : shapes.around;
  return {
    land: (around?.land ?? []).map(({ coordinates }) => coordinates.flat()),
    water: around?.water.flat() ?? [],
  };
}

/** Where on a view there is land, in blocks of `block` pixels. */
export interface Mask {
  columns: number;
  rows: number;
  blockWidth: number;
  blockHeight: number;
  taken: Uint8Array;
}

/** Marks the blocks that a shape touches, by its corners and by the blocks' middles. */
function mark(mask: Mask, rings: readonly (readonly Pixel[])[]): void {
  const { columns, rows, blockWidth, blockHeight, taken } = mask;
  const put = (x: number, y: number): void => {
    const [c, r] = [Math.floor(x / blockWidth), Math.floor(y / blockHeight)];
    if (c >= 0 && r >= 0 && c < columns && r < rows) taken[r * columns + c] = 1;
  };
  for (const ring of rings) for (const [x, y] of ring) put(x, y);
  for (let r = 0; r < rows; r += 1) {
    const y = (r + 0.5) * blockHeight;
    const cuts: number[] = [];
    for (const ring of rings)
      ring.forEach(([ax, ay], i) => {
        const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay];
        if (ay > y !== by > y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
      });
    cuts.sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 2)
      for (let x = cuts[i] ?? 0; x < (cuts[i + 1] ?? 0); x += blockWidth) put(x, y);
  }
}

/** The land of a view, in blocks of the given size. */
export function landMask(shapes: AreaShapes, camera: Camera, blockWidth: number, blockHeight: number): Mask {
  const columns = Math.max(1, Math.floor(camera.width / blockWidth));
  const rows = Math.max(1, Math.floor(camera.height / blockHeight));
  const mask = { columns, rows, blockWidth, blockHeight, taken: new Uint8Array(columns * rows) };
  for (const shape of shapes.features)
    for (const polygon of polygonsOf(shape))
      mark(
        mask,
        polygon.map((ring) => ring.map(([lon = 0, lat = 0]) => camera.project([lon, lat]))),
      );
  return mask;
}

/** Marks a rectangle as taken. */
export function take(mask: Mask, { x, y, w, h }: Rect): void {
  for (let r = 0; r < mask.rows; r += 1)
    for (let c = 0; c < mask.columns; c += 1) {
      const [bx, by] = [c * mask.blockWidth, r * mask.blockHeight];
      if (bx < x + w && bx + mask.blockWidth > x && by < y + h && by + mask.blockHeight > y)
        mask.taken[r * mask.columns + c] = 1;
    }
}

/**
 * The largest free rectangle with the blocks' own proportions, at most `limit` blocks a side; of several the
 * one furthest to the top right, or whose middle is nearest to `near` pixels from the left. Null where every block is taken.
 */
export function largestFree(mask: Mask, limit = Infinity, near?: number): Rect | null {
  const { columns, rows, taken } = mask;
  const side = new Uint16Array(columns * rows);
  let best = { size: 0, c: 0, r: 0, score: -Infinity };
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) {
      if (taken[r * columns + c] === 1) continue;
      const around =
        r === 0 || c === 0
          ? 0
          : Math.min(
              side[(r - 1) * columns + c] ?? 0,
              side[r * columns + c - 1] ?? 0,
              side[(r - 1) * columns + c - 1] ?? 0,
            );
      side[r * columns + c] = around + 1;
      const size = Math.min(limit, around + 1);
      const across = near === undefined ? c : -Math.abs(c + 1 - size / 2 - near / mask.blockWidth);
      const score = size * 1e6 + across * 2 - r;
      if (score > best.score) best = { size, c, r, score };
    }
  if (best.size === 0) return null;
  return {
    x: (best.c - best.size + 1) * mask.blockWidth,
    y: (best.r - best.size + 1) * mask.blockHeight,
    w: best.size * mask.blockWidth,
    h: best.size * mask.blockHeight,
  };
}

/** The share of a rectangle that lies over what is taken, 0 to 1. */
export function coverOf(mask: Mask, { x, y, w, h }: Rect): number {
  let all = 0;
  let over = 0;
  for (let r = Math.floor(y / mask.blockHeight); r * mask.blockHeight < y + h; r += 1)
    for (let c = Math.floor(x / mask.blockWidth); c * mask.blockWidth < x + w; c += 1) {
      all += 1;
      if (r >= 0 && c >= 0 && r < mask.rows && c < mask.columns)
        over += mask.taken[r * mask.columns + c] ?? 0;
    }
  return all === 0 ? 0 : over / all;
}
