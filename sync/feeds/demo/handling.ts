import type { Unit } from '../../contract/profile.ts';
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

  constructor(rules: ServiceSettings['handling'], units: readonly Unit[]) {
    this.#governing = new Map(
      units.flatMap((u) =>
        u.area !== undefined && u.validTo === undefined ? [[u.area, u.id] as const] : [],
      ),
    );
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

  /** The handling unit's code, or undefined where none is known. Takes two draws. */
  unit(category: string, area: string | undefined, dice: Dice): string | undefined {
    const desk = this.#desks.get(category) ?? this.#others;
    const first = dice.next();
    const second = dice.next();
    if (!desk) return undefined;
    const local = area === undefined ? undefined : this.#governing.get(area);
    if (first < desk.area && local !== undefined) return local;
    return desk.units.pick(second) ?? local;
  }
}
