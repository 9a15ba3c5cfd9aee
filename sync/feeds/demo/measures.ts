import type { Instant } from '../../contract/instants.ts';
import type { Area, Indicator } from '../../contract/profile.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { isValidOn } from '../../contract/validity.ts';
import type { DemoCity } from './city.ts';
import { Counted } from './counted.ts';
import { DayPatterns } from './day-patterns.ts';
import { dateOfDay, dateParts, dayOf, dayOfDate } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';
import { fatesOf, performanceOf } from './fates.ts';
import { IndexScores, type IndexValue } from './index-scores.ts';
import { outsideForecasts } from './outside-forecasts.ts';
import { Reports, type Report } from './reports.ts';
import { Series } from './series.ts';
import type { DemoProfile } from './settings.ts';
import { spansBetween, type Span } from './spans.ts';

/** How far a first estimate is off, as a share, where the settings do not say. */
const OFF = 0.004;
/** How much of that is left when a value has become surer. */
const LEFT = { estimated: 1, provisional: 0.25, official: 0 } as const;
/** A city founded now may live for so many years before its plans for index sets are unknown. */
const YEARS_AHEAD = 5;

/** Who a value is of, and how it fits that subject. */
interface Subject {
  name: string;
  share: number;
  shift: number;
  territory: string;
}

/** The measures of a demo city: what was published as it is, and beside it what is invented, marked as such. */
export class Measures {
  readonly #loaded: DemoProfile;
  readonly #city: DemoCity;
  readonly #founding: number;
  readonly #series: readonly Series[];
  /** Of the territory before the present one, until it ended. */
  readonly #former: readonly Series[];
  readonly #counted: Counted;
  readonly #reports: Reports;
  readonly #patterns: DayPatterns;
  readonly #scores: IndexScores;
  readonly #areas: readonly Area[];

  constructor(loaded: DemoProfile, city: DemoCity) {
    const { profile, published } = loaded;
    const { measures } = city.settings;
    this.#loaded = loaded;
    this.#city = city;
    this.#founding = city.days.of(city.founded);
    this.#counted = new Counted(profile.city, city);
    this.#reports = new Reports(profile, city, this.#counted);
    this.#patterns = new DayPatterns(city.days, measures, city.events, city.seed);
    this.#scores = new IndexScores(profile, measures, published, city.seed);
    this.#areas = profile.areas;
    const { indicators } = profile.indicators;
    const fates = fatesOf(indicators, measures, city.seed);
    const { territory } = profile.city;
    const made = (indicator: Indicator) => ({
      settings: measures,
      published: published.filter((m) => m.indicator === indicator.id && m.subject === 'city'),
      seed: city.seed,
      days: this.#patterns,
    });
    const upTo = dateParts(this.#founding).year + YEARS_AHEAD;
    const ofPlaces = indicators.filter(({ level }) => level !== 'index');
    this.#series = ofPlaces.map((indicator) => {
      const fate = fates.get(indicator.id) ?? 'onCourse';
      const steered = { fate, performance: performanceOf(indicator, fate, city.seed) };
      const anchors = this.#scores.has(indicator.id)
        ? this.#scores.ofCity(indicator.id, territory, upTo)
        : {};
      return new Series(indicator, { ...made(indicator), steered, territory, anchors });
    });
    const before = profile.indicators.territories.find(({ id }) => id === territory)?.succeeds;
    const { former } = measures;
    this.#former =
      before === undefined || former === undefined
        ? []
        : ofPlaces
            .filter((one) => this.#hadBefore(one))
            .map((indicator) => {
              const steered = { fate: 'noPlan', performance: 1 } as const;
              const { share } = former;
              return new Series(indicator, { ...made(indicator), steered, territory: before, share });
            });
  }

