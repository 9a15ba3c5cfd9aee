import { intersection, type Geom } from 'polyclip-ts';
import type { AreaShape, AreaShapes } from '../../sync/contract/profile.ts';
import { bendAll } from './borders.ts';
import { coast } from './coast.ts';
import { areaOf, fitSites, holds, powerCell, type Ring, type Xy } from './power.ts';

/** What is known of a place without any boundary: where its middle is and how large it is. */
export interface Place {
  id: string;
  /** [longitude, latitude], degrees. */
  centroid: readonly [number, number];
  areaKm2: number;
}

/** Kilometres in a degree of latitude. */
export const KM_PER_DEGREE = 111.2;
/** Land beyond which no cell can reach, km from its middle: discs grow to at most twice their radius. */
const BEYOND = 300;

/**
 * A schematic map made of nothing but middles and areas: each place a cell about as large as the place and
 * about where it is, neighbours sharing their border, the coast a guess. No real boundary goes into it.
 * One polygon for each place, in order; coordinates in degrees, five decimals.
 */
export function schematic(places: readonly Place[]): AreaShapes {
  const latitude = places.reduce((sum, p) => sum + p.centroid[1], 0) / Math.max(1, places.length);
  const perDegree = KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  const middles = places.map(({ centroid: [lon, lat] }): Xy => [lon * perDegree, lat * KM_PER_DEGREE]);
  const areas = places.map((p) => p.areaKm2);
  const radii = areas.map((a) => Math.sqrt(a / Math.PI));

  const sites = fitSites(middles, areas);
  const step = Math.min(0.4, Math.max(0.04, 0.5 * Math.min(...radii)));
  const land = coast(
    sites,
    areas.reduce((sum, a) => sum + a, 0),
    middles,
    step,
  );
  const cells = places.map((_, i) => {
    const [x, y] = middles[i] ?? [0, 0];
    const box: Ring = [
      [x - BEYOND, y - BEYOND],
      [x + BEYOND, y - BEYOND],
      [x + BEYOND, y + BEYOND],
      [x - BEYOND, y + BEYOND],
    ];
    return onLand(powerCell(sites, i, box), land, [x, y], radii[i] ?? 1);
  });
  const features = bendAll(cells, sites, radii).map((ring, i): AreaShape => {
    const corners = ring.map(([x, y]) => [round(x / perDegree), round(y / KM_PER_DEGREE)]);
    const first = corners[0] ?? [0, 0];
    return {
      type: 'Feature',
      properties: { id: places[i]?.id ?? '' },
      geometry: { type: 'Polygon', coordinates: [[...corners, first]] },
    };
  });
  return { type: 'FeatureCollection', origin: 'schematic', features };
}

/**
 * The part of a cell that is land: of several parts the one with the place's middle, else the largest. A
 * small place far out, which the drawn-in shore has lost, is a disc of its own size.
 */
function onLand(cell: Ring, land: readonly Ring[], middle: Xy, radius: number): Xy[] {
  const closed = (ring: Ring): [number, number][] => [...ring, ...ring.slice(0, 1)].map(([x, y]) => [x, y]);
  const shared = (rings: readonly Ring[]): Xy[][] => {
    const whole: Geom = rings.map((ring) => [closed(ring)]);
    return intersection([closed(cell)], whole)
      .flatMap((polygon) => polygon.slice(0, 1))
      .map((ring) => ring.slice(0, -1).map(([x, y]): Xy => [x, y]));
  };
  const onShore = shared(land);
  const parts = onShore.length > 0 ? onShore : shared([disc(middle, radius)]);
  const own = parts.find((ring) => holds(ring, middle));
  return own ?? parts.toSorted((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)))[0] ?? [];
}

function disc([x, y]: Xy, radius: number): Xy[] {
  return Array.from({ length: 24 }, (_, i): Xy => {
    const turn = (i * Math.PI) / 12;
    return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
  });
}

/** Five decimals of a degree: about a metre. */
export const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
