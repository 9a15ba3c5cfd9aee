import type { Area } from '../../contract/profile.ts';
import type { Point } from '../../contract/records.ts';
import { Dice, hashText, mix, Weighted } from './dice.ts';
import type { Settings } from './settings.ts';

const METRES_A_DEGREE = 111_320;

/** Where cases happen: areas by weight, and in each some streets where more happens than elsewhere. */
export class Places {
  readonly areas: Weighted<Area>;
  readonly #byId: ReadonlyMap<string, Area>;
  readonly #streets = new Map<string, Point[]>();
  readonly #seed: number;

  constructor(areas: readonly Area[], settings: Settings['areas'], seed: number) {
    this.#seed = seed;
    this.#byId = new Map(areas.map((a) => [a.id, a]));
    this.areas = new Weighted(
      areas
        .filter((area) => area.validTo === undefined)
        .map((area) => {
          const kind = settings.types[area.type] ?? 1;
          const size = area.population ?? area.areaKm2 ** settings.exponent;
          return [area, settings.weights[area.id] ?? size * kind] as const;
        }),
    );
  }

  area(id: string): Area | undefined {
    return this.#byId.get(id);
  }

  /** An exact place in an area, [longitude, latitude], by draws of the dice. */
  within(area: Area, dice: Dice): Point {
    const streets = this.#streetsOf(area);
    const street = streets[Math.floor(dice.next() * streets.length)];
    if (street === undefined || dice.next() < 0.35) return scatter(area.centroid, radius(area) * 0.6, dice);
    return scatter(street, radius(area) * 0.15, dice);
  }

  #streetsOf(area: Area): Point[] {
    const known = this.#streets.get(area.id);
    if (known) return known;
    const dice = new Dice(mix(this.#seed, hashText(area.id)));
    const streets = Array.from({ length: 5 }, () => scatter(area.centroid, radius(area) * 0.5, dice));
    this.#streets.set(area.id, streets);
    return streets;
  }
}

/** The radius in metres of a circle as large as the area, at most 6 km: people live near the middle. */
function radius(area: Area): number {
  return Math.min(6000, Math.sqrt(area.areaKm2 / Math.PI) * 1000);
}

/** A place near another, within `metres` of it, thinning outwards. */
export function scatter(middle: Point, metres: number, dice: Dice): Point {
  const far = metres * dice.next();
  const turn = 2 * Math.PI * dice.next();
  const lat = middle[1] + (far * Math.sin(turn)) / METRES_A_DEGREE;
  const lon = middle[0] + (far * Math.cos(turn)) / (METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180));
  return [lon, lat];
}

/** Rounded to about 100 m, as a point that may be shown is. */
export function rounded(at: Point): Point {
  return [Math.round(at[0] * 1000) / 1000, Math.round(at[1] * 1000) / 1000];
}
