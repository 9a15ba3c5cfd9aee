/** A polygon: its outer ring, then its holes. Degrees. */
type Polygon = readonly (readonly (readonly number[])[])[];

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Cells along a side of the grid that shapes are looked up by, at most. */
const MOST = 512;

/** Metres in a degree of latitude. */
const METRES = 111_195;

/**
 * Which of some shapes holds a place, by its number; -1 where none does. What lies on a border that two share is always the same
 * one's; beside all of them, it is the nearest one's up to `reach` metres. Made once, it is quick: most cells of its grid lie in
 * one shape or none, and only of the others are borders looked at.
 */
export function holder(
  shapes: readonly (readonly Polygon[])[],
  reach: number,
): (lon: number, lat: number) => number {
  const held = shapes.map((polygons) => ({
    polygons: polygons.map((rings) => rings.map(flat)),
    box: boxOf(polygons),
  }));
  const all = held.reduce((sum, { box }) => around(sum, box), NOWHERE);
  if (!Number.isFinite(all.west)) return () => -1;
  const narrow = Math.cos((((all.south + all.north) / 2) * Math.PI) / 180);
  const [east, north] = [reach / METRES / narrow, reach / METRES];
  const grid = gridOf(grown(all, east, north), east, north);
  for (const ring of held.flatMap(({ polygons }) => polygons.flat())) grid.mark(ring);
  const whole = new Int16Array(grid.columns * grid.rows).fill(UNKNOWN);

  const nearest = (lon: number, lat: number): number => {
    let [best, least] = [-1, north ** 2];
    held.forEach(({ polygons, box }, i) => {
      if (!inBox(grown(box, east, north), lon, lat)) return;
      const far = Math.min(...polygons.flat().map((ring) => farFrom(ring, lon, lat, narrow)));
      if (far < least) [best, least] = [i, far];
    });
    return best;
  };
  const exact = (lon: number, lat: number): number => {
    const found = held.findIndex(
      ({ polygons, box }) => inBox(box, lon, lat) && polygons.some((rings) => holds(rings, lon, lat)),
    );
    return found >= 0 ? found : nearest(lon, lat);
  };
  return (lon, lat) => {
    const cell = grid.cellAt(lon, lat);
    if (cell === undefined) return -1;
    if (grid.bordered[cell] === 1) return exact(lon, lat);
    const known = whole[cell] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    // No border crosses the cell, nor one beside it: all of it is where this place is.
    const found = exact(lon, lat);
    whole[cell] = found;
    return found;
  };
}

const UNKNOWN = -2;
const NOWHERE: Box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };

/** A ring's positions one after the other, the first again at its end. */
function flat(ring: readonly (readonly number[])[]): Float64Array {
  const [[x, y] = [], last] = [ring[0], ring.at(-1)];
  const closed = last?.[0] === x && last?.[1] === y ? ring : [...ring, ...ring.slice(0, 1)];
  return Float64Array.from(closed.flatMap(([lon = 0, lat = 0]) => [lon, lat]));
}

function boxOf(polygons: readonly Polygon[]): Box {
  let box = NOWHERE;
  for (const [outer = []] of polygons)
    for (const [x = 0, y = 0] of outer) box = around(box, { west: x, south: y, east: x, north: y });
  return box;
}

const around = (a: Box, b: Box): Box => ({
  west: Math.min(a.west, b.west),
  south: Math.min(a.south, b.south),
  east: Math.max(a.east, b.east),
  north: Math.max(a.north, b.north),
});
const grown = ({ west, south, east, north }: Box, x: number, y: number): Box => ({
  west: west - x,
  south: south - y,
  east: east + x,
  north: north + y,
});
const inBox = ({ west, south, east, north }: Box, lon: number, lat: number): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

interface Grid {
  columns: number;
  rows: number;
  /** 1 for cells that a border goes through or passes by within one cell. */
  bordered: Uint8Array;
  mark: (ring: Float64Array) => void;
  cellAt: (lon: number, lat: number) => number | undefined;
}

/** A grid over a box, of cells of at least so many degrees. */
function gridOf(box: Box, leastWide: number, leastHigh: number): Grid {
  const wide = Math.max((box.east - box.west) / MOST, leastWide);
  const high = Math.max((box.north - box.south) / MOST, leastHigh);
  const columns = Math.max(1, Math.ceil((box.east - box.west) / wide));
  const rows = Math.max(1, Math.ceil((box.north - box.south) / high));
  const bordered = new Uint8Array(columns * rows);
  const markSegment = (ax: number, ay: number, bx: number, by: number): void => {
    const [low, top] = [Math.min(ay, by), Math.max(ay, by)];
    /** Where the segment is at a height, or at its end that is nearest to it. */
    const at = (y: number): number =>
      top === low ? ax : ax + ((Math.min(Math.max(y, low), top) - ay) / (by - ay)) * (bx - ax);
    for (let row = Math.max(0, Math.floor(low) - 1); row < rows && row <= top + 1; row++) {
      // What of it lies in this row and in those beside it.
      const ends = top === low ? [ax, bx] : [at(row - 1), at(row + 2)];
      const [from, to] = [Math.floor(Math.min(...ends)) - 1, Math.floor(Math.max(...ends)) + 1];
      bordered.fill(1, row * columns + Math.max(0, from), row * columns + Math.min(columns, to + 1));
    }
  };
  return {
    columns,
    rows,
    bordered,
    mark(ring) {
      for (let i = 2; i < ring.length; i += 2)
        markSegment(
          ((ring[i - 2] ?? 0) - box.west) / wide,
          ((ring[i - 1] ?? 0) - box.south) / high,
          ((ring[i] ?? 0) - box.west) / wide,
          ((ring[i + 1] ?? 0) - box.south) / high,
        );
    },
    cellAt(lon, lat) {
      if (!inBox(box, lon, lat)) return undefined;
      const column = Math.min(columns - 1, Math.floor((lon - box.west) / wide));
      return Math.min(rows - 1, Math.floor((lat - box.south) / high)) * columns + column;
    },
  };
}

/**
 * Whether rings hold a place, by the even-odd rule. An edge counts from its lower end up to below its upper end, and is measured
 * from its lower end whichever way it is drawn: of two shapes that share it one alone holds what lies on it.
 */
function holds(rings: readonly Float64Array[], x: number, y: number): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 2; i < ring.length; i += 2) {
      const [ay, by] = [ring[i - 1] ?? 0, ring[i + 1] ?? 0];
      if (ay > y === by > y) continue;
      const [ax, bx] = [ring[i - 2] ?? 0, ring[i] ?? 0];
      const at = ay < by ? ax + ((y - ay) / (by - ay)) * (bx - ax) : bx + ((y - by) / (ay - by)) * (ax - bx);
      if (x < at) inside = !inside;
    }
  return inside;
}

/** The square of the distance to a ring, in degrees of latitude. */
function farFrom(ring: Float64Array, lon: number, lat: number, narrow: number): number {
  let least = Infinity;
  for (let i = 2; i < ring.length; i += 2) {
    const [ax, ay] = [((ring[i - 2] ?? 0) - lon) * narrow, (ring[i - 1] ?? 0) - lat];
    const [dx, dy] = [((ring[i] ?? 0) - lon) * narrow - ax, (ring[i + 1] ?? 0) - lat - ay];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
    least = Math.min(least, (ax + t * dx) ** 2 + (ay + t * dy) ** 2);
  }
  return least;
}
