import { turnedTo } from '../../../sync/contract/date-line.ts';
import type { Area, City } from '../../../sync/contract/profile.ts';
import type { Xy } from '../power.ts';
import { km2, place, type Fault } from './faults.ts';
import { readFeatures, type Feature } from './features.ts';
import { boxOf, inBox, within, type Box, type Polygon } from './geometry.ts';
import { match, type Match, type Matching } from './match.ts';
import { distance, isNamed } from './named.ts';
import { overlaps, type Shape } from './overlaps.ts';
import { simplify } from './simplify.ts';

/** How one area came out of a boundary file. It is sound where there is no fault. */
export interface UnitFinding {
  area: Area;
  /** The features taken for it. */
  features: Feature[];
  /** What told that they are: `code in ma_xa`. */
  by: string | undefined;
  /** The file's name for it, where that is another. */
  alias: string | undefined;
  faults: Fault[];
}

export interface Findings {
  units: UnitFinding[];
  /** How the file was read, where that does not go without saying. */
  notes: string[];
  /** Features of no area. Those elsewhere than in the city are only counted. */
  unmatched: { feature: Feature; fault: Fault }[];
  elsewhere: number;
  features: number;
  /** The shapes of the sound units, simplified; in the areas' order. */
  shapes: Shape[];
  /** Positions before and after simplifying. */
  before: number;
  after: number;
}

/**
 * Reads a city's boundaries from the text of a boundary file, and says unit by unit what came of it. `areas` are those that want a
 * shape of their own; `crs` is the file's coordinate system where it is not as the file says. Raises `boundaries-invalid` where the
 * whole file is of no use.
 */
export function readBoundaries(
  text: string,
  file: string,
  areas: readonly Area[],
  city: City,
  crs?: string,
): Findings {
  const [[west, south], [east, north]] = city.map.bounds;
  const middle: Xy = [(west + east) / 2, (south + north) / 2];
  const around = { near: middle[0], middle, inCity: (position: Xy): boolean => inCity(position, city) };
  const { features, notes } = readFeatures(text, file, around, crs);
  const matching = match(features, areas);
  const byArea = Map.groupBy(matching.matches, ({ area }) => area);
  const units = areas.map((area) => unitFinding(area, byArea.get(area.id) ?? [], matching, city));
  const strangers = renamed(units, matching, city);
  const soundOnes = units.filter(({ faults }) => faults.length === 0);
  const { shapes, before, after } = simplify(
    soundOnes.map(({ area, features: [one] }) => ({ id: area.id, polygons: one?.polygons ?? [] })),
  );
  noteOverlaps(units, shapes);
  const sound = new Set(units.filter(({ faults }) => faults.length === 0).map(({ area }) => area.id));
  return {
    units,
    notes,
    ...strangers,
    features: features.length,
    shapes: shapes.filter(({ id }) => sound.has(id)),
    before,
    after,
  };
}

function unitFinding(area: Area, matches: Match[], { nameOf }: Matching, city: City): UnitFinding {
  const features = matches.map(({ feature }) => feature);
  const [first] = features;
  const name = first && nameOf(first);
  const faults = features.flatMap((feature) => [...feature.faults, ...whereabouts(feature, city)]);
  if (first === undefined) faults.push({ kind: 'missing', says: 'no feature has its code or its name' });
  if (features.length > 1)
    faults.unshift({
      kind: 'duplicate',
      says: `${features.length} features are it: ${matches.map((m) => `${m.feature.number} (${m.by})`).join(', ')}`,
    });
  return {
    area,
    features,
    by: matches[0]?.by,
    alias: name !== undefined && !isNamed(name, area) ? name : undefined,
    faults,
  };
}

/** A city's boxes are drawn for the eye: land may reach so far beyond them, a share of their size, and islets so far, degrees. */
const [MARGIN, FAR] = [0.1, 1];

/** Whether a shape is where the city is: its largest part in one of the map's boxes, and nothing of it far away. */
function whereabouts({ polygons, middle, faults }: Feature, city: City): Fault[] {
  if (polygons.length === 0 || faults.length > 0) return [];
  if (!inCity(middle, city))
    return [{ kind: 'outside', says: `lies outside the city, about ${place(middle)}` }];
  const corners = boxesOf(city).map(({ west, south, east, north }): Polygon => [
    [
      [west - FAR, south - FAR],
      [east + FAR, north + FAR],
    ],
  ]);
  const reach = boxOf(corners);
  const far = polygons.flat(2).find((position) => !inBox(position, reach));
  return far ? [{ kind: 'outside', says: `has a part far from the city, at ${place(far)}` }] : [];
}

const boxesOf = ({ map }: City): Box[] =>
  [map.bounds, ...map.inset.map(({ bounds }) => bounds)].map(([[west, south], [east, north]]) => ({
    west,
    south,
    east,
    north,
  }));

function inCity([lon, lat]: Xy, city: City): boolean {
  return boxesOf(city).some(({ west, south, east, north }) => {
    const [x, y] = [MARGIN * (east - west), MARGIN * (north - south)];
    return inBox([turnedTo((west + east) / 2, lon), lat], {
      west: west - x,
      south: south - y,
      east: east + x,
      north: north + y,
    });
  });
}

/**
 * Looks among the units without a feature for what the features without a unit may be. A feature that lies where such a unit
 * does is that unit under another name, most likely: it is said, and left to a person.
 */
function renamed(
  units: readonly UnitFinding[],
  { rest, nameOf }: Matching,
  city: City,
): Pick<Findings, 'unmatched' | 'elsewhere'> {
  const near = rest.filter(({ middle }) => inCity(middle, city));
  const unmatched: Findings['unmatched'] = [];
  const lacking = new Set(units.filter(({ features }) => features.length === 0));
  for (const feature of near) {
    const called = nameOf(feature) ?? 'without a name';
    const ranked = units.toSorted((a, b) => distance(feature, a.area) - distance(feature, b.area));
    const [nearest] = ranked;
    if (nearest === undefined) continue;
    const holds = [...lacking].find(({ area }) => feature.polygons.some((p) => within(p, area.centroid)));
    const likely = holds ?? (lacking.has(nearest) ? nearest : undefined);
    if (likely === undefined) {
      const says = `no area has its code or its name; nearest is ${titled(nearest.area)}`;
      unmatched.push({ feature, fault: { kind: 'unmatched', says } });
      continue;
    }
    lacking.delete(likely);
    likely.faults = [
      {
        kind: 'renamed',
        says:
          `feature ${feature.number} lies there but is called ${called}; ` +
          `if it is the same, give it the property id ${likely.area.id}`,
      },
      ...feature.faults,
    ];
  }
  return { unmatched, elsewhere: rest.length - near.length };
}

const titled = ({ id, name }: Area): string => `${name.vi} (${id})`;

function noteOverlaps(units: readonly UnitFinding[], shapes: readonly Shape[]): void {
  const byId = new Map(units.map((unit) => [unit.area.id, unit]));
  for (const { one, other, squareMetres, share, at } of overlaps(shapes)) {
    const pair = [byId.get(one), byId.get(other)];
    const percent = `${Number((100 * share).toPrecision(2))} % of the smaller`;
    pair.forEach((unit, i) => {
      const counterpart = pair[1 - i];
      if (unit && counterpart)
        unit.faults.push({
          kind: 'overlap',
          says: `lies over ${titled(counterpart.area)}, ${km2(squareMetres)}, ${percent}, at ${place(at)}`,
        });
    });
  }
}
