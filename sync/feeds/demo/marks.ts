import type { Watermarks } from '../../contract/feed.ts';
import { DAY, type Instant } from '../../contract/instants.ts';
import type { Source } from '../../contract/profile.ts';
import { dateParts, dayOf, type Days } from './days.ts';
import type { Events } from './events.ts';
import type { Settings } from './settings.ts';

/** Up to which instant each source has reported, as a function of time alone. */
export class Marks {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #settings: Pick<Settings, 'lags'>;
  readonly #days: Days;
  readonly #events: Events;

  constructor(sources: readonly Source[], settings: Pick<Settings, 'lags'>, days: Days, events: Events) {
    this.#sources = new Map(sources.map((s) => [s.id, s]));
    this.#settings = settings;
    this.#days = days;
    this.#events = events;
  }

  /** Days after the end of a period until a source reports it. */
  lag(source: string): number {
    const cadence = this.#sources.get(source)?.cadence ?? 'live';
    return this.#settings.lags[source] ?? this.#settings.lags[cadence] ?? 0;
  }

  /**
   * How far a source's data reach at an instant: to the instant itself for a live one, to where it stopped
   * where it is silent, and to the end of the last period it has reported for the slower ones.
   */
  mark(source: string, at: Instant): Instant {
    const cadence = this.#sources.get(source)?.cadence ?? 'live';
    if (cadence === 'live') return this.#silent(source, at) ?? at;
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

  /** When a source stopped that is silent at an instant; undefined for one that tells. */
  #silent(source: string, at: Instant): Instant | undefined {
    const one = this.#events
      .on(this.#days.of(at), 'silence')
      .find(({ settings, from, to }) => settings.source === source && from <= at && at < to);
    return one?.from;
  }
}
