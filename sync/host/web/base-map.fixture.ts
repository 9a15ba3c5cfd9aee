import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/** One feature of a made-up vector tile: its layer, and corners in 4096ths of the tile; an area, or a line. */
export interface DrawnFeature {
  layer: string;
  kind: string;
  area: boolean;
  corners: readonly (readonly [number, number])[];
}

export interface MadeArchive {
  tiles: readonly { z: number; x: number; y: number; features: readonly DrawnFeature[] }[];
  metadata: object;
  tileType?: number;
  specVersion?: number;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
const zigzag = (n: number): number => (n >= 0 ? 2 * n : -2 * n - 1);
/** A field of a protocol buffer that holds bytes. */
const field = (number: number, bytes: readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const text = (words: string): number[] => [...new TextEncoder().encode(words)];

/** A vector tile (Mapbox Vector Tile 2.1) of 4096 steps a side. */
function vectorTile(features: readonly DrawnFeature[]): number[] {
  const layers = Map.groupBy(features, ({ layer }) => layer);
  return [...layers].flatMap(([name, drawn]) => {
    const kinds = [...new Set(drawn.map(({ kind }) => kind))];
    return field(3, [
      ...[...varint(15 * 8), 2],
      ...field(1, text(name)),
      ...drawn.flatMap((one) => field(2, featureOf(one, kinds.indexOf(one.kind)))),
      ...field(3, text('kind')),
      ...kinds.flatMap((kind) => field(4, field(1, text(kind)))),
      ...varint(5 * 8),
      ...varint(4096),
    ]);
  });
}

function featureOf({ area, corners }: DrawnFeature, kind: number): number[] {
  let [x, y] = [0, 0];
  const steps = corners.map(([cx, cy]) => {
    const step = [zigzag(cx - x), zigzag(cy - y)];
    [x, y] = [cx, cy];
    return step;
  });
  const [move = [], ...lines] = steps;
  const geometry = [9, ...move, lines.length * 8 + 2, ...lines.flat(), ...(area ? [15] : [])];
  return [...field(2, [0, kind]), ...varint(3 * 8), area ? 3 : 2, ...field(4, geometry.flatMap(varint))];
}

/** A small PMTiles archive (version 3), by its specification: what a test has in its hand it can break at will. */
export function archive({ tiles, metadata, tileType = 1, specVersion = 3 }: MadeArchive): Buffer {
  const entries = tiles
    .map(({ z, x, y, features }) => ({
      id: zxyToTileId(z, x, y),
      data: gzipSync(Buffer.from(vectorTile(features))),
    }))
    .toSorted((a, b) => a.id - b.id);
  const directory = Buffer.from([
    ...varint(entries.length),
    ...entries.flatMap(({ id }, i) => varint(id - (entries[i - 1]?.id ?? 0))),
    ...entries.flatMap(() => [1]),
    ...entries.flatMap(({ data }) => varint(data.length)),
    ...entries.flatMap((_, i) => [i === 0 ? 1 : 0]),
  ]);
  const about = gzipSync(JSON.stringify(metadata));
  const root = gzipSync(directory);
  const data = Buffer.concat(entries.map((entry) => entry.data));
  const header = Buffer.alloc(127);
  header.write('PMTiles');
  header.writeUInt8(specVersion, 7);
  const offsets = [127, root.length, 127 + root.length, about.length, 127 + root.length + about.length, 0];
  [
    ...offsets,
    127 + root.length + about.length,
    data.length,
    tiles.length,
    tiles.length,
    tiles.length,
  ].forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + 8 * i));
  const zooms = tiles.map(({ z }) => z);
  // Clustered; directories, then tiles compressed by gzip.
  header.set([1, 2, 2, tileType, Math.min(...zooms), Math.max(...zooms)], 96);
  [-180, -85, 180, 85].forEach((degrees, i) => header.writeInt32LE(degrees * 1e7, 102 + 4 * i));
  return Buffer.concat([header, root, about, data]);
}
