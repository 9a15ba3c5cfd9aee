import { DAY, HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import type { Area, Service, Unit } from '../../contract/profile.ts';
import { type Days, stampOf } from './days.ts';
import { Dice, exponential, hashText, mix, Weighted } from './dice.ts';
import { Handling } from './handling.ts';
import { Lives, RATED_WITHIN } from './lives.ts';
import { type Places, rounded, scatter } from './places.ts';
import { type Planted, plantedOn } from './plants.ts';
import type { ServiceSettings } from './settings.ts';
import type { CasePlan, Step } from './steps.ts';
import { Volume } from './volume.ts';

/** The bones of a case: enough to know whether it matters at an instant. The flesh comes with {@link Cases.plan}. */
export interface Sketch {
  seed: number;
  id: string;
  openedAt: Instant;
  dueAt: Instant;
  closedAt: Instant;
  category: string;
  area: Area | undefined;
  unit: string | undefined;
  planted: Planted | undefined;
}

/** All cases of one service that there ever were or will be, a day at a time, by seed alone. */
export class Cases {
  readonly service: Service;
  readonly settings: ServiceSettings;
  /** No case has a step later than this after its opening, milliseconds. */
  readonly longest: number;
  readonly #days: Days;
  readonly #places: Places;
  readonly #seed: number;
  readonly #volume: Volume;
  readonly #handling: Handling;
  readonly #lives: Lives;
  readonly #channels: Weighted<string>;
  readonly #ratings: Weighted<number>;
  readonly #dice = new Dice(0);

  constructor(
    service: Service,
    settings: ServiceSettings,
    city: { days: Days; places: Places; units: readonly Unit[]; seed: number },
  ) {
    this.service = service;
    this.settings = settings;
    this.#days = city.days;
    this.#places = city.places;
    this.#seed = mix(city.seed, hashText(service.id));
    this.#volume = new Volume(settings, city.days, this.#seed);
    this.#handling = new Handling(settings.handling, city.units);
    this.#lives = new Lives(service, settings, city.days);
    this.#channels = new Weighted(Object.entries(settings.channels));
    this.#ratings = new Weighted(settings.life.ratings.map((weight, i) => [i + 1, weight] as const));
    const due = Math.max(
      settings.life.dueDays?.[1] ?? 0,
      ...service.categories.map((c) => (c.due?.workingDays ?? 0) * 2 + 14),
    );
    this.longest = Math.max(settings.life.maxDays, due + 1) * DAY + RATED_WITHIN;
  }

  /** The mean number of cases of a day. */
  mean(day: number): number {
    return this.settings.steady ? this.settings.perDay : this.#volume.mean(day);
  }

  /** The cases opened on a day, earliest first. */
  sketches(day: number): Sketch[] {
    const { count, first } = this.#volume.count(day);
    const openings = this.#volume.openings(day, count);
    const all: Sketch[] = [];
    for (let i = 0; i < count; i++)
      all.push(this.#sketch(day, openings[i] ?? 0, mix(mix(this.#seed, day), i), first + i, undefined));
    // Events of the day before may run past midnight: their later part belongs to this day.
    for (const eve of [day - 1, day])
      plantedOn(eve, this.settings.plants, this.#days, this.#places, this.#seed).forEach((planted, p) => {
        const dice = new Dice(mix(this.#seed ^ 0x7a11, eve * 64 + p));
        for (let i = 0; i < planted.cases; i++) {
          const part = (dice.next() + dice.next()) / 2;
          const at = Math.floor(planted.from + part * (planted.to - planted.from));
          if (at < this.#days.start(day) || at >= this.#days.start(day + 1)) continue;
          all.push(this.#sketch(day, at, mix(mix(this.#seed, eve), 100_000 + p * 1000 + i), 0, planted));
        }
      });
    all.sort((a, b) => a.openedAt - b.openedAt);
    const stamp = `${this.service.id}-${stampOf(day)}-`;
    for (let i = 0; i < all.length; i++) {
      const sketch = all[i];
      if (sketch) sketch.id = stamp + String(i + 1).padStart(4, '0');
    }
    return all;
  }

  #sketch(
    day: number,
    openedAt: Instant,
    seed: number,
    ordinal: number,
    planted: Planted | undefined,
  ): Sketch {
    const dice = this.#dice.reseed(seed);
    const about = dice.next();
    const where = dice.next();
    const known = dice.next() >= this.settings.unknownPlace && this.settings.located !== 'none';
    const handled = dice.next() >= this.settings.unknownUnit;
    const category = planted?.category ?? this.#volume.categories(day, openedAt).pick(about) ?? '';
    const picked = known ? this.#places.on(day).pick(where) : undefined;
    const area = planted === undefined ? picked : (this.#places.areaOn(planted.area, day) ?? picked);
    const named = this.#handling.unit(category, area?.id, day, dice);
    const unit = handled ? named : undefined;
    const dueAt = this.#lives.due(category, openedAt, dice);
    const steady = this.settings.steady ? ordinal : undefined;
    const closedAt = this.#lives.closed(openedAt, dueAt, unit, dice, steady);
    return { seed, id: '', openedAt, dueAt, closedAt, category, area, unit, planted };
  }

  /** A case beyond the natural ones, opened at an instant and closed within `longest` milliseconds. */
  extra(name: string, openedAt: Instant, longest: number): CasePlan {
    const day = this.#days.of(openedAt);
    const seed = mix(this.#seed, hashText(name));
    const sketch = this.#sketch(day, openedAt, seed, 0, undefined);
    sketch.id = `${this.service.id}-${name}`;
    const plan = this.plan(sketch);
    const closedAt = openedAt + 1 + Math.floor(((seed % 1000) / 1000) * (longest - 1));
    return {
      ...plan,
      steps: [
        { at: openedAt, what: 'opened', unit: sketch.unit },
        { at: closedAt, what: 'closed' },
      ],
    };
  }

  /** A sketched case in full: its place, channel and every step of its life. */
  plan(sketch: Sketch): CasePlan {
    const dice = this.#dice.reseed(mix(sketch.seed, 0xf1e5));
    const { life } = this.settings;
    const { area, planted, openedAt, closedAt, unit } = sketch;
    let point: CasePlan['point'];
    if (area && this.settings.located === 'point')
      point = planted ? scatter(planted.middle, planted.spreadM, dice) : this.#places.within(area, dice);
    const span = closedAt - openedAt;
    const assignedAt =
      openedAt + Math.min(span * 0.3, exponential(dice.next()) * life.assignMinutes * MINUTE);
    const steps: Step[] = [{ at: openedAt, what: 'opened' }];
    const handed = dice.next() < life.reassigned && unit !== undefined;
    const before = handed
      ? (this.#handling.unit(sketch.category, area?.id, this.#days.of(openedAt), dice) ?? unit)
      : unit;
    steps.push({ at: Math.floor(assignedAt), what: 'assigned', unit: before });
    if (handed)
      steps.push({ at: Math.floor(openedAt + span * (0.31 + 0.08 * dice.next())), what: 'reassigned', unit });
    if (dice.next() < life.reopened && span > 6 * HOUR) {
      steps.push({ at: Math.floor(openedAt + span * (0.4 + 0.1 * dice.next())), what: 'closed' });
      steps.push({ at: Math.floor(openedAt + span * (0.55 + 0.25 * dice.next())), what: 'reopened' });
    }
    steps.push({ at: closedAt, what: 'closed' });
    const refused = dice.next() < life.refused;
    const rated = !refused && dice.next() < life.rated;
    if (rated) {
      const after = Math.min(RATED_WITHIN, MINUTE + exponential(dice.next()) * 20 * HOUR);
      steps.push({ at: Math.floor(closedAt + after), what: 'rated' });
    }
    return {
      id: sketch.id,
      category: sketch.category,
      dueAt: sketch.dueAt,
      area: area?.id,
      point,
      shown: point && rounded(point),
      channel: this.#channels.pick(dice.next()),
      refused,
      rating: this.#ratings.pick(dice.next()) ?? 3,
      steps,
    };
  }
}
