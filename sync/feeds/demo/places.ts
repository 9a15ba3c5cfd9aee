import type { Area } from '../../contract/profile.ts';
import type { Point } from '../../contract/records.ts';
import { eras, succession, type Succession } from '../../profile/index.ts';
import { dayOfDate } from './days.ts';
import { Dice, hashText, mix, Weighted } from './dice.ts';
import type { Settings } from './settings.ts';

const METRES_A_DEGREE = 111_320;

/** The areas of a stretch of days on which none begins or ends. */
interface Era {
  /** Its first day. */
  from: number;
  areas: Weighted<Area>;
}

/** Where cases happen: the areas of a day by weight, and in each some streets where more happens than elsewhere. */
export class Places {
  /** The newest first. */
  readonly #eras: readonly Era[];
  readonly #succession: Succession;
  readonly #byId: ReadonlyMap<string, Area>;
  readonly #streets = new Map<string, Point[]>();
  readonly #seed: number;

  constructor(areas: readonly Area[], settings: Settings['areas'], seed: number) {
    this.#seed = seed;
    this.#byId = new Map(areas.map((a) => [a.id, a]));
    this.#succession = succession(areas);
    const weigh = weights(areas, settings);
    this.#eras = eras(areas).map(({ from, items }) => ({
      from: from === '' ? -Infinity : dayOfDate(from),
      areas: new Weighted(items.map((area) => [area, weigh(area)] as const)),
    }));
  }

  /** The areas that exist on a day, to be picked from. */
  on(day: number): Weighted<Area> {
    const era = this.#eras.find(({ from }) => from <= day);
    if (era === undefined) throw new RangeError(`no era holds day ${day}`);
    return era.areas;
  }

  /** An area by its code, or what it was, or became, on a day; undefined where there was none. */
  areaOn(id: string, day: number): Area | undefined {
    const own = this.#byId.get(id);
    if (own === undefined || isThere(own, day)) return own;
    const { predecessors, successors } = this.#succession;
    const line = [...predecessors(id), ...successors(id)].flatMap((kin) => this.#byId.get(kin.id) ?? []);
    return line.find((area) => isThere(area, day));
  }

  area(id: string): Area | undefined {
    return this.#byId.get(id);
  }

  /** The codes of so many areas that are there on a day, those whose middles are nearest to one's. */
  nearest(id: string, day: number, count: number): string[] {
    const middle = this.areaOn(id, day);
    if (middle === undefined || count === 0) return [];
    return this.on(day)
      .items.filter((area) => area.id !== middle.id)
      .map((area) => ({ id: area.id, far: metresBetween(middle.centroid, area.centroid) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, count)
      .map((area) => area.id);
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

/** Whether an area exists on a day, by number. */
function isThere({ validFrom, validTo }: Area, day: number): boolean {
  return (
    (validFrom === undefined || dayOfDate(validFrom) <= day) &&
    (validTo === undefined || day <= dayOfDate(validTo))
  );
}

/** How much happens in an area. In one that is no more, as much as in what was made of it. */
function weights(areas: readonly Area[], settings: Settings['areas']): (area: Area) => number {
  const heirs = areas.flatMap((area) => (area.succeeds ?? []).map((old) => ({ old, area })));
  const successors = Map.groupBy(heirs, ({ old }) => old);
  const weigh = (area: Area): number => {
    const given = settings.weights[area.id];
    const made = successors.get(area.id);
    if (given !== undefined) return given;
    if (made !== undefined)
      return made.reduce(
        (sum, { area: one }) => sum + weigh(one) / Math.max(1, one.succeeds?.length ?? 1),
        0,
      );
    return (area.population ?? area.areaKm2 ** settings.exponent) * (settings.types[area.type] ?? 1);
  };
  return weigh;
}

/** The radius in metres of a circle as large as the area, at most 6 km: people live near the middle. */
function radius(area: Area): number {
  return Math.min(6000, Math.sqrt(area.areaKm2 / Math.PI) * 1000);
}

/** Metres between two places, as on a plane: right for neighbours. */
function metresBetween(a: Point, b: Point): number {
  const lon = (a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180);
  return Math.hypot(lon, a[1] - b[1]) * METRES_A_DEGREE;
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
