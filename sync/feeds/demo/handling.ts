import type { Unit } from '../../contract/profile.ts';
import { dayOfDate } from './days.ts';
import { type Dice, Weighted } from './dice.ts';
import type { ServiceSettings } from './settings.ts';

interface Desk {
  /** Share that goes to the unit governing the case's area. */
  area: number;
  units: Weighted<string>;
}

/** Who handles what: by category, the unit of the area or one of those named. */
export class Handling {
  readonly #desks = new Map<string, Desk>();
  readonly #others: Desk | undefined;
  readonly #governing: ReadonlyMap<string, string>;
  readonly #units: ReadonlyMap<string, Unit>;
  readonly #successors: ReadonlyMap<string, string>;
  /** The few units whose time is bounded: which days they are there, first and last. */
  readonly #times: ReadonlyMap<string, readonly [number, number]>;

  constructor(rules: ServiceSettings['handling'], units: readonly Unit[]) {
    this.#units = new Map(units.map((u) => [u.id, u]));
    this.#successors = new Map(units.flatMap((u) => (u.succeeds ?? []).map((old) => [old, u.id] as const)));
    this.#times = new Map(
      units.flatMap((u) =>
        u.validFrom === undefined && u.validTo === undefined
          ? []
          : [[u.id, [dayOr(u.validFrom, -Infinity), dayOr(u.validTo, Infinity)]] as const],
      ),
    );
    // Of several that governed an area one after the other, the last; the others are found from it.
    const governing = units.filter((u) => u.area !== undefined).toSorted((a, b) => endOf(a) - endOf(b));
    this.#governing = new Map(governing.flatMap((u) => (u.area === undefined ? [] : [[u.area, u.id]])));
    for (const rule of [...rules].reverse()) {
      const named = new Weighted(Object.entries(rule.units));
      const total = rule.area + named.total;
      const desk = { area: total > 0 ? rule.area / total : 0, units: named };
      for (const category of rule.categories ?? []) this.#desks.set(category, desk);
    }
    const rest = rules.find((rule) => rule.categories === undefined);
    if (rest) {
      const named = new Weighted(Object.entries(rest.units));
      const total = rest.area + named.total;
      this.#others = { area: total > 0 ? rest.area / total : 0, units: named };
    }
  }

  /** The code of the unit that handles a case opened on a day, or undefined where none is known. Takes two draws. */
  unit(category: string, area: string | undefined, day: number, dice: Dice): string | undefined {
    const unit = this.#desk(category, area, dice);
    const there = unit === undefined ? undefined : this.#onDay(unit, day);
    if (there !== undefined || area === undefined) return there;
    const local = this.#governing.get(area);
    return local === undefined ? undefined : this.#onDay(local, day);
  }

  /** A unit, or before its time one that it succeeds, or after it the one that succeeds it; undefined where none was there. */
  #onDay(unit: string, day: number): string | undefined {
    const [first, last] = this.#times.get(unit) ?? [-Infinity, Infinity];
    if (day > last) return this.#successors.get(unit);
    if (day >= first) return unit;
    const before = this.#units.get(unit)?.succeeds ?? [];
    return before.find((old) => this.#coversDay(old, day));
  }

  #coversDay(unit: string, day: number): boolean {
    const [first, last] = this.#times.get(unit) ?? [-Infinity, Infinity];
    return day >= first && day <= last;
  }

  #desk(category: string, area: string | undefined, dice: Dice): string | undefined {
    const desk = this.#desks.get(category) ?? this.#others;
    const first = dice.next();
    const second = dice.next();
    if (!desk) return undefined;
    const local = area === undefined ? undefined : this.#governing.get(area);
    if (first < desk.area && local !== undefined) return local;
    return desk.units.pick(second) ?? local;
  }
}

const endOf = (unit: Unit): number => dayOr(unit.validTo, Number.MAX_SAFE_INTEGER);

function dayOr(date: string | undefined, otherwise: number): number {
  return date === undefined ? otherwise : dayOfDate(date);
}
