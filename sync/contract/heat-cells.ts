/** The three grids of the heat map: cell edge in degrees of latitude; about 4.4 km, 1.1 km and 280 m. */
export const GRIDS = { coarse: 0.04, mid: 0.01, fine: 0.0025 } as const;
export type Grid = keyof typeof GRIDS;

/**
 * Heat on the wire: three 32-bit integers a cell, little-endian: x, y, count; with `usual`, four: x, y,
 * count, usual × 100. Cell (x, y) covers longitude [x·d, (x+1)·d) and latitude [y·d, (y+1)·d), d the grid's edge.
 */
export type PackedCells = Uint8Array<ArrayBuffer>;

export interface HeatCell {
  x: number;
  y: number;
  n: number;
  usual?: number;
}

/** The cell of a grid that holds a place. Grids nest: it is the cell around the finest cell, also where division rounds. */
export function cellOf(grid: Grid, lon: number, lat: number): [x: number, y: number] {
  return cellAround(grid, Math.floor(lon / GRIDS.fine), Math.floor(lat / GRIDS.fine));
}

/** The cell of a grid around a cell of the finest. */
export function cellAround(grid: Grid, x: number, y: number): [x: number, y: number] {
  const times = Math.round(GRIDS[grid] / GRIDS.fine);
  return [Math.floor(x / times), Math.floor(y / times)];
}

/** The middle of a cell, [longitude, latitude] in degrees. */
export function cellMiddle(grid: Grid, x: number, y: number): [number, number] {
  return [(x + 0.5) * GRIDS[grid], (y + 0.5) * GRIDS[grid]];
}

/** Packs cells for the wire. Either every cell has a `usual` or none has. */
export function packCells(cells: readonly HeatCell[]): PackedCells {
  const width = cells[0]?.usual === undefined ? 3 : 4;
  const bytes = new Uint8Array(cells.length * width * 4);
  const view = new DataView(bytes.buffer);
  cells.forEach((cell, i) => {
    const at = i * width * 4;
    view.setInt32(at, cell.x, true);
    view.setInt32(at + 4, cell.y, true);
    view.setInt32(at + 8, cell.n, true);
    if (width === 4) view.setInt32(at + 12, Math.round((cell.usual ?? 0) * 100), true);
  });
  return bytes;
}

/** Unpacks what {@link packCells} packed. `width` is 3, or 4 where cells carry their usual. */
export function unpackCells(packed: ArrayBuffer | ArrayBufferView, width: 3 | 4): HeatCell[] {
  const view = ArrayBuffer.isView(packed)
    ? new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
    : new DataView(packed);
  const cells: HeatCell[] = [];
  for (let at = 0; at + width * 4 <= view.byteLength; at += width * 4) {
    const cell: HeatCell = {
      x: view.getInt32(at, true),
      y: view.getInt32(at + 4, true),
      n: view.getInt32(at + 8, true),
    };
    if (width === 4) cell.usual = view.getInt32(at + 12, true) / 100;
    cells.push(cell);
  }
  return cells;
}
