import { intersection, type Geom } from 'polyclip-ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaShapes } from '../../sync/contract/profile.ts';
import { areaOf, holds, type Xy } from './power.ts';
import { schematic, type Place } from './schematic.ts';

/** A made-up city: a crowded centre of small places, large ones around it, an island far off. */
function invented(): Place[] {
  // A sunflower whose seeds grow outwards, each with the area of the ring it adds.
  const far = (i: number): number => 0.011 * Math.sqrt(i) * (1 + i / 40);
  const places = Array.from({ length: 60 }, (_, i): Place => {
    const [turn, r] = [i * 2.399963, far(i + 0.5)];
    return {
      id: `p${i}`,
      centroid: [106.7 + r * Math.cos(turn), 10.8 + r * Math.sin(turn)],
      areaKm2: Math.PI * (far(i + 1) ** 2 - far(i) ** 2) * 111.2 ** 2,
    };
  });
  places.push({ id: 'island', centroid: [106.6, 8.7], areaKm2: 76 });
  return places;
}

const places = invented();
let shapes: AreaShapes;
const ringOf = (i: number): [number, number][] => {
  const geometry = shapes.features[i]?.geometry;
  if (geometry?.type !== 'Polygon') throw new Error(`place ${i} has no polygon`);
  return (geometry.coordinates[0] ?? []).map(([x = 0, y = 0]) => [x, y]);
};
/** Square kilometres of a ring in degrees, near enough at one latitude. */
const km2 = (ring: readonly Xy[]): number =>
  Math.abs(areaOf(ring)) * 111.2 ** 2 * Math.cos(10.8 * (Math.PI / 180));

function crosses(a: Xy, b: Xy, c: Xy, d: Xy): boolean {
  const side = (p: Xy, q: Xy, r: Xy): number => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

beforeAll(() => {
  shapes = schematic(places);
});

describe('a schematic map', () => {
  it('says what it is and has one shape for each place, in order', () => {
    expect(shapes.origin).toBe('schematic');
    expect(shapes.features.map((f) => f.properties.id)).toEqual(places.map((p) => p.id));
  });

  it('draws closed, simple rings around the middle of their place', () => {
    places.forEach((place, i) => {
      const ring = ringOf(i);
      expect(ring.length, place.id).toBeGreaterThan(5);
      expect(ring.at(-1), place.id).toEqual(ring[0]);
      expect(holds(ring.slice(0, -1), place.centroid), place.id).toBe(true);
      for (let a = 0; a < ring.length - 1; a += 1)
        for (let b = a + 2; b < ring.length - 1; b += 1) {
          const [p, q, r, s] = [ring[a], ring[a + 1], ring[b], ring[b + 1]];
          if (p && q && r && s && crosses(p, q, r, s)) expect.fail(`${place.id} crosses itself`);
        }
    });
  });

  it('rounds to five decimals', () => {
    for (const [x, y] of places.flatMap((_, i) => ringOf(i))) {
      expect(x).toBe(Number(x.toFixed(5)));
      expect(y).toBe(Number(y.toFixed(5)));
    }
  });

  it('gives each place about its area, and the city its own', () => {
    const drawn = places.map((_, i) => km2(ringOf(i)));
    drawn.forEach((area, i) => {
      const want = places[i]?.areaKm2 ?? 1;
      expect(area / want, places[i]?.id).toBeGreaterThan(0.4);
      expect(area / want, places[i]?.id).toBeLessThan(1.8);
    });
    const total = places.reduce((sum, p) => sum + p.areaKm2, 0);
    expect(drawn.reduce((a, b) => a + b, 0) / total).toBeCloseTo(1, 1);
  });

  it('never draws two places over each other', () => {
    const rings = places.map((_, i): Geom => [ringOf(i)]);
    rings.forEach((ring, i) => {
      rings.slice(i + 1).forEach((other, k) => {
        const both = intersection(ring, other).reduce((sum, [outer]) => sum + (outer ? km2(outer) : 0), 0);
        const smaller = Math.min(places[i]?.areaKm2 ?? 1, places[i + 1 + k]?.areaKm2 ?? 1);
        expect(both / smaller).toBeLessThan(0.002);
      });
    });
  });

  it('closes the gaps between neighbours: every border but the coast belongs to two places', () => {
    const seen = new Map<string, number>();
    places.slice(0, -1).forEach((_, i) => {
      const ring = ringOf(i);
      ring.slice(0, -1).forEach((p, k) => {
        const ends = [p.join(), (ring[k + 1] ?? p).join()].toSorted().join(' ');
        seen.set(ends, (seen.get(ends) ?? 0) + 1);
      });
    });
    const coast = [...seen].filter(([, n]) => n === 1).map(([ends]) => ends.split(' '));
    const neighbours = new Map<string, string[]>();
    for (const [a = '', b = ''] of coast) {
      neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
      neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
    }
    // Walking the coast from one of its corners comes past every corner of it: there is one coast and no hole.
    const walked = new Set<string>();
    const queue = [coast[0]?.[0] ?? ''];
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      if (!walked.has(at)) {
        walked.add(at);
        queue.push(...(neighbours.get(at) ?? []));
      }
    expect(walked.size).toBe(neighbours.size);
    expect([...seen.values()].every((n) => n <= 2)).toBe(true);
  });

  it('keeps a far island apart', () => {
    const island = ringOf(places.length - 1);
    expect(Math.max(...island.map(([, y]) => y))).toBeLessThan(9);
  });

  it('draws the same map every time', () => {
    expect(schematic(places.slice(0, 12))).toEqual(schematic(places.slice(0, 12)));
  });

  it('keeps a small place off a shore of other small places', () => {
    const town = Array.from({ length: 30 }, (_, i): Place => {
      const [turn, r] = [i * 2.399963, 0.006 * Math.sqrt(i)];
      return { id: `t${i}`, centroid: [r * Math.cos(turn), 37 + r * Math.sin(turn)], areaKm2: 1.4 };
    });
    town.push({ id: 'islet', centroid: [0.09, 37.02], areaKm2: 2 });
    const islet = schematic(town).features.at(-1)?.geometry;
    if (islet?.type !== 'Polygon') throw new Error('the islet has no polygon');
    const ring = (islet.coordinates[0] ?? []).map(([x = 0, y = 0]): Xy => [x, y]);
    expect(ring.length).toBeGreaterThan(5);
    expect(holds(ring.slice(0, -1), [0.09, 37.02])).toBe(true);
  });
});
