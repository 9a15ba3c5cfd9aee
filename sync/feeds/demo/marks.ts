import type { Watermarks } from '../../contract/feed.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import type { Source } from '../../contract/profile.ts';
import { dateParts, dayOf, type Days } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';
import { minutesOf } from './plants.ts';
import type { Settings } from './settings.ts';

/** Up to which instant each source has reported, as a function of time alone. */
export class Marks {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #settings: Pick<Settings, 'outages' | 'lags'>;
  readonly #days: Days;
  readonly #seed: number;

  constructor(
    sources: readonly Source[],
    settings: Pick<Settings, 'outages' | 'lags'>,
    days: Days,
    seed: number,
  ) {
    this.#sources = new Map(sources.map((s) => [s.id, s]));
    this.#settings = settings;
    this.#days = days;
    this.#seed = seed;
  }

  /** Days after the end of a period until a source reports it. */
  lag(source: string): number {
    const cadence = this.#sources.get(source)?.cadence ?? 'live';
    return this.#settings.lags[source] ?? this.#settings.lags[cadence] ?? 0;
  }

  /**
   * How far a source's data reach at an instant: to the instant itself for a live one, to where it stopped
   * in an outage, and to the end of the last period it has reported for the slower ones.
   */
  mark(source: string, at: Instant): Instant {
    const cadence = this.#sources.get(source)?.cadence ?? 'live';
    if (cadence === 'live') return this.#outage(source, at) ?? at;
    const day = this.#days.of(at - this.lag(source) * DAY);
    const { year, month } = dateParts(day);
    if (cadence === 'day') return this.#days.start(day);
    if (cadence === 'month') return this.#days.start(dayOf(year, month));
    if (cadence === 'quarter') return this.#days.start(dayOf(year, month - ((month - 1) % 3)));
    return this.#days.start(dayOf(year, 1));
  }

  all(at: Instant): Watermarks {
    return Object.fromEntries([...this.#sources.keys()].map((id) => [id, this.mark(id, at)]));
  }

  #outage(source: string, at: Instant): Instant | undefined {
    const today = this.#days.of(at);
    for (const [i, outage] of this.#settings.outages.entries()) {
      if (outage.source !== source) continue;
      for (const day of [today - 1, today]) {
        const dice = new Dice(mix(mix(this.#seed, hashText(`${source}/${i}`)), day));
        const stopped = this.#days.start(day) + minutesOf(outage.from) * MINUTE;
        if (dice.next() < outage.chance && stopped <= at && at < stopped + outage.hours * HOUR)
          return stopped;
      }
    }
    return undefined;
  }
}
