import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import type { Area, Indicator } from '../../contract/profile.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { isValidOn } from '../../contract/validity.ts';
import type { DemoCity } from './city.ts';
import { Counted } from './counted.ts';
import { dateOfDay, dateParts, dayOf } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';
import { fatesOf, performanceOf } from './fates.ts';
import { Series } from './series.ts';
import type { DemoProfile } from './settings.ts';
import { spansBetween, type Revision, type Span } from './spans.ts';

const STATUSES = ['estimated', 'provisional', 'official'] as const;
/** How far a first estimate is off, and a provisional value, as shares. */
const OFF = { estimated: 0.004, provisional: 0.001, official: 0 } as const;

/** The measures of a demo city: what was published as it is, and beside it what is invented, marked as such. */
export class Measures {
  readonly #loaded: DemoProfile;
  readonly #city: DemoCity;
  readonly #founded: Instant;
  readonly #series: readonly Series[];
  readonly #counted: Counted;
  readonly #areas: readonly Area[];

  constructor(loaded: DemoProfile, city: DemoCity, founded: Instant) {
    this.#loaded = loaded;
    this.#city = city;
    this.#founded = founded;
    this.#counted = new Counted(loaded.profile.city, city);
    this.#areas = loaded.profile.areas;
    const { indicators } = loaded.profile.indicators;
    const fates = fatesOf(indicators, city.settings.measures, city.seed);
    this.#series = indicators.map((indicator) => {
      const fate = fates.get(indicator.id) ?? 'onCourse';
      const performance = performanceOf(indicator, fate, city.seed);
      const published = loaded.published.filter((m) => m.indicator === indicator.id && m.subject === 'city');
      const { territory } = loaded.profile.city;
      return new Series(
        indicator,
        city.settings.measures,
        { fate, performance },
        published,
        territory,
        city.seed,
      );
    });
  }

  /** Everything reported after one instant and up to another, each value at its newest revision, oldest first. */
  between(after: Instant, upTo: Instant): MeasureRecord[] {
    const records = this.#loaded.published.filter((m) => m.reportedAt > after && m.reportedAt <= upTo);
    for (const series of this.#series) {
      if (series.fate === 'noValue') continue;
      const lag = this.#lag(series);
      for (const span of this.#spans(series.indicator, after, upTo)) {
        const revision = this.#revision(series.indicator, span, lag, after, upTo);
        if (!revision || series.isPublished(span)) continue;
        for (const record of this.#values(series, span, revision)) records.push(record);
      }
    }
    this.#counted.rest();
    return records.sort((a, b) => a.reportedAt - b.reportedAt);
  }

  #spans(indicator: Indicator, after: Instant, upTo: Instant): Span[] {
    const { measures } = this.#city.settings;
    const { days } = this.#city;
    const founding = days.of(this.#founded);
    const step = { day: 1, month: 30.5, quarter: 91.5, year: 366 }[indicator.frequency];
    const window =
      indicator.level === 'commune'
        ? measures.communePeriods * step + (indicator.frequency === 'day' ? 1 : 40)
        : measures.days;
    let first = dayOf(measures.fromYear, 1);
    if (indicator.frequency === 'day' || indicator.level === 'commune')
      first = Math.max(first, Math.floor(founding - window));
    // Cases are counted back to the start of the year before, and no further: each day counted must be lived.
    if (this.#counted.has(indicator.id)) first = Math.max(first, dayOf(dateParts(founding).year - 1, 1));
    // Revisions of older periods were reported before `after`.
    const settled = days.of(Math.max(0, after)) - (measures.officialAfter + 400 + 6 * step);
    return spansBetween(indicator, Math.max(first, Math.floor(settled)), days.of(upTo) + 1);
  }

  /** Days from the end of a period until it is reported; far longer for a series that has fallen behind. */
  #lag(series: Series): number {
    const { indicator } = series;
    const { lags } = this.#city.settings;
    const cadence = this.#loaded.profile.sources.find((s) => s.id === indicator.source)?.cadence;
    const usual =
      cadence === indicator.frequency
        ? this.#city.marks.lag(indicator.source)
        : (lags[`${indicator.source}:${indicator.frequency}`] ?? lags[indicator.frequency] ?? 1);
    if (series.fate !== 'tooOld') return usual;
    const step = { day: 1, month: 31, quarter: 92, year: 366 }[indicator.frequency];
    return usual + (this.#loaded.profile.rules.indicator.missingPeriods + 1) * step;
  }

  /** The newest revision of a period's value reported in (after, upTo], if there is one. */
  #revision(
    indicator: Indicator,
    span: Span,
    lag: number,
    after: Instant,
    upTo: Instant,
  ): Revision | undefined {
    const { measures } = this.#city.settings;
    const early = new Dice(mix(this.#city.seed, hashText(indicator.id))).next();
    const end = this.#counted.end(indicator.id, span) ?? this.#city.days.start(span.end);
    // Reports come in during the hours before the source as a whole is called complete.
    const first = end + Math.ceil((lag * DAY - early * Math.min(15 * HOUR, (lag * DAY) / 3)) / HOUR) * HOUR;
    const daily = indicator.frequency === 'day';
    const at = daily
      ? [first]
      : [first, first + measures.provisionalAfter * DAY, first + measures.officialAfter * DAY];
    const rev = at.findLastIndex((instant) => instant <= upTo);
    const reported = at[rev];
    if (reported === undefined || reported <= after) return undefined;
    return { rev: rev + 1, at: reported, status: daily ? 'official' : (STATUSES[rev] ?? 'official') };
  }

  *#values(series: Series, span: Span, revision: Revision): Generator<MeasureRecord> {
    const { indicator } = series;
    if (indicator.level === 'city') {
      const counted = this.#counted.value(indicator.id, span);
      const value = counted ?? series.value(span);
      yield this.#record(series, 'city', span, revision, value, counted === undefined);
      return;
    }
    const last = dateOfDay(span.end - 1);
    for (const area of this.#areas) {
      if (!isValidOn(area, last)) continue;
      const counted = this.#counted.value(indicator.id, span, area.id);
      const dice = new Dice(mix(this.#city.seed, hashText(area.id)));
      const subject = { name: area.id, share: 0.6 + 0.8 * dice.next(), shift: 0.96 + 0.07 * dice.next() };
      const value = counted ?? series.value(span, subject);
      yield this.#record(series, area.id, span, revision, value, counted === undefined, subject);
    }
  }

  #record(
    series: Series,
    subject: string,
    span: Span,
    revision: Revision,
    exact: number,
    invented: boolean,
    fitted?: { name: string; share: number; shift: number },
  ): MeasureRecord {
    const { indicator } = series;
    const territory = this.#loaded.profile.city.territory;
    const { year } = dateParts(span.end - 1);
    const scale = 10 ** indicator.decimals;
    const off = invented && indicator.direction !== 'band' ? OFF[revision.status] : 0;
    const dice = new Dice(mix(this.#city.seed, hashText(`${indicator.id}|${subject}|${span.text}`)));
    const value = Math.round(exact * (1 + off * (dice.next() * 2 - 1)) * scale) / scale;
    const given = this.#city.settings.measures.indicators[indicator.id]?.plan;
    const profiled = indicator.plans?.some((p) => p.year === year && p.territory === territory) ?? false;
    const planned = profiled || given ? undefined : series.plan(span, fitted);
    const plan = given ?? (planned && { ...planned, whose: 'committee' as const });
    return {
      kind: 'measure',
      indicator: indicator.id,
      subject,
      territory,
      period: span.text,
      value,
      ...(plan && { plan }),
      status: revision.status,
      provenance: 'demo',
      reportedAt: revision.at,
      source: indicator.source,
      rev: revision.rev,
    };
  }
}
