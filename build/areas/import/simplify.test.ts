import { describe, expect, it } from 'vitest';
import type { Xy } from '../power.ts';
import { areaOfPolygon, type Polygon } from './geometry.ts';
import { simplify } from './simplify.ts';
import { touches } from './touching.ts';

/** Degrees of so many metres, near the equator. */
const m = (metres: number): number => metres / 111_195;
const at = (x: number, y: number): Xy => [106 + m(x), m(y)];
const closed = (...corners: Xy[]): Xy[] => [...corners, ...corners.slice(0, 1)];
const square = (x: number, y: number, side: number): Xy[] =>
  closed(at(x, y), at(x + side, y), at(x + side, y + side), at(x, y + side));

/** A coast that goes in and out of a fjord: its two shores are so many metres apart, bent by so much in every step. */
function fjord(apart: number, bend: number): Xy[] {
  const steps = 80;
  const shore = (offset: number): Xy[] =>
    Array.from({ length: steps + 1 }, (_, i): Xy => {
      const wave = bend * (Math.sin(i * 0.9) + (i % 2));
      return at(2000 + offset + wave, 200 + (i / steps) * 3600);
    });
  return closed(
    at(0, 0),
    at(4000, 0),
    at(4000, 4000),
    ...shore(apart).toReversed(),
    at(1980, 190),
    ...shore(0),
    at(0, 4000),
  );
}

/** A neck between two lands, as narrow as so many metres. */
const neck = (wide: number): Xy[] =>
  closed(
    ...[at(0, 0), at(2000, 0), at(2000, 990), at(2005, 1000), at(2000, 1010), at(2000, 2000), at(0, 2000)],
    ...[at(0, 1010), at(2005 - wide, 1001), at(0, 990)],
  );

/** An enclave whose border is drawn within metres of the outer one. */
const enclave = (gap: number): Polygon => [
  square(0, 0, 3000),
  closed(
    ...Array.from({ length: 60 }, (_, i): Xy => {
      const turn = (2 * Math.PI * i) / 60;
      return at(1500 + (1500 - gap) * Math.cos(turn), 1500 + (1500 - gap) * Math.sin(turn));
    }),
  ),
];

describe('simplified shapes', () => {
  it.each<[string, Polygon[]]>([
    ['a fjord of 12 m', [[fjord(12, 6)]]],
    ['a fjord of 4 m', [[fjord(4, 9)]]],
    ['a fjord of 30 m', [[fjord(30, 25)]]],
    ['a neck of 3 m', [[neck(3)]]],
    ['a neck of 20 m', [[neck(20)]]],
    ['an enclave a metre from the border', [enclave(1)]],
    ['an enclave six metres from the border', [enclave(6)]],
  ])('neither touch nor cross themselves: %s', (_, polygons) => {
    expect(touches(polygons.flat()), 'as it is given').toEqual([]);
    const { shapes } = simplify([
      { id: 'one', polygons },
      { id: 'beside', polygons: [[square(4500, 0, 800)]] },
    ]);
    expect(touches(shapes[0]?.polygons.flat() ?? [])).toEqual([]);
    const size = (of: readonly Polygon[]): number => of.reduce((sum, one) => sum + areaOfPolygon(one), 0);
    expect(size(shapes[0]?.polygons ?? []) / size(polygons)).toBeCloseTo(1, 1);
  });

  it('have the rest as coarse as ever where one border must be fine', () => {
    const wavy = (x: number): Xy[] =>
      closed(
        ...Array.from({ length: 400 }, (_, i): Xy => {
          const turn = (2 * Math.PI * i) / 400;
          return at(x + (900 + (i % 2)) * Math.cos(turn), 900 * Math.sin(turn));
        }),
      );
    const alone = simplify([{ id: 'wavy', polygons: [[wavy(9000)]] }]);
    const both = simplify([
      { id: 'wavy', polygons: [[wavy(9000)]] },
      { id: 'fjord', polygons: [[fjord(4, 9)]] },
    ]);
    const positions = (of: typeof both): number => of.shapes[0]?.polygons.flat(2).length ?? 0;
    expect(positions(both)).toBe(positions(alone));
    expect(positions(alone)).toBeLessThan(100);
  });

  it('begin with their largest polygon, whatever stood first', () => {
    const sliver = closed(at(5000, 0), at(5400, 1), at(5000, 3));
    const { shapes } = simplify([
      { id: '503', polygons: [[sliver], [square(6000, 0, 300)], [square(0, 0, 3000)]] },
    ]);
    const sizes = shapes[0]?.polygons.map(areaOfPolygon) ?? [];
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(shapes[0]?.polygons[0]?.[0]?.[0]?.[0]).toBeLessThan(106.03);
  });

  it('keep a touch that they were given with', () => {
    const corner: Polygon[] = [[square(0, 0, 1000)], [square(1000, 1000, 500)]];
    const { shapes } = simplify([{ id: 'one', polygons: corner }]);
    expect(shapes[0]?.polygons).toHaveLength(2);
    expect(touches(shapes[0]?.polygons.flat() ?? [])).toHaveLength(1);
  });
});
