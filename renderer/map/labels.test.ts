import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlap, type Pixel, type Rect } from './camera.ts';
import { placeLabels, placeNames, type LabelWish } from './labels.ts';

const room: Rect = { x: 0, y: 0, w: 900, h: 700 };
const wish = (id: string, x: number, y: number): LabelWish => ({ id, at: [x, y], w: 220, h: 60, ring: 16 });
const inside = (r: Rect): boolean => r.x >= -0.5 && r.y >= -0.5 && r.x + r.w <= 900.5 && r.y + r.h <= 700.5;

/** How far each of many points of a line is from a place. */
const along = ([from, to]: readonly [Pixel, Pixel], [x, y]: Pixel): number[] =>
  Array.from({ length: 101 }, (_, i) =>
    Math.hypot(from[0] + ((to[0] - from[0]) * i) / 100 - x, from[1] + ((to[1] - from[1]) * i) / 100 - y),
  );

describe('words of hot spots', () => {
  it('stand right beside a place that has room', () => {
    const [spot] = placeLabels([wish('1', 300, 300)], room, []);
    expect(spot?.leader).toBeNull();
    expect(spot?.rect.x).toBeGreaterThan(316);
    expect(spot?.rect.x).toBeLessThan(330);
  });

  it('turn away from the edge of the room', () => {
    const [spot] = placeLabels([wish('1', 880, 300)], room, []);
    expect(spot && spot.rect.x + spot.rect.w).toBeLessThan(870);
  });

  it('get a leader line where what is near is taken, from the ring to the words', () => {
    const taken = [{ x: 150, y: 200, w: 300, h: 200 }];
    const [spot] = placeLabels([wish('1', 300, 300)], room, taken);
    const [[sx, sy]] = spot?.leader ?? [[0, 0]];
    expect(Math.hypot(sx - 300, sy - 300)).toBeCloseTo(16);
    expect(spot && overlap(spot.rect, { x: 150, y: 200, w: 300, h: 200 })).toBe(false);
  });

  it('rather cover what costs nothing', () => {
    const [spot] = placeLabels([wish('1', 450, 300)], room, [], (r) => (r.x > 450 ? 1 : 0));
    expect(spot && spot.rect.x + spot.rect.w).toBeLessThan(450);
  });

  it('are left out where there is no place for them', () => {
    expect(placeLabels([wish('1', 300, 300)], room, [room])).toEqual([]);
  });

  it('never lead through the ring or the words of another', () => {
    const row = { x: 0, y: 0, w: 900, h: 420 };
    // The first takes the place below; the line of the second would go down through its ring.
    const spots = placeLabels([wish('1', 450, 500), wish('2', 450, 440)], room, [row]);
    const [, second] = spots;
    const lead = second?.leader;
    if (lead !== undefined && lead !== null) expect(Math.min(...along(lead, [450, 500]))).toBeGreaterThan(16);
  });

  it('lead across no line of those that stand already, nor lie on it', () => {
    const line = [
      [0, 250],
      [900, 250],
    ] as const;
    const before = [{ id: '0', rect: { x: 0, y: 220, w: 1, h: 1 }, leader: line }];
    // All ground on its own side of the line is taken.
    const taken = [{ x: 0, y: 260, w: 900, h: 440 }];
    const far = { ...wish('1', 450, 300), ring: 4 };
    expect(placeLabels([far], room, taken)).toHaveLength(1);
    expect(placeLabels([far], room, taken, undefined, before)).toEqual([]);
  });

  it('never lie over each other, a ring, what is taken, or the edge', () => {
    const at = fc.tuple(fc.integer({ min: 20, max: 880 }), fc.integer({ min: 20, max: 680 }));
    fc.assert(
      fc.property(fc.array(at, { minLength: 1, maxLength: 6 }), (places) => {
        const lens = { x: 560, y: 20, w: 320, h: 320 };
        const wishes = places.map(([x, y], i) => wish(String(i), x, y));
        const spots = placeLabels(wishes, room, [lens]);
        const rings = wishes.map(({ at: [x, y] }) => ({ x: x - 16, y: y - 16, w: 32, h: 32 }));
        for (const [i, { id, rect, leader }] of spots.entries()) {
          for (const other of leader === null ? [] : wishes.filter((one) => one.id !== id)) {
            const own = wishes[Number(id)]?.at ?? [0, 0];
            if (Math.hypot(own[0] - other.at[0], own[1] - other.at[1]) > 32)
              expect(Math.min(...along(leader ?? [own, own], other.at))).toBeGreaterThan(15.5);
          }
          expect(inside(rect)).toBe(true);
          expect([lens, ...rings].some((r) => overlap(rect, r))).toBe(false);
          expect(spots.slice(i + 1).some((s) => overlap(rect, s.rect))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('names of areas', () => {
  const name = (id: string, x: number, weight: number, span = 200) => ({
    id,
    at: [x, 100] as const,
    w: 120,
    h: 60,
    span,
    weight,
  });

  it('that collide: the more wanted one stays', () => {
    const set = placeNames([name('a', 100, 1), name('b', 150, 2), name('c', 400, 0)], room, []);
    expect(set.map((s) => s.id)).toEqual(['b', 'c']);
  });

  it('need room in their area, on the panel, and beside what is taken', () => {
    expect(placeNames([name('a', 100, 1, 100)], room, [])).toEqual([]);
    expect(placeNames([name('a', 20, 1)], room, [])).toEqual([]);
    const low = { ...name('a', 100, 1), span: 125 };
    expect(placeNames([low], room, [{ x: 90, y: 90, w: 5, h: 5 }])).toEqual([]);
  });

  it('rather stand beside their area than on ground of two kinds, where they may', () => {
    const beside = { x: 80, y: 60, w: 40, h: 80 };
    const clear = (r: Rect): boolean => !overlap(r, beside);
    const [spot] = placeNames([{ ...name('a', 100, 1, 10), beside }], room, [], clear);
    expect(spot && overlap(spot.rect, beside)).toBe(false);
    expect(spot?.rect.x).toBe(40);
    expect(spot?.rect.y).toBeGreaterThan(140);
    const left = placeNames(
      [{ ...name('a', 850, 1, 10), beside: { ...beside, x: 830 } }],
      room,
      [],
      () => true,
    );
    expect(left[0]?.rect.x).toBeLessThan(790);
  });

  it('move a little within a high area for clear ground, and stay in the middle where there is none', () => {
    const wide = { ...name('a', 400, 1), h: 20 };
    expect(placeNames([wide], room, [], (r) => r.y > 90)[0]?.rect.y).toBe(100);
    expect(placeNames([wide], room, [], () => false)[0]?.rect.y).toBe(90);
    expect(placeNames([{ ...wide, strict: true }], room, [], () => false)).toEqual([]);
  });
});
