import type { Indicator, IndexSet, Profile, Unit } from '../../contract/profile.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { Dice, hashText, mix } from './dice.ts';
import type { IndexSettings, MeasuresSettings } from './measures-settings.ts';

/** One value of an index set: a score, a rank or a component. */
export interface IndexValue {
  indicator: string;
  subject: string;
  territory: string;
  year: number;
  value: number;
}

/** A component, as far from its highest score as it is invented to be. */
interface Part {
  indicator: string;
  max: number;
  weight: number;
  scale: number;
  value: number;
}

const LEAST = 0.05;
const MOST = 0.985;

/**
 * The invented values of the index sets: for every unit and year a share of the highest score, and components
 * whose weighted mean is that share. Scores that were published are met by the components, and what was
 * published is not given again.
 */
export class IndexScores {
  readonly #profile: Profile;
  readonly #settings: Readonly<Record<string, IndexSettings>>;
  /** Indicators that are the best score of a set. */
  readonly #bests: readonly { indicator: string; set: IndexSet }[];
  readonly #indicators: ReadonlyMap<string, Indicator>;
  readonly #published: ReadonlyMap<string, MeasureRecord>;
  readonly #seed: number;
  readonly #byYear = new Map<string, readonly IndexValue[]>();

  constructor(
    profile: Profile,
    settings: Pick<MeasuresSettings, 'indexes' | 'indicators'>,
    published: readonly MeasureRecord[],
    seed: number,
  ) {
    this.#profile = profile;
    this.#settings = settings.indexes;
    this.#bests = Object.entries(settings.indicators).flatMap(([indicator, { bestOf }]) => {
      const set = profile.indexes.find(({ id }) => id === bestOf);
      return set === undefined ? [] : [{ indicator, set }];
    });
    this.#indicators = new Map(profile.indicators.indicators.map((i) => [i.id, i]));
    this.#published = new Map(published.map((m) => [`${m.indicator}|${m.subject}|${m.period}`, m]));
    this.#seed = mix(seed, hashText('indexes'));
  }

  /** Whether an indicator's values are those of an index set. */
  has(indicator: string): boolean {
    return this.#bests.some((one) => one.indicator === indicator) || this.#setOf(indicator) !== undefined;
  }

  /** The first year there are values of. */
  get from(): number {
    return Math.min(...Object.values(this.#settings).map(({ from }) => from));
  }

  /** Every invented value of a year. */
  of(year: number): readonly IndexValue[] {
    const sets = this.#profile.indexes.flatMap((set) => this.#values(set, year));
    return [...sets, ...this.#bests.flatMap(({ indicator, set }) => this.#best(indicator, set, year))];
  }

  /** The city's invented values of one indicator in one territory, by year. */
  ofCity(indicator: string, territory: string, upTo: number): Record<string, number> {
    const found: Record<string, number> = {};
    const set = this.#setOf(indicator);
    for (let year = this.from; year <= upTo; year++) {
      const best = this.#bests.flatMap((one) =>
        one.indicator === indicator ? this.#best(indicator, one.set, year) : [],
      );
      for (const one of set === undefined ? best : this.#values(set, year))
        if (one.indicator === indicator && one.territory === territory) found[year] = one.value;
    }
    return found;
  }

  #setOf(indicator: string): IndexSet | undefined {
    return this.#profile.indexes.find(
      ({ id, score, rank, components }) =>
        this.#settings[id] !== undefined &&
        (score === indicator || rank === indicator || components.some((c) => c.indicator === indicator)),
    );
  }

  /** The best score of a set of units in a year, invented or published. */
  #best(indicator: string, set: IndexSet, year: number): IndexValue[] {
    if (this.#published.has(`${indicator}|city|${year}`)) return [];
    const told = [...this.#published.values()].filter(
      (m) => m.indicator === set.score && m.period === String(year),
    );
    const scores = [...this.#values(set, year).filter((v) => v.indicator === set.score), ...told];
    if (scores.length === 0) return [];
    const value = Math.max(...scores.map((one) => one.value));
    return [{ indicator, subject: 'city', territory: this.#territory(year), year, value }];
  }

  #values(set: IndexSet, year: number): readonly IndexValue[] {
    const key = `${set.id} ${year}`;
    const known = this.#byYear.get(key);
    if (known !== undefined) return known;
    const settings = this.#settings[set.id];
    const made =
      settings === undefined || year < settings.from
        ? []
        : set.subjects === 'city'
          ? this.#city(set, settings, year)
          : this.#units(set, settings, year);
    this.#byYear.set(key, made);
    return made;
  }

  #city(set: IndexSet, settings: IndexSettings, year: number): IndexValue[] {
    const told = [set.score, set.rank].map((one) => this.#published.get(`${one}|city|${year}`));
    const territory = told.find((m) => m !== undefined)?.territory ?? this.#territory(year);
    const share = this.#round(set.score, settings.scores[year] ?? 0) / set.max;
    const wanted = (told[0]?.value ?? 0) / set.max || share || this.#usual(set, settings, 'city', year);
    const values = this.#scored(set, settings, { subject: 'city', territory, year, wanted, type: '' });
    const rank = settings.ranks[year];
    if (set.rank !== undefined && rank !== undefined && told[1] === undefined)
      values.push({ indicator: set.rank, subject: 'city', territory, year, value: rank });
    return values;
  }

  #units(set: IndexSet, settings: IndexSettings, year: number): IndexValue[] {
    const there = this.#profile.units.filter(
      (unit) =>
        (settings.types.includes(unit.type) || settings.units.includes(unit.id)) &&
        existed(unit, `${year}-12-31`),
    );
    const territory = this.#territory(year);
    return there.flatMap((unit) => {
      const told = this.#published.get(`${set.score}|${unit.id}|${year}`)?.value;
      const usual = this.#usual(set, settings, unit.id, year);
      const wanted = told === undefined ? this.#bounded(set, there, unit, year, usual) : told / set.max;
      return this.#scored(set, settings, { subject: unit.id, territory, year, wanted, type: unit.type });
    });
  }

  /** The share of a subject in a year: its own place, where it is moving, and chance. */
  #usual(set: IndexSet, settings: IndexSettings, subject: string, year: number): number {
    const own = mix(this.#seed, hashText(`${set.id}|${subject}`));
    const { level, trend, spread, drift, from } = settings;
    const place = new Dice(own).normal() * spread;
    const chance = new Dice(mix(own, year)).normal() * drift;
    const moved = settings.movers.filter((m) => m.unit === subject && m.year <= year);
    const by = moved.reduce((sum, m) => sum + m.by, 0);
    return Math.min(MOST, Math.max(LEAST, level + trend * (year - from) + place + chance + by));
  }

  /** Who was told to be best is; and worst, where two or more of a kind were told of. */
  #bounded(set: IndexSet, there: readonly Unit[], unit: Unit, year: number, share: number): number {
    const told = there.flatMap(({ id, type }) => {
      const value = this.#published.get(`${set.score}|${id}|${year}`)?.value;
      return type === unit.type && value !== undefined ? [value / set.max] : [];
    });
    if (told.length === 0) return share;
    const margin = 0.004 + 0.01 * new Dice(mix(this.#seed, hashText(`${unit.id}|${year}`))).next();
    const high = Math.min(share, Math.max(...told) - margin);
    return told.length === 1 ? high : Math.max(high, Math.min(...told) + margin);
  }

  /** A score and its components, so that the one follows from the others. */
  #scored(
    set: IndexSet,
    settings: IndexSettings,
    of: { subject: string; territory: string; year: number; wanted: number; type: string },
  ): IndexValue[] {
    const { subject, territory, year, wanted, type } = of;
    const seed = mix(this.#seed, hashText(`${set.id}|${subject}|${year}`));
    const own = mix(this.#seed, hashText(`${set.id}|${subject}`));
    const parts = set.components.flatMap(({ indicator, max, weight = max }): Part[] => {
      if (settings.only[indicator]?.includes(type) === false) return [];
      const name = hashText(indicator);
      // Half of what sets a component apart stays with the unit, half is the year's.
      const apart = (new Dice(mix(own, name)).normal() + new Dice(mix(seed, name)).normal()) * Math.SQRT1_2;
      const share = wanted + (settings.components[indicator] ?? 0) + apart * settings.scatter;
      const scale = 10 ** (this.#indicators.get(indicator)?.decimals ?? 0);
      return [{ indicator, max, weight, scale, value: share }];
    });
    const weights = parts.reduce((sum, p) => sum + p.weight, 0);
    const told = this.#published.get(`${set.score}|${subject}|${year}`)?.value;
    if (parts.length === 0) return told === undefined ? [this.#value(set, of, wanted * set.max)] : [];
    meet(parts, wanted, weights);
    for (const part of parts) part.value = Math.round(part.value * part.max * part.scale) / part.scale;
    const exact = told ?? this.#round(set.score, wanted * set.max);
    settle(parts, exact / set.max, weights);
    const score = set.max * shareOf(parts, weights);
    const values = parts.map(({ indicator, value }) => ({ indicator, subject, territory, year, value }));
    return told === undefined ? [this.#value(set, of, score), ...values] : values;
  }

  #value(set: IndexSet, of: { subject: string; territory: string; year: number }, value: number): IndexValue {
    const { subject, territory, year } = of;
    return { indicator: set.score, subject, territory, year, value: this.#round(set.score, value) };
  }

  #round(indicator: string, value: number): number {
    const scale = 10 ** (this.#indicators.get(indicator)?.decimals ?? 0);
    return Math.round(value * scale) / scale;
  }

  /** The territory there was at the end of a year. */
  #territory(year: number): string {
    const { territories } = this.#profile.indicators;
    let found = territories.find(({ id }) => id === this.#profile.city.territory);
    while (
      found?.validFrom !== undefined &&
      found.succeeds !== undefined &&
      found.validFrom > `${year}-12-31`
    ) {
      const { succeeds } = found;
      found = territories.find(({ id }) => id === succeeds);
    }
    return found?.id ?? this.#profile.city.territory;
  }
}

/**
 * Whether a unit was there on a date. A department that took over from none is older than the day the present
 * city named it; a ward or commune is not.
 */
function existed({ area, succeeds = [], validFrom = '', validTo = '9999' }: Unit, date: string): boolean {
  const older = area === undefined && succeeds.length === 0;
  return (older || validFrom <= date) && date <= validTo;
}

/** The weighted mean share of components at hand. */
function shareOf(parts: readonly Part[], weights: number): number {
  return parts.reduce((sum, p) => sum + (p.weight * p.value) / p.max, 0) / weights;
}

/** Shifts shares, none beyond its bounds, until their weighted mean is as wanted. */
function meet(parts: readonly Part[], wanted: number, weights: number): void {
  const clamp = (share: number): number => Math.min(MOST, Math.max(LEAST, share));
  for (let round = 0; round < 8; round++) {
    const mean = parts.reduce((sum, p) => sum + p.weight * clamp(p.value), 0) / weights;
    for (const part of parts) part.value += wanted - mean;
  }
  for (const part of parts) part.value = clamp(part.value);
}

/** What rounding left between components and their score goes to the one that weighs least: its steps are finest. */
function settle(parts: readonly Part[], wanted: number, weights: number): void {
  const finest = parts.reduce((a, b) => (b.weight / b.max / b.scale < a.weight / a.max / a.scale ? b : a));
  const { weight, max, scale } = finest;
  const gap = ((wanted - shareOf(parts, weights)) * weights * max) / weight;
  finest.value = Math.min(max, Math.max(0, Math.round((finest.value + gap) * scale) / scale));
}
