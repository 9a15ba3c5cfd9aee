import { foldName, spellName, withoutType } from '../../../sync/contract/names.ts';
import type { Area } from '../../../sync/contract/profile.ts';
import type { Feature } from './features.ts';
import { plane } from './geometry.ts';

/** What an area is recognised by. */
export type Wanted = Pick<Area, 'id' | 'name' | 'centroid' | 'areaKm2'>;

/** The ways in which a name may be written, the strictest first. Without diacritics, it must leave no choice. */
const WAYS: readonly { says: string; key: (name: string) => string; unique: boolean }[] = [
  { says: 'name', key: spellName, unique: false },
  { says: 'name without its type', key: (name) => withoutType(spellName(name)), unique: false },
  { says: 'name without diacritics', key: foldName, unique: true },
  { says: 'name without type and diacritics', key: (name) => withoutType(foldName(name)), unique: true },
];

/** Names recur in a country: a feature is an area only within so many metres of its middle, or so many times its radius. */
const [NEAR, NEAR_SIZES] = [5000, 4];

/** The names of a city's areas, in all the ways they may be written. */
export class Names {
  readonly #ways: {
    says: string;
    key: (name: string) => string;
    unique: boolean;
    areas: Map<string, Wanted[]>;
  }[];

  constructor(areas: readonly Wanted[]) {
    this.#ways = WAYS.map((way) => {
      const known = new Map<string, Wanted[]>();
      for (const area of areas)
        for (const text of new Set([way.key(area.name.vi), way.key(area.name.en)]))
          known.set(text, [...(known.get(text) ?? []), area]);
      known.delete('');
      return { ...way, areas: known };
    });
  }

  /** The areas that a text may name for a feature where it lies, by the strictest way that fits; undefined where none does. */
  near(feature: Feature, text: string): { says: string; areas: readonly Wanted[] } | undefined {
    for (const { says, key, unique, areas } of this.#ways) {
      const found = (areas.get(key(text)) ?? []).filter((area) => isNear(feature, area));
      if (found.length > 0 && !(unique && found.length > 1)) return { says, areas: found };
    }
    return undefined;
  }
}

/** Whether a text is a name of the area, however written. */
export function isNamed(text: string, { name }: Pick<Area, 'name'>): boolean {
  return WAYS.some(({ key }) => [name.vi, name.en].some((own) => key(own) === key(text)));
}

/** Metres between the middles of a feature and of an area; 0 where the feature has no shape to say where it is. */
export function distance({ middle, polygons }: Feature, { centroid }: Pick<Area, 'centroid'>): number {
  if (polygons.length === 0) return 0;
  const flat = plane(centroid[1]);
  const [[x, y], [cx, cy]] = [flat(middle), flat(centroid)];
  return Math.hypot(x - cx, y - cy);
}

function isNear(feature: Feature, area: Wanted): boolean {
  return distance(feature, area) <= Math.max(NEAR, NEAR_SIZES * 1000 * Math.sqrt(area.areaKm2 / Math.PI));
}
