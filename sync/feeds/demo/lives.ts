import { DAY, HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import type { Service } from '../../contract/profile.ts';
import type { Days } from './days.ts';
import { Dice, exponential, hashText } from './dice.ts';
import type { Life, ServiceSettings } from './settings.ts';

/** How long after its closing a case may still be rated. */
export const RATED_WITHIN = 3 * DAY;

/** Steps of low discrepancy, so that services with few cases keep their levels (the plastic number's powers). */
const EVEN = { late: 0.7548776662466927, time: 0.5698402909980532 };

/** How a unit keeps its times while it lapses. */
export interface Lapse {
  onTime: number;
  lateDays: number | undefined;
}

/** When cases are due and closed. */
export class Lives {
  readonly #life: Life;
  readonly #units: ServiceSettings['units'];
  readonly #due: ReadonlyMap<string, { workingDays?: number | undefined; minutes?: number | undefined }>;
  readonly #days: Days;
  readonly #onTime = new Map<string, number>();

  constructor(service: Service, settings: ServiceSettings, days: Days) {
    this.#life = settings.life;
    this.#units = settings.units;
    this.#days = days;
    this.#due = new Map(service.categories.flatMap((c) => (c.due ? [[c.id, c.due] as const] : [])));
  }

  /** When a case is due, by its category's time or the settings'; 0 where it has no due instant. */
  due(category: string, openedAt: Instant, dice: Dice): Instant {
    const draw = dice.next();
    const due = this.#due.get(category);
    if (due?.minutes !== undefined) return openedAt + due.minutes * MINUTE;
    if (due?.workingDays !== undefined) return this.#days.addWorking(openedAt, due.workingDays);
    if (!this.#life.dueDays) return 0;
    const [least, most] = this.#life.dueDays;
    return this.#days.addWorking(openedAt + (least + draw * (most - least)) * DAY, 0);
  }

  /**
   * When a case is closed. `ordinal` spreads the cases of a steady service evenly over what may happen;
   * undefined leaves it to the dice. Takes four draws.
   */
  closed(
    openedAt: Instant,
    dueAt: Instant,
    unit: string | undefined,
    dice: Dice,
    ordinal: number | undefined,
    lapse: Lapse | undefined,
  ): Instant {
    const life = this.#life;
    const own = unit === undefined ? undefined : this.#units[unit];
    const chance = dice.next();
    const kind = dice.next();
    const length = dice.next();
    const hour = dice.next();
    const lateDraw = ordinal === undefined ? chance : (ordinal * EVEN.late) % 1;
    const time = ordinal === undefined ? length : (ordinal * EVEN.time) % 1;
    const end = openedAt + life.maxDays * DAY;
    if (dueAt === 0) return Math.floor(Math.min(end, openedAt + exponential(time) * life.hours * HOUR));
    if (lateDraw >= (lapse?.onTime ?? own?.onTime ?? this.#keeps(unit))) {
      const late = Math.max(
        MINUTE,
        exponential(time) * (lapse?.lateDays ?? own?.lateDays ?? life.lateDays) * DAY,
      );
      return Math.floor(Math.min(Math.max(end, dueAt + MINUTE), this.#office(dueAt + late, hour, kind)));
    }
    const span = dueAt - openedAt;
    const took =
      kind < life.quick.share
        ? Math.min(span * 0.95, exponential(time) * life.quick.hours * HOUR)
        : span * time ** life.power;
    const closed =
      kind < life.quick.share
        ? openedAt + took
        : this.#office(openedAt + took, hour, (kind - life.quick.share) / (1 - life.quick.share));
    return Math.floor(closed < dueAt ? closed : dueAt - hour * Math.min(HOUR, span / 2) - 1);
  }

  /** The share that a unit closes in time: some units are better than others, and stay so. */
  #keeps(unit: string | undefined): number {
    const { onTime, unitSpread } = this.#life;
    if (unit === undefined || unitSpread === 0) return onTime;
    const known = this.#onTime.get(unit);
    if (known !== undefined) return known;
    const n = new Dice(hashText(unit)).normal();
    const share = 1 - Math.min(0.5, (1 - onTime) * Math.exp(unitSpread * n - unitSpread ** 2 / 2));
    this.#onTime.set(unit, share);
    return share;
  }

  /** When what is ready at an instant is closed. On a day off so many of the cases are as are worked on then, by a draw. */
  #office(at: Instant, hour: number, worked: number): Instant {
    const { office, daysOff } = this.#life;
    if (!office) return at;
    const open = this.#days.officeAt(at, worked < daysOff);
    return open === at ? at : open + hour * 3 * HOUR;
  }
}
