import type { Indicator } from '../../contract/profile.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { dateParts, monthly } from './days.ts';
import type { DayPatterns } from './day-patterns.ts';
import { Dice, hashText, mix } from './dice.ts';
import type { Fate, IndicatorSettings, MeasuresSettings } from './measures-settings.ts';
import { firstDayOf, isMonths, monthOf, spanOf, type Span } from './spans.ts';

/** A known point of a series that invented values must agree with: a correction to the model about a month. */
interface Anchor {
  month: number;
  correction: number;
}

interface Known {
  span: Span;
  value: number;
}

/** What a series is made of. */
interface Made {
  settings: MeasuresSettings;
  steered: { fate: Fate; performance: number };
  /** What was published of the indicator for the city, whatever the territory. */
  published: readonly MeasureRecord[];
  territory: string;
  seed: number;
  days: DayPatterns;
  /** The share of the present territory's amounts, for the series of a former one. */
  share?: number;
  /** Values it shall come to beside those of the settings. */
  anchors?: Readonly<Record<string, number>>;
}

/** How many times what usually comes in on a day its warning limit is, where less is better. */
const DAILY_MARGIN = 1.5;

/** How many months one period of an indicator's own frequency has; a day counts as itself. */
const MONTHS = { day: 1, month: 1, quarter: 3, year: 12 } as const;

/**
 * The invented values of one indicator in the present territory: a level, a trend, seasons and scatter, bent
 * so that they pass through what was published. Amounts that add up are made of months; anything else is
 * evaluated at the end of its period.
 */
export class Series {
  readonly indicator: Indicator;
  readonly territory: string;
  readonly fate: Fate;
  /** How it does against its plan, 1 as expected. */
  readonly performance: number;
  readonly #settings: IndicatorSettings;
  readonly #fromYear: number;
  readonly #seed: number;
  readonly #known: readonly Known[];
  readonly #level: number;
  readonly #rate: boolean;
  readonly #anchors: Anchor[] = [];
  readonly #days: DayPatterns;

