import { describe, expect, it } from 'vitest';
import { cellOf, type HeatCell } from '../../sync/contract/heat-cells.ts';
import { fit } from './camera.ts';
import { adaptedDensity, levelOf, lonelinessOf, valueAt } from './reach.ts';

const camera = fit(
  [
    [106.3, 10.3],
    [107.5, 11.5],
  ],
  { width: 600, height: 600 },
);
const cell = (lon: number, lat: number, n: number): HeatCell => {
  const [x, y] = cellOf('mid', lon, lat);
  return { x, y, n };
};
/** A crowded square of 100 places with one case each, and five cases at one place far out. */
const crowd = Array.from({ length: 100 }, (_, i) =>
  cell(106.65 + 0.008 * (i % 10), 10.75 + 0.008 * Math.floor(i / 10), 1),
);
const far = cell(107.2, 11.2, 5);
const cells = [...crowd, far];
const lonely = lonelinessOf(cells, 'mid');
const field = adaptedDensity(cells, 'mid', camera, 0.9, lonely);
const at = (lon: number, lat: number): number => valueAt(field, ...camera.project([lon, lat]));

describe('a case that stands alone', () => {
  it('reaches further than one in the crowd', () => {
    expect(lonely(106.69, 10.79)).toBe(0);
    expect(lonely(107.2, 11.2)).toBeGreaterThan(2);
    expect(lonely(106, 10)).toBe(4);
  });

  it('does not outshine the crowd', () => {
    expect(at(107.2, 11.2)).toBeGreaterThan(0);
    expect(at(107.2, 11.2)).toBeLessThan(at(106.69, 10.79) / 3);
    expect(field.most).toBeLessThan(4);
  });

  it('is still counted once: the density adds up to the cases', () => {
    const km2 = (field.step / camera.pixelsPerKm) ** 2;
    expect(field.values.reduce((sum, v) => sum + v * km2, 0)).toBeCloseTo(105, 0);
  });
});

it('is nothing without cases', () => {
  expect(adaptedDensity([], 'mid', camera, 0.9, lonelinessOf([], 'mid')).most).toBe(0);
});

it('tells the level that a share of the cases does not exceed', () => {
  const values = Float32Array.from([0, 0, 1, 9, 2, 8, 0]);
  const of = (share: number): number => levelOf({ columns: 7, rows: 1, step: 1, values, most: 9 }, share);
  expect([of(0.05), of(0.15), of(0.5), of(1)]).toEqual([1, 2, 8, 9]);
  expect(levelOf({ columns: 1, rows: 1, step: 1, values: new Float32Array(1), most: 0 }, 0.9)).toBe(0);
});
