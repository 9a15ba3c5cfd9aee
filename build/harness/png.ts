import { inflateSync } from 'node:zlib';

/** The pixels of a PNG as a browser makes it (eight bits a colour, not interlaced), row by row, each `0xRRGGBB`. */
export function pixelsOf(png: Buffer): Uint32Array {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const depth = ({ 2: 3, 6: 4 } as Record<number, number>)[png.readUInt8(25)];
  if (depth === undefined || png.readUInt8(24) !== 8 || png.readUInt8(28) !== 0)
    throw new Error('not a PNG as browsers make them');
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const data = inflateSync(Buffer.concat(packed));
  const row = width * depth;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(row);
  for (let y = 0; y < height; y++) {
    const start = y * (row + 1);
    const line = unfiltered(data[start] ?? 0, data.subarray(start + 1, start + 1 + row), above, depth);
    for (let x = 0; x < width; x++) {
      const [r = 0, g = 0, b = 0] = [line[x * depth], line[x * depth + 1], line[x * depth + 2]];
      pixels[y * width + x] = (r << 16) | (g << 8) | b;
    }
    above = line;
  }
  return pixels;
}

/** A row without its filter, by what stands left of each byte and above it (PNG, section 9). */
function unfiltered(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  depth: number,
): Uint8Array<ArrayBuffer> {
  const line = new Uint8Array(row.length);
  const predict = PREDICTORS[filter] ?? none;
  for (let i = 0; i < row.length; i++)
    line[i] = (row[i] ?? 0) + predict(line[i - depth] ?? 0, above[i] ?? 0, above[i - depth] ?? 0);
  return line;
}

type Predictor = (left: number, up: number, corner: number) => number;
const none: Predictor = () => 0;
const paeth: Predictor = (left, up, corner) => {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
};
const PREDICTORS: readonly Predictor[] = [
  none,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  paeth,
];
