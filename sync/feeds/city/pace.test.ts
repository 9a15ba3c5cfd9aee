import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHUNK_BYTES } from '../../contract/feed.ts';
import { FIRST_PIECE, pieceAfter, pieceAfterBreak } from './pace.ts';

/** What is asked for on a line that carries so many bytes a second and needs so many milliseconds to answer at all, piece after piece. */
function pieces(perSecond: number, latency: number, count = 12): number[] {
  const asked = [FIRST_PIECE];
  while (asked.length < count) {
    const last = asked.at(-1) ?? 0;
    asked.push(pieceAfter(last, last, latency + (1000 * last) / perSecond));
  }
  return asked;
}

it('grows on a good line within a few pieces to the most there is', () => {
  expect(pieces(50e6, 5).slice(0, 4)).toEqual([32, 128, 512, 512].map((kib) => kib * 1024));
});

it('settles on a thin line at what it carries in some seconds', () => {
  for (const kib of [4, 16, 32, 64]) {
    const last = pieces(kib * 1024, 600).at(-1) ?? 0;
    expect(last / (kib * 1024), `${kib} KiB/s`).toBeGreaterThan(2);
    expect(last / (kib * 1024), `${kib} KiB/s`).toBeLessThan(4.5);
  }
});

it('never leaves its bounds, and halves where a piece did not arrive, and recovers where all did', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: CHUNK_BYTES.least, max: CHUNK_BYTES.most }),
      fc.nat(2 * CHUNK_BYTES.most),
      fc.nat(600_000),
      (asked, came, ms) => {
        const broke = [true, false].map((partway) => pieceAfterBreak(asked, partway) ?? NaN);
        for (const next of [pieceAfter(asked, came, ms), ...broke]) {
          expect(next).toBeGreaterThanOrEqual(CHUNK_BYTES.least);
          expect(next).toBeLessThanOrEqual(CHUNK_BYTES.most);
        }
        expect(broke[0]).toBe(Math.max(CHUNK_BYTES.least, Math.round(asked / 2)));
        expect(broke[1]).toBe(Math.min(CHUNK_BYTES.most, asked * 2));
      },
    ),
  );
});

it('asks for no less because the last piece of all was small', () => {
  expect(pieceAfter(65_536, 2, 300)).toBe(65_536);
});

it('knows nothing of a line until one breaks partway', () => {
  expect(pieceAfterBreak(null, false)).toBeNull();
  expect(pieceAfterBreak(null, true)).toBe(FIRST_PIECE / 2);
});