  constructor(indicator: Indicator, made: Made) {
    const { settings: all, steered, published, territory, seed } = made;
    this.indicator = indicator;
    this.territory = territory;
    this.fate = steered.fate;
    this.performance = steered.performance;
    this.#settings = all.indicators[indicator.id] ?? {};
    this.#days = made.days;
    this.#fromYear = all.fromYear;
    this.#seed = mix(seed, hashText(indicator.id));
    this.#rate = !indicator.accumulates;
    const spans = (some: readonly MeasureRecord[]): Known[] =>
      some.map((m) => ({ span: spanOf(m.period), value: m.value }));
    const present = published.filter((m) => m.territory === territory);
    this.#known = spans(present);
    const former = made.share !== undefined;
    const own = meanOf(indicator, this.#known);
    const usual = own ?? meanOf(indicator, spans(published));
    const level =
      (former ? own : undefined) ?? this.#settings.level ?? usual ?? all.levels[indicator.unit.en];
    // A former territory has its part of an amount, unless it published what it had itself.
    const part = former && own === undefined && !this.#rate ? made.share : 1;
    this.#level = this.#capped((level ?? 100) * (part ?? 1));
    const anchors: Anchor[] = [];
    const meet = (span: Span, value: number): void => {
      const [from, end] = [monthOf(span.from), monthOf(span.end)];
      const model = this.#rate ? this.#at(span, 0) : this.#sum(from, end);
      if (!isMonths(span) || indicator.frequency === 'day' || (!this.#rate && model <= 0)) return;
      anchors.push({ month: end - 1, correction: this.#rate ? value - model : value / model });
    };
    for (const known of this.#known) meet(known.span, known.value);
    const anchored = { ...(former ? {} : this.#settings.anchors), ...made.anchors };
    for (const [period, value] of Object.entries(anchored)) meet(spanOf(period), value);
    for (const plan of indicator.plans ?? []) {
      if (plan.territory !== territory || plan.basis !== 'year' || this.fate === 'noPlan') continue;
      const year = plan.year * 12;
      const whole = { text: '', from: firstDayOf(year), end: firstDayOf(year + 12) };
      if (this.#rate)
        meet({ text: '', from: firstDayOf(year + 2), end: firstDayOf(year + 3) }, this.#reach(plan.value));
      meet(whole, this.#reach(plan.value));
    }
    // Only now, so that each correction is of the bare model.
    this.#anchors.push(...anchors);
    this.#anchors.sort((a, b) => a.month - b.month);
  }

  /** Whether exactly these days were published, however the period was written. */
  isPublished(span: Span): boolean {
    return this.#known.some((k) => k.span.from === span.from && k.span.end === span.end);
  }

  /**
   * The value for a period. `share` and `shift` fit it to one subject: amounts are multiplied by the one,
   * anything else by the other; `name` makes its scatter its own.
   */
  value(span: Span, subject?: { name: string; share: number; shift: number }): number {
    const own = subject === undefined ? 0 : hashText(subject.name);
    if (this.#rate || this.indicator.frequency === 'day') {
      const scale = this.#rate ? (subject?.shift ?? 1) : (subject?.share ?? 1);
      return this.#tidy(this.#at(span, own) * scale, this.#rate);
    }
    const from = monthOf(span.from);
    const end = monthOf(span.end);
    // What was published from the start of the same year is the ground that later months stand on.
    const ground = subject
      ? undefined
      : this.#known
          .filter((k) => k.span.from === span.from && k.span.end <= span.end && isMonths(k.span))
          .sort((a, b) => b.span.end - a.span.end)[0];
    const sum = ground ? ground.value + this.#sum(monthOf(ground.span.end), end) : this.#sum(from, end);
    return this.#tidy(
      sum * (subject?.share ?? 1) * (own === 0 ? 1 : 1 + 0.1 * this.#scatter(own, end)),
      false,
    );
  }

  /**
   * The plan a period's value is held against, for indicators whose profile has none; undefined where it
   * shall have none. For the year of amounts that add up, of what restarts each year, and of steady values; to
   * date for those with seasons.
   */
  plan(
    span: Span,
    subject?: { name: string; share: number; shift: number },
  ): { value: number; basis: 'year' | 'toDate' } | undefined {
    if (this.fate === 'noPlan') return undefined;
    const { year } = dateParts(span.end - 1);
    const daily = this.indicator.frequency === 'day';
    const restarts = this.#rate && this.indicator.restarts === true;
    const basis = daily || (this.#rate && this.#settings.season && !restarts) ? 'toDate' : 'year';
    const end = basis === 'toDate' ? span.end : firstDayOf(year * 12 + (restarts ? 12 : 9));
    const december = this.#settings.season?.[11] ?? 1;
    const season = basis === 'toDate' ? this.#season(span) : restarts ? december : 1;
    const known = daily ? this.#days.planned(this.#settings, span.from) : 1;
    const usual = this.#base(end, season) * known + (this.#rate ? this.#correction(monthOf(end - 1)) : 0);
    const whole = { text: String(year), from: firstDayOf(year * 12), end: firstDayOf(year * 12 + 12) };
    const goal =
      this.#rate || daily
        ? usual * (this.#rate ? (subject?.shift ?? 1) : (subject?.share ?? 1))
        : this.value(whole, subject);
    // What may come in on a day is limited above what does, or every day would be an alarm.
    const performance = daily && !this.#rate && this.#lower ? DAILY_MARGIN : this.performance;
    const value =
      goal > 0
        ? this.#lower
          ? goal * performance
          : goal / performance
        : goal + Math.abs(goal) * (1 - performance) * (this.#lower ? -1 : 1);
    return { value: this.#round(Math.min(value, this.#most(this.#level) ?? Infinity)), basis };
  }

  get #lower(): boolean {
    return this.indicator.direction === 'lower';
  }

  /** The value that does as this indicator does against a plan. */
  #reach(plan: number): number {
    return this.#lower ? plan / this.performance : plan * this.performance;
  }

  /** A level that leaves room for a plan above it, where values cannot pass a hundred per cent. */
  #capped(level: number): number {
    const most = this.#most(level);
    return most === undefined || this.#lower
      ? level
      : Math.min(level, most * 0.98 * Math.min(1, this.performance));
  }

  #most(level: number): number | undefined {
    return (
      this.#settings.max ?? (this.indicator.unit.en === '%' && level > 50 && level <= 100 ? 100 : undefined)
    );
  }

  /** The correction about a month: between two anchors by distance, outside them the nearest. */
  #correction(month: number): number {
    const after = this.#anchors.findIndex((a) => a.month >= month);
    const next = this.#anchors[after];
    const before = this.#anchors[after < 0 ? this.#anchors.length - 1 : after - 1];
    if (!next) return before?.correction ?? (this.#rate ? 0 : 1);
    if (!before || next.month === month) return next.correction;
    const part = (month - before.month) / (next.month - before.month);
    return before.correction + part * (next.correction - before.correction);
  }

  #sum(from: number, end: number): number {
    let sum = 0;
    for (let month = from; month < end; month++) sum += this.#unit(month) * this.#correction(month);
    return sum;
  }

  /** One month of an amount that adds up, uncorrected. */
  #unit(month: number): number {
    const a = this.#settings;
    const base = this.#level / MONTHS[this.indicator.frequency];
    const years = month / 12 - this.#fromYear;
    const season = a.season?.[((month % 12) + 12) % 12] ?? 1;
    return (
      base *
      (1 + (a.trend ?? (this.#lower ? -0.02 : 0.07))) ** years *
      season *
      (1 + (a.noise ?? 0.02) * this.#scatter(1, month))
    );
  }

  /** A value that does not add up, at the end of its period. */
  #at(span: Span, own: number): number {
    const a = this.#settings;
    const day = this.indicator.frequency === 'day' ? this.#days.factor(this.indicator.id, a, span.from) : 1;
    const base = this.#base(span.end, this.#season(span)) * day;
    const noise =
      a.noise ??
      (this.indicator.frequency === 'day' ? 0.05 : this.indicator.direction === 'band' ? 0.004 : 0.012);
    const value = base + Math.max(Math.abs(base), 1e-9) * noise * this.#scatter(own, span.end);
    return this.#rate ? value + this.#correction(monthOf(span.end - 1)) : value;
  }

  /** What the time of year makes of a value: a day's by the day, others by the month they end in. */
  #season(span: Span): number {
    const { season } = this.#settings;
    if (this.indicator.frequency === 'day') return monthly(season, span.from);
    return season?.[dateParts(span.end - 1).month - 1] ?? 1;
  }

  #base(day: number, season: number): number {
    const years = monthOf(day) / 12 - this.#fromYear;
    return this.#level * (1 + (this.#settings.trend ?? 0.005) * years) * season;
  }

  #scatter(own: number, when: number): number {
    const n = new Dice(mix(mix(this.#seed, own), when)).normal();
    return Math.max(-2, Math.min(2, n));
  }

  #tidy(value: number, rate: boolean): number {
    const least =
      this.#settings.min ?? (this.#level >= 0 && (rate ? this.#level > 20 : true) ? 0 : -Infinity);
    const most = this.#most(this.#level) ?? Infinity;
    return this.#round(Math.min(most, Math.max(least, value)));
  }

  #round(value: number): number {
    const scale = 10 ** this.indicator.decimals;
    return Math.round(value * scale) / scale;
  }
}

/** What published values say of one period of an indicator's frequency; undefined where they say nothing. */
function meanOf(indicator: Indicator, known: readonly Known[]): number | undefined {
  const values = known.flatMap(({ span, value }) => {
    if (!indicator.accumulates) return [value];
    if (indicator.frequency === 'day') return [value / (span.end - span.from)];
    const months = (span.end - span.from) / 30.4375;
    return [(value / months) * MONTHS[indicator.frequency]];
  });
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : undefined;
}
