import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { en } from '../locales/en.ts';
import { vi } from '../locales/vi.ts';
import { emsOf, widestOf } from './ruler.ts';

/** Tables of a WOFF file, as the OpenType specification lays them out. */
function tablesOf(file: string): ReadonlyMap<string, DataView> {
  const bytes = readFileSync(file);
  const found = Array.from({ length: bytes.readUInt16BE(12) }, (_, i): [string, DataView] => {
    const at = 44 + 20 * i;
    const [from, packed, whole] = [4, 8, 12].map((skip) => bytes.readUInt32BE(at + skip));
    const raw = bytes.subarray(from, (from ?? 0) + (packed ?? 0));
    const { buffer, byteOffset, byteLength } = packed === whole ? raw : inflateSync(raw);
    return [bytes.toString('latin1', at, at + 4), new DataView(buffer, byteOffset, byteLength)];
  });
  return new Map(found);
}

/** Advance widths of a typeface's letters, ems: `cmap` (format 4) names glyphs, `hmtx` has their widths. */
function widthsIn(file: string): [string, number][] {
  const tables = tablesOf(file);
  const [cmap, hmtx, hhea, head] = ['cmap', 'hmtx', 'hhea', 'head'].map((name) => tables.get(name));
  if (!cmap || !hmtx || !hhea || !head) throw new Error(`${file} is no typeface`);
  const subtables = Array.from({ length: cmap.getUint16(2) }, (_, i) => cmap.getUint32(8 + 8 * i));
  const at = subtables.find((from) => cmap.getUint16(from) === 4) ?? 0;
  const size = cmap.getUint16(at + 6);
  const last = hhea.getUint16(34) - 1;
  return Array.from({ length: size / 2 }, (_, k) => k * 2).flatMap((skip) => {
    const [end, start, delta, range] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size].map(
      (from) => at + from + skip,
    );
    if (end === undefined || start === undefined || delta === undefined || range === undefined) return [];
    const first = cmap.getUint16(start);
    return Array.from({ length: cmap.getUint16(end) - first + 1 }, (_, i): [string, number] => {
      const shift = cmap.getUint16(range);
      const glyph = shift === 0 ? first + i : cmap.getUint16(range + shift + 2 * i);
      const advance = hmtx.getUint16(4 * Math.min(last, (glyph + cmap.getUint16(delta)) & 0xffff));
      return [String.fromCharCode(first + i), advance / head.getUint16(18)];
    });
  });
}
const typeface = (weight: number): ReadonlyMap<string, number> =>
  new Map(
    ['vietnamese', 'latin-ext', 'latin'].flatMap((letters) =>
      widthsIn(
        `node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${letters}-${weight}-normal.woff`,
      ),
    ),
  );

/** Every word of ours, in both languages; what it names is a number here. */
const words = (of: object): string[] =>
  Object.values(of).flatMap((word: unknown) =>
    typeof word === 'string'
      ? [word.replaceAll(/\{.*?\}/g, '308')]
      : typeof word === 'object' && word !== null
        ? words(word)
        : [],
  );
const ours = [...words(vi), ...words(en)];

describe.each([400, 600] as const)('at weight %i', (weight) => {
  const real = typeface(weight);
  const wide = (text: string): number => [...text].reduce((sum, c) => sum + (real.get(c) ?? NaN), 0);

  it('a word of ours takes what it needs, and little more', () => {
    for (const word of ours.filter((text) => [...text].every((c) => real.has(c)))) {
      const letters = word.replaceAll(/\d/g, '9');
      expect(emsOf(word, weight), word).toBeGreaterThan(wide(letters) * (weight === 400 ? 0.965 : 0.995));
      expect(emsOf(word, weight), word).toBeLessThanOrEqual(wide(letters) * 1.06 + 0.1);
    }
  });
});

test('every letter of our words is in the typeface, and none is wider than its row says', () => {
  const real = typeface(600);
  const letters = new Set(ours.join('').normalize('NFC'));
  for (const letter of letters) {
    if (!real.has(letter)) continue;
    const digit = /\d/.test(letter);
    expect(emsOf(letter), letter).toBeGreaterThanOrEqual((real.get(letter) ?? Infinity) - (digit ? 0.03 : 0));
    expect(emsOf(letter), letter).toBeLessThanOrEqual((real.get(letter) ?? 0) + (digit ? 0.28 : 0.05));
  }
  expect([...letters].filter((letter) => !real.has(letter))).toEqual([]);
});

test('a text is as wide as its parts, however its marks are written, and a change of digits moves nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ours), fc.constantFrom(...ours), (a, b) => {
      expect(emsOf(a + b)).toBeCloseTo(emsOf(a) + emsOf(b), 9);
      expect(emsOf(a.normalize('NFD'))).toBe(emsOf(a.normalize('NFC')));
    }),
  );
  expect(emsOf('11:11')).toBe(emsOf('08:59'));
  expect(emsOf('')).toBe(0);
});

test('the widest is not the longest in letters', () => {
  expect(widestOf(['lilil', 'MMMM', ''])).toBe(emsOf('MMMM'));
  expect(widestOf([])).toBe(0);
});
