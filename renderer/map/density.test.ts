import { describe, expect, it } from 'vitest';
import { cellOf } from '../../sync/contract/heat-cells.ts';
import { fit } from './camera.ts';
import { density, spreadFor } from './density.ts';

const camera = fit(
  [
    [106.6, 10.7],
    [106.8, 10.9],
  ],
  { width: 400, height: 400 },
);
const [x, y] = cellOf('fine', 106.7, 10.8);

/** Cases that a density adds up to: every value times the km² it covers. */
function casesIn({ values, step }: { values: Float32Array; step: number }): number {
  const km2 = (step / camera.pixelsPerKm) ** 2;
  return values.reduce((sum, v) => sum + v * km2, 0);
}

describe('density', () => {
  it('is in cases per km²: it adds up to the cases in view', () => {
    expect(casesIn(density([{ x, y, n: 40 }], 'fine', camera, 0.9))).toBeCloseTo(40, 1);
  });

  it('is the same for one cell of ten and for ten cases', () => {
    const one = density([{ x, y, n: 10 }], 'fine', camera, 0.9);
    const ten = density(
      Array.from({ length: 10 }, () => ({ x, y, n: 1 })),
      'fine',
      camera,
      0.9,
    );
    expect(ten.most).toBeCloseTo(one.most, 3);
  });

  it('has about the peak of a bell of its spread', () => {
    const { most } = density([{ x, y, n: 100 }], 'fine', camera, 0.9);
    expect(most).toBeGreaterThan((0.85 * 100) / (2 * Math.PI * 0.81));
    expect(most).toBeLessThan((1.07 * 100) / (2 * Math.PI * 0.81));
  });

  it('stands where the cases are', () => {
    const { values, columns, step, most } = density([{ x, y, n: 100 }], 'fine', camera, 0.9);
    const at = values.findIndex((v) => v > most * 0.9999);
    const [px, py] = camera.project([(x + 0.5) * 0.0025, (y + 0.5) * 0.0025]);
    expect((at % columns) * step).toBeGreaterThan(px - 2 * step);
    expect((at % columns) * step).toBeLessThan(px + 2 * step);
    expect(Math.floor(at / columns) * step).toBeGreaterThan(py - 2 * step);
    expect(Math.floor(at / columns) * step).toBeLessThan(py + 2 * step);
  });

  it('is warmed from beyond the edge of its view as far as a case reaches, and by nothing at the edge of its raster', () => {
    const warm: number[] = [];
    for (let west = x; west > x - 120; west -= 1) {
      const { most, step } = density([{ x: west, y, n: 1000 }], 'fine', camera, 0.9);
      const beyond = -camera.project([(west + 0.5) * 0.0025, (y + 0.5) * 0.0025])[0] / step;
      if (most > 0) warm.push(beyond);
      else expect(beyond).toBeGreaterThan(8);
    }
    expect(Math.max(...warm)).toBeGreaterThan(7);
    expect(Math.max(...warm)).toBeLessThan(10);
  });

  it('agrees between a near and a far view of the same place', () => {
    const far = fit(
      [
        [106.3, 10.3],
        [107.6, 11.5],
      ],
      { width: 400, height: 400 },
    );
    const near = density([{ x, y, n: 100 }], 'fine', camera, 0.9).most;
    expect(density([{ x, y, n: 100 }], 'fine', far, 0.9).most / near).toBeCloseTo(1, 1);
  });

  it('is warmed by cases just out of view, and not by far ones', () => {
    const [wx] = cellOf('fine', 106.598, 10.8);
    expect(density([{ x: wx, y, n: 10 }], 'fine', camera, 0.9).most).toBeGreaterThan(0.5);
    const [fx] = cellOf('fine', 106.2, 10.8);
    expect(density([{ x: fx, y, n: 10 }], 'fine', camera, 0.9).most).toBe(0);
  });

  it('is nothing without cases', () => {
    expect(density([], 'mid', camera, 0.9).most).toBe(0);
  });
});

describe('the reach of a case', () => {
  const areas = [{ areaKm2: 3 }, { areaKm2: 4 }, { areaKm2: 20 }, { areaKm2: 30 }];

  it('follows the smaller areas, within bounds', () => {
    expect(spreadFor(areas, 2000)).toBeCloseTo(0.9, 1);
    expect(spreadFor([{ areaKm2: 0.01 }], 2000)).toBe(0.3);
    expect(spreadFor([{ areaKm2: 900 }], 2000)).toBe(2);
  });

  it('is wider where there are few cases, in steps', () => {
    expect(spreadFor(areas, 200)).toBeGreaterThan(spreadFor(areas, 2000));
    expect(spreadFor(areas, 20_000)).toBeLessThan(spreadFor(areas, 2000));
    expect(spreadFor(areas, 2010)).toBe(spreadFor(areas, 2000));
  });
});
