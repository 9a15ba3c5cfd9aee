import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../harness/programs.ts';
import { icoOf } from './ico.ts';

const png = (size: number): Buffer => readFileSync(path.join(root, 'assets', 'icon', `${size}x${size}.png`));
/** A PNG tells its size at a fixed place, behind its signature and the head of its first part. */
const sizeOf = (picture: Buffer): [number, number] => [picture.readUInt32BE(16), picture.readUInt32BE(20)];

describe('the icon', () => {
  it.each([16, 32, 48, 64, 128, 256, 512])('is drawn %i pixels wide and high', (size) => {
    expect(sizeOf(png(size))).toEqual([size, size]);
  });

  it('is the same pictures for Windows, each where the head of the file says', () => {
    const ico = readFileSync(path.join(root, 'assets', 'icon', 'citywall.ico'));
    expect(ico).toEqual(icoOf(new Map([256, 16, 48, 32].map((size) => [size, png(size)]))));
    expect(ico.readUInt16LE(4)).toBe(4);
    for (const [i, size] of [16, 32, 48, 256].entries()) {
      const entry = 6 + 16 * i;
      expect(ico[entry]).toBe(size % 256);
      const [bytes, offset] = [ico.readUInt32LE(entry + 8), ico.readUInt32LE(entry + 12)];
      expect(sizeOf(ico.subarray(offset, offset + bytes))).toEqual([size, size]);
    }
  });
});
