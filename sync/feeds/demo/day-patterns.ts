import { DAY } from '../../contract/instants.ts';
import { monthly, type Days } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';
import type { Events, Happening } from './events.ts';
import { sized, type EventOf } from './events-settings.ts';
import type { IndicatorSettings, MeasuresSettings } from './measures-settings.ts';

/** A new moon, and how many days it is to the next full one. */
const NEW_MOON = 10_962.76;
const HALF_MOON = 14.765;

/** What a day is like: its place in the week, holidays, rain, the moon, and what is planted to be found. */
export class DayPatterns {
  readonly #days: Days;
  readonly #rain: readonly number[] | undefined;
  readonly #events: Events;
  readonly #seed: number;

  constructor(days: Days, settings: Pick<MeasuresSettings, 'rain'>, events: Events, seed: number) {
    this.#days = days;
    this.#rain = settings.rain;
    this.#events = events;
    this.#seed = mix(seed, hashText('rain'));
  }

  /** What weekday and holiday make of a usual value: a plan knows them too. */
  planned(settings: IndicatorSettings, day: number): number {
    const weekday = settings.weekdays?.[this.#days.weekday(day) - 1] ?? 1;
    return this.#days.off(day) ? weekday * (settings.dayOff ?? 1) : weekday;
  }

  /** What the day makes of a usual value of an indicator. */
  factor(indicator: string, settings: IndicatorSettings, day: number): number {
    const rain = settings.rain === undefined ? 1 : 1 + settings.rain * (this.#wet(day) - 1);
    const moon = 1 + (settings.moon ?? 0) * Math.cos((2 * Math.PI * (day - NEW_MOON)) / HALF_MOON);
    const surge = this.#events
      .on(day, 'surge')
      .reduce(
        (all, one) => all * (1 + ((one.settings.indicators[indicator] ?? 1) - 1) * this.#height(one, day)),
        1,
      );
    return this.planned(settings, day) * Math.max(0, rain) * moon * surge;
  }

  /** How many times its usual part an area has of a count that is shared out: more where an outbreak is. */
  part(indicator: string, area: string, day: number): number {
    return this.#events
      .on(day, 'surge')
      .reduce(
        (all, one) =>
          one.settings.indicators[indicator] !== undefined && one.settings.areas.includes(area)
            ? all * (1 + 25 * this.#height(one, day))
            : all,
        1,
      );
  }

  /** The rain of a day, 1 being the usual of a usual month; half of all days are dry. */
  #wet(day: number): number {
    const month = monthly(this.#rain, day);
    // The mean of the positive half of a normal draw is 0.4.
    return (month * Math.max(0, Math.min(3, new Dice(mix(this.#seed, day)).normal()))) / 0.4;
  }

  /** How far a surge is along on a day: 0 before and after, 1 at the height of a large one. It is of whole days. */
  #height({ settings, size, from, to }: Happening<EventOf<'surge'>>, day: number): number {
    const days = Math.max(1, Math.round((to - from) / DAY));
    const rise = Math.round(settings.peak * days);
    const age = day - this.#days.of(from);
    if (age < 0 || age >= days) return 0;
    const part = age < rise ? (age + 1) / (rise + 1) : (days - age) / (days - rise);
    return part * sized(settings.height, size);
  }
}
