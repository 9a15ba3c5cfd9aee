import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import type { Indicator, Profile } from '../../contract/profile.ts';
import { certainty, type Certainty } from '../../contract/records.ts';
import type { DemoCity } from './city.ts';
import type { Counted } from './counted.ts';
import { Dice, hashText, mix } from './dice.ts';
import type { Fate } from './measures-settings.ts';
import type { Span } from './spans.ts';

const STATUSES = certainty.options;

/** What is said of a period: for the first time, or again with more certainty. */
export interface Report {
  at: Instant;
  status: Certainty;
}

/** When values are reported, and revised. */
export class Reports {
  readonly #profile: Profile;
  readonly #city: DemoCity;
  readonly #counted: Counted;

  constructor(profile: Profile, city: DemoCity, counted: Counted) {
    this.#profile = profile;
    this.#city = city;
    this.#counted = counted;
  }

  /** Days from the end of a period until it is reported; far longer for a series that has fallen behind. */
  lag(indicator: Indicator, fate: Fate): number {
    const { lags } = this.#city.settings;
    const cadence = this.#profile.sources.find((s) => s.id === indicator.source)?.cadence;
    const usual =
      cadence === indicator.frequency
        ? this.#city.marks.lag(indicator.source)
        : (lags[`${indicator.source}:${indicator.frequency}`] ?? lags[indicator.frequency] ?? 1);
    if (fate !== 'tooOld') return usual;
    const step = { day: 1, month: 31, quarter: 92, year: 366 }[indicator.frequency];
    return usual + (this.#profile.rules.indicator.missingPeriods + 1) * step;
  }

  /** Everything that is said of a span by an instant, the oldest first. What comes every day, or once a year by a survey, is not revised. */
  by(indicator: Indicator, span: Span, lag: number, upTo: Instant, revised: boolean): Report[] {
    const { measures } = this.#city.settings;
    const early = new Dice(mix(this.#city.seed, hashText(indicator.id))).next();
    const end = this.#counted.end(indicator.id, span) ?? this.#city.days.start(span.end);
    // Reports come in during the hours before the source as a whole is called complete.
    const first = end + Math.ceil((lag * DAY - early * Math.min(15 * HOUR, (lag * DAY) / 3)) / HOUR) * HOUR;
    const reports = revised
      ? [0, measures.provisionalAfter, measures.officialAfter].map((after, i) => ({
          at: first + after * DAY,
          status: STATUSES[i] ?? 'official',
        }))
      : [{ at: first, status: 'official' as const }];
    return reports.filter(({ at }) => at <= upTo);
  }
}