  /** Everything reported after one instant and up to another, each value at its newest revision, oldest first. */
  between(after: Instant, upTo: Instant): MeasureRecord[] {
    const records = this.#loaded.published.filter((m) => m.reportedAt > after && m.reportedAt <= upTo);
    for (const series of [...this.#series, ...this.#former]) {
      const { indicator, fate } = series;
      if (fate === 'noValue' || this.#scores.has(indicator.id)) continue;
      const lag = this.#reports.lag(indicator, fate);
      for (const span of this.#spans(series, after, upTo)) {
        const reports = this.#reports.by(indicator, span, lag, upTo, indicator.frequency !== 'day');
        const last = reports.at(-1);
        if (last === undefined || last.at <= after || series.isPublished(span)) continue;
        for (const record of this.#values(series, span, reports)) records.push(record);
      }
    }
    for (const record of this.#indexes(after, upTo)) records.push(record);
    const { indicators } = this.#city.settings.measures;
    for (const record of outsideForecasts(indicators, this.#series, this.#city.days, { after, upTo }))
      records.push(record);
    this.#counted.rest();
    return records.sort((a, b) => a.reportedAt - b.reportedAt);
  }

  /** Whether a former territory has invented values of an indicator: those of days and of cases do not go back so far. */
  #hadBefore({ id, level, frequency }: Indicator): boolean {
    const settings = this.#city.settings.measures.indicators[id];
    const invented = settings?.counted === undefined && settings?.fate !== 'noValue';
    return level === 'city' && frequency !== 'day' && invented && !this.#scores.has(id);
  }

  #spans({ indicator, territory }: Series, after: Instant, upTo: Instant): Span[] {
    const { measures } = this.#city.settings;
    const { days } = this.#city;
    const step = { day: 1, month: 30.5, quarter: 91.5, year: 366 }[indicator.frequency];
    // Revisions of older periods were reported before `after`.
    const settled = Math.floor(days.of(Math.max(0, after)) - (measures.officialAfter + 400 + 6 * step));
    const end = days.of(upTo) + 1;
    if (territory !== this.#loaded.profile.city.territory) {
      const present = this.#loaded.profile.indicators.territories.find(
        ({ succeeds }) => succeeds === territory,
      );
      const last = dayOfDate(present?.validFrom ?? '1970-01-01');
      const first = dayOf(measures.former?.fromYear ?? measures.fromYear, 1);
      return spansBetween(indicator, Math.max(first, settled), Math.min(last, end));
    }
    const window =
      indicator.level === 'commune'
        ? measures.communePeriods * step + (indicator.frequency === 'day' ? 1 : 40)
        : measures.days;
    let first = dayOf(measures.fromYear, 1);
    if (indicator.frequency === 'day' || indicator.level === 'commune')
      first = Math.max(first, Math.floor(this.#founding - window));
    // Cases are counted back to the start of the year before, and no further: each day counted must be lived.
    if (this.#counted.has(indicator.id))
      first = Math.max(first, dayOf(dateParts(this.#founding).year - 1, 1));
    return spansBetween(indicator, Math.max(first, settled), end);
  }

  *#values(series: Series, span: Span, reports: readonly Report[]): Generator<MeasureRecord> {
    const { indicator } = series;
    if (indicator.level === 'city') {
      const counted = this.#counted.value(indicator.id, span);
      yield this.#record(series, span, reports, counted ?? series.value(span), counted === undefined);
      return;
    }
    const last = dateOfDay(span.end - 1);
    const areas = this.#areas.filter((area) => isValidOn(area, last));
    const parts = this.#parts(indicator, span, areas);
    const territory = this.#territoryOn(last);
    for (const area of areas) {
      const counted = parts?.get(area.id) ?? this.#counted.value(indicator.id, span, area.id);
      const subject = { ...this.#fitted(area), territory };
      const value = counted ?? series.value(span, subject);
      yield this.#record(series, span, reports, value, counted === undefined, subject);
    }
  }

  /** The boundaries a district's or commune's value lies within: those there were at the end of its period. */
  #territoryOn(date: string): string {
    const { city, indicators } = this.#loaded.profile;
    const present = indicators.territories.find(({ id }) => id === city.territory);
    const before =
      present?.validFrom !== undefined && date < present.validFrom ? present.succeeds : undefined;
    return before ?? city.territory;
  }

  #fitted({ id }: Area): Omit<Subject, 'territory'> {
    const dice = new Dice(mix(this.#city.seed, hashText(id)));
    return { name: id, share: 0.6 + 0.8 * dice.next(), shift: 0.96 + 0.07 * dice.next() };
  }

  /** A city's count shared out among its communes, so that theirs add up to it; undefined for what is not shared out. */
  #parts(indicator: Indicator, span: Span, areas: readonly Area[]): ReadonlyMap<string, number> | undefined {
    const whole = this.#city.settings.measures.indicators[indicator.id]?.partOf;
    const total = this.#series.find((one) => one.indicator.id === whole)?.value(span);
    if (whole === undefined || total === undefined) return undefined;
    const weights = areas.map(
      (area) => this.#fitted(area).share * this.#patterns.part(whole, area.id, span.from),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    const parts = new Map<string, number>();
    // One draw decides where whole cases fall between the communes; none is lost or added by rounding.
    const start = new Dice(mix(mix(this.#city.seed, hashText(indicator.id)), span.from)).next();
    let reached = 0;
    let given = 0;
    areas.forEach((area, i) => {
      reached += weights[i] ?? 0;
      const upTo = i === areas.length - 1 ? total : Math.floor((total * reached) / sum + start);
      parts.set(area.id, Math.min(total, upTo) - given);
      given = Math.min(total, upTo);
    });
    return parts;
  }

  /** Scores, ranks and components of index sets, once each year. */
  *#indexes(after: Instant, upTo: Instant): Generator<MeasureRecord> {
    const { indicators } = this.#loaded.profile.indicators;
    const known = new Map(indicators.map((one) => [one.id, one]));
    const years = { from: this.#scores.from, to: dateParts(this.#city.days.of(upTo)).year };
    for (let year = years.from; year < years.to; year++) {
      const span = { text: String(year), from: dayOf(year, 1), end: dayOf(year + 1, 1) };
      for (const one of this.#scores.of(year)) {
        const indicator = known.get(one.indicator);
        if (indicator === undefined) continue;
        const lag = this.#reports.lag(indicator, 'onCourse');
        const [report] = this.#reports.by(indicator, span, lag, upTo, false);
        if (report !== undefined && report.at > after) yield this.#indexRecord(indicator, one, span, report);
      }
    }
  }

  #indexRecord(indicator: Indicator, one: IndexValue, span: Span, { at, status }: Report): MeasureRecord {
    const { territory } = this.#loaded.profile.city;
    const series = this.#series.find((s) => s.indicator.id === indicator.id);
    const plan = one.territory === territory && series ? this.#plan(series, span) : undefined;
    return {
      kind: 'measure',
      ...{ indicator: indicator.id, subject: one.subject, territory: one.territory, period: span.text },
      value: one.value,
      ...(plan && { plan }),
      ...{ status, provenance: 'demo', reportedAt: at, source: indicator.source, rev: 1 },
    };
  }

  #plan(series: Series, span: Span, fitted?: Subject): MeasureRecord['plan'] {
    const { indicator, territory } = series;
    const { year } = dateParts(span.end - 1);
    const given = this.#city.settings.measures.indicators[indicator.id]?.plan;
    const profiled = indicator.plans?.some((p) => p.year === year && p.territory === territory) ?? false;
    const planned = profiled || given ? undefined : series.plan(span, fitted);
    return given ?? (planned && { ...planned, whose: 'committee' as const });
  }

  #record(
    series: Series,
    span: Span,
    reports: readonly Report[],
    exact: number,
    invented: boolean,
    fitted?: Subject,
  ): MeasureRecord {
    const { indicator } = series;
    const territory = fitted?.territory ?? series.territory;
    const subject = fitted?.name ?? 'city';
    const scale = 10 ** indicator.decimals;
    const { revised } = this.#city.settings.measures.indicators[indicator.id] ?? {};
    const off = invented && indicator.direction !== 'band' ? (revised ?? OFF) : 0;
    const dice = new Dice(mix(this.#city.seed, hashText(`${indicator.id}|${subject}|${span.text}`)));
    const astray = off * (dice.next() * 2 - 1);
    const said = reports.map(({ at, status }) => ({
      value: Math.round(exact * (1 + astray * LEFT[status]) * scale) / scale,
      status,
      reportedAt: at,
    }));
    const now = said.at(-1);
    if (now === undefined) throw new RangeError('a record of what was never reported');
    const earlier = said.slice(0, -1);
    const present = territory === this.#loaded.profile.city.territory;
    const plan = present ? this.#plan(series, span, fitted) : undefined;
    return {
      kind: 'measure',
      ...{ indicator: indicator.id, subject, territory, period: span.text },
      value: now.value,
      ...(plan && { plan }),
      ...{ status: now.status, provenance: 'demo', reportedAt: now.reportedAt, source: indicator.source },
      ...(earlier.length > 0 && { earlier }),
      rev: said.length,
    };
  }
}
