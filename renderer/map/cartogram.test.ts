import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { area } from '../../sync/contract/profile.ts';
import { cartogram } from './cartogram.ts';

const file = path.resolve(import.meta.dirname, '../../assets/cities/hcmc/areas.json');
const city = z
  .array(area)
  .parse(JSON.parse(readFileSync(file, 'utf8')))
  .filter((a) => a.validTo === undefined);

describe('the cartogram', () => {
  const made = cartogram(city);

  it('gives every area a hexagon of its own, neighbours exactly 1 apart', () => {
    const middles = [...made.hexes.values()];
    expect(made.hexes.size).toBe(city.length);
    for (const [i, [ax, ay]] of middles.entries())
      for (const [bx, by] of middles.slice(i + 1))
        expect(Math.hypot(ax - bx, ay - by)).toBeGreaterThan(0.999);
  });

  it('keeps areas on their side of the city: north above south, west beside east', () => {
    let [right, told] = [0, 0];
    for (const a of city)
      for (const b of city) {
        const [ha, hb] = [made.hexes.get(a.id), made.hexes.get(b.id)];
        if (a.id >= b.id || ha === undefined || hb === undefined) continue;
        const [dx, dy] = [b.centroid[0] - a.centroid[0], b.centroid[1] - a.centroid[1]];
        if (Math.abs(dx) > 0.1) {
          told++;
          if (Math.sign(hb[0] - ha[0]) === Math.sign(dx)) right++;
        }
        if (Math.abs(dy) > 0.1) {
          told++;
          if (Math.sign(ha[1] - hb[1]) === Math.sign(dy)) right++;
        }
      }
    expect(right / told).toBeGreaterThan(0.9);
  });

  it('is the same every time, and manages few areas, none, and areas in one place', () => {
    expect(cartogram(city)).toEqual(made);
    expect(cartogram([]).hexes.size).toBe(0);
    const same = ['a', 'b', 'c', 'd'].map((id) => ({ id, centroid: [106.7, 10.8] as [number, number] }));
    for (const few of [same.slice(0, 1), same.slice(0, 2), same]) {
      const { hexes, width, height } = cartogram(few);
      expect(new Set([...hexes.values()].map(String)).size).toBe(few.length);
      expect(Number.isFinite(width * height)).toBe(true);
    }
  });
});
