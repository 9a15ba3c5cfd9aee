import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** How two pictures differ: how many pixels of how many, the box that holds them all, and both laid over each other. */
interface Difference {
  pixels: number;
  of: number;
  /** [left, top, right, bottom], pixels. */
  box: [number, number, number, number];
  /** A PNG as a data address: what differs in red, the rest faint. */
  shown: string;
}

/** Compares two pictures in the page, which can decode them; null where they have another size. */
async function compareIn([before, after]: readonly [string, string]): Promise<Difference | null> {
  const load = async (source: string): Promise<ImageData> => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext('2d');
    if (drawing === null) throw new Error('no canvas');
    drawing.drawImage(image, 0, 0);
    return drawing.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = [await load(before), await load(after)];
  if (a.width !== b.width || a.height !== b.height) return null;
  const [left, right] = [new Uint32Array(a.data.buffer), new Uint32Array(b.data.buffer)];
  const shown = new ImageData(a.width, a.height);
  const pixels = new Uint32Array(shown.data.buffer);
  const box: Difference['box'] = [a.width, a.height, 0, 0];
  let count = 0;
  for (let i = 0; i < left.length; i++) {
    const same = left[i] === right[i];
    // Little-endian ABGR: red where they differ, else the later picture, faint.
    pixels[i] = same ? ((right[i] ?? 0) & 0x00ffffff) | 0x30000000 : 0xff0000ff;
    if (same) continue;
    count++;
    const [x, y] = [i % a.width, Math.floor(i / a.width)];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x + 1);
    box[3] = Math.max(box[3], y + 1);
  }
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [a.width, a.height];
  canvas.getContext('2d')?.putImageData(shown, 0, 0);
  return { pixels: count, of: left.length, box, shown: canvas.toDataURL('image/png') };
}

const asAddress = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`;

async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** What is another in `name` of two folders, as words, null where nothing is; the difference is drawn beside the later picture. */
async function differenceOf(page: Page, name: string, before: string, after: string): Promise<string | null> {
  const [earlier, later] = [
    await read(path.join(before, `${name}.png`)),
    await read(path.join(after, `${name}.png`)),
  ];
  if (later === null) return 'was not taken';
  if (earlier === null) return `${before} has none of it`;
  if (earlier.equals(later)) return null;
  const found = await page.evaluate(compareIn, [asAddress(earlier), asAddress(later)] as const);
  if (found === null) return 'has another size';
  if (found.pixels === 0) return null;
  const drawn = path.join(after, `${name}.difference.png`);
  await writeFile(drawn, Buffer.from(found.shown.slice(found.shown.indexOf(',') + 1), 'base64'));
  const share = ((100 * found.pixels) / found.of).toFixed(2);
  return `${found.pixels} pixels are others (${share} %), within ${found.box.join(', ')}: see ${drawn}`;
}

/** Holds the pictures of these names in `after` against those in `before`: what is another in each that is not the same. */
export async function differences(
  browser: Browser,
  names: readonly string[],
  before: string,
  after: string,
): Promise<Map<string, string[]>> {
  const page = await browser.newPage();
  const found = new Map<string, string[]>();
  try {
    for (const name of names) {
      const difference = await differenceOf(page, name, before, after);
      if (difference !== null) found.set(name, [difference]);
    }
  } finally {
    await page.close();
  }
  return found;
}
