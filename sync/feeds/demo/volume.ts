import { HOUR, type Instant } from '../../contract/instants.ts';
import { monthly, type Days } from './days.ts';
import { Dice, mix, Weighted } from './dice.ts';
import type { ServiceSettings } from './settings.ts';

/** How many cases a day brings, at what time of day, and about what. */
export class Volume {
  readonly #settings: ServiceSettings;
  readonly #days: Days;
  readonly #seed: number;
  readonly #growsFrom: number;
  /** Share of a day's cases before each hour's end. */
  readonly #byHour: number[];
  /** By hour, of the day that was asked about last. */
  readonly #categories = new Map<number, Weighted<string>>();
  #categoriesOf = -Infinity;
  /** What a category's hours must be divided by, so that its weight is its share of whole days. */
  readonly #evened: ReadonlyMap<string, number>;

  constructor(settings: ServiceSettings, days: Days, seed: number) {
    this.#settings = settings;
    this.#days = days;
    this.#seed = seed;
    this.#growsFrom = settings.growth ? Date.parse(settings.growth.of) : 0;
    const total = settings.hours.reduce((a, b) => a + b, 0) || 1;
    let sum = 0;
    this.#byHour = settings.hours.map((n) => (sum += n) / total);
    this.#evened = new Map(
      Object.entries(settings.categories).map(([id, c]) => {
        const hours = typeof c === 'number' ? undefined : c.hours;
        const mean = settings.hours.reduce((all, n, hour) => all + (n / total) * (hours?.[hour] ?? 1), 0);
        return [id, mean || 1];
      }),
    );
  }

  /** The mean of a day's ordinary cases: by weekday, month, days off and growth. */
  mean(day: number): number {
    const s = this.#settings;
    let mean = s.perDay * monthly(s.months, day);
    if (this.#days.off(day)) mean *= s.dayOff;
    else {
      const worked = this.#days.working(day) && this.#days.weekday(day) > 5;
      mean *= s.weekdays?.[worked ? 0 : this.#days.weekday(day) - 1] ?? 1;
    }
    if (s.growth)
      mean *= (1 + s.growth.share) ** ((this.#days.start(day) - this.#growsFrom) / (365.25 * 24 * HOUR));
    return mean;
  }

  /** How many ordinary cases a day has, and for steady services the ordinal of its first one. */
  count(day: number): { count: number; first: number } {
    if (this.#settings.steady) {
      const shift = (this.#seed % 1000) / 1000;
      const first = Math.floor(day * this.#settings.perDay + shift);
      return { count: Math.floor((day + 1) * this.#settings.perDay + shift) - first, first };
    }
    const dice = new Dice(mix(this.#seed, day));
    const busy = Math.exp(0.05 * dice.normal());
    return { count: dice.poisson(this.mean(day) * busy), first: 0 };
  }

  /** When so many cases of a day came in, earliest first; `salt` for others than the ordinary ones. */
  openings(day: number, count: number, salt = 0): Float64Array {
    const dice = new Dice(mix(this.#seed ^ 0x51ab ^ salt, day));
    const draws = new Float64Array(count);
    for (let i = 0; i < count; i++) draws[i] = dice.next();
    draws.sort();
    const start = this.#days.start(day);
    const stretch = this.#days.length(day) / 24;
    let hour = 0;
    for (let i = 0; i < count; i++) {
      const u = draws[i] ?? 0;
      while (hour < 23 && u >= (this.#byHour[hour] ?? 1)) hour++;
      const before = hour > 0 ? (this.#byHour[hour - 1] ?? 0) : 0;
      const share = (this.#byHour[hour] ?? 1) - before;
      const part = share > 0 ? (u - before) / share : 0;
      draws[i] = Math.floor(start + (hour + Math.min(0.999999, part)) * stretch);
    }
    return draws;
  }

  /** What cases opened at an instant are about: weights of the time of year and the hour. */
  categories(day: number, at: Instant): Weighted<string> {
    if (day !== this.#categoriesOf) {
      this.#categories.clear();
      this.#categoriesOf = day;
    }
    const hour = Math.min(23, Math.floor((at - this.#days.start(day)) / HOUR));
    const known = this.#categories.get(hour);
    if (known) return known;
    const table = new Weighted(
      Object.entries(this.#settings.categories).map(([id, c]) => {
        if (typeof c === 'number') return [id, c] as const;
        return [
          id,
          c.weight * monthly(c.months, day) * ((c.hours?.[hour] ?? 1) / (this.#evened.get(id) ?? 1)),
        ] as const;
      }),
    );
    this.#categories.set(hour, table);
    return table;
  }
}
