import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, mercator, overlap, rectOf, shown, unmercator, within, type Bounds } from './camera.ts';

const city: Bounds = [
  [106.3, 10.3],
  [107.6, 11.52],
];
const place = fc.tuple(
  fc.double({ min: 106, max: 108, noNaN: true }),
  fc.double({ min: 8, max: 12, noNaN: true }),
);

describe('a still camera', () => {
  it('goes to Mercator and back', () => {
    expect(mercator([0, 0])).toEqual([0.5, 0.5]);
    fc.assert(
      fc.property(place, (p) => {
        const [lon, lat] = unmercator(mercator(p));
        return Math.abs(lon - p[0]) < 1e-9 && Math.abs(lat - p[1]) < 1e-9;
      }),
    );
  });

  it('shows all of its bounds, touching two sides', () => {
    const camera = fit(city, { width: 930, height: 700 });
    const { x, y, w, h } = rectOf(camera, city);
    expect(y).toBeCloseTo(0);
    expect(h).toBeCloseTo(700);
    expect(x).toBeGreaterThan(0);
    expect(x + w / 2).toBeCloseTo(465);
  });

  it('agrees with MapLibre: at zoom z the world is 512·2^z pixels wide', () => {
    const camera = fit(city, { width: 930, height: 700 });
    const [a] = camera.project([106, 10]);
    const [b] = camera.project([107, 10]);
    expect(b - a).toBeCloseTo((512 * 2 ** camera.zoom) / 360);
    const [x, y] = camera.project(camera.centre);
    expect([x, y]).toEqual([expect.closeTo(465), expect.closeTo(350)]);
  });

  it('knows how large a kilometre is', () => {
    const camera = fit(city, { width: 930, height: 700 });
    const [, north] = camera.project([107, 11]);
    const [, south] = camera.project([107, 10.9]);
    expect((south - north) / camera.pixelsPerKm).toBeCloseTo(11.1, 1);
  });

  it('keeps to its room and leans to a side of it', () => {
    const room = { x: 100, y: 50, w: 400, h: 300 };
    const left = rectOf(fit(city, { width: 930, height: 700 }, room, { x: 0, y: 1 }), city);
    expect(left.x).toBeCloseTo(100);
    expect(left.y + left.h).toBeCloseTo(350);
  });

  it('says what it shows', () => {
    const camera = fit(city, { width: 930, height: 700 });
    expect(within(shown(camera), [106.3, 10.31])).toBe(true);
    expect(within(city, [106.2, 11])).toBe(false);
  });

  it('has a place on the other side of the date line beside it', () => {
    const datum: Bounds = [
      [179.5, -17],
      [180.5, -16],
    ];
    const camera = fit(datum, { width: 100, height: 200 });
    expect(camera.project([-179.9, -16.5])[0]).toBeCloseTo(60);
    expect(camera.project([179.9, -16.5])[0]).toBeCloseTo(40);
    expect([within(datum, [-179.9, -16.5]), within(datum, [-179.4, -16.5])]).toEqual([true, false]);
  });

  it('tells rectangles that touch from those that overlap', () => {
    const a = { x: 0, y: 0, w: 10, h: 10 };
    expect(overlap(a, { x: 10, y: 0, w: 5, h: 5 })).toBe(false);
    expect(overlap(a, { x: 9, y: 9, w: 5, h: 5 })).toBe(true);
  });
});
