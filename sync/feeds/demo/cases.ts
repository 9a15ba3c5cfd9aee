import { DAY, HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import type { Area, Service, Unit } from '../../contract/profile.ts';
import type { Point } from '../../contract/records.ts';
import { type Days, stampOf } from './days.ts';
import { Dice, exponential, hashText, mix, Weighted } from './dice.ts';
import { drawnAt, heightAt, type Events, type Happening } from './events.ts';
import { sized, type EventOf, type EventSettings } from './events-settings.ts';
import { Handling } from './handling.ts';
import { Lives, RATED_WITHIN, type Lapse } from './lives.ts';
import { type Places, rounded, scatter } from './places.ts';
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
  planted: PlantedCase | undefined;
}

/** What an event makes of one of its cases. */
interface PlantedCase {
  category: string;
  /** The area it was planted in; on the day of the case that may have been, or be, another. */
  area: string | undefined;
  /** Around which place, and how far; undefined for anywhere in its area. */
  around: { middle: Point; metres: number } | undefined;
}

/** Events that bear on how a day's cases live. */
interface Bearing {
  lapses: readonly Happening<EventOf<'lapse'>>[];
  slow: readonly Happening<EventOf<'slow'>>[];
}
const NOTHING: Bearing = { lapses: [], slow: [] };

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
  readonly #events: Events;
  readonly #dice = new Dice(0);

  constructor(
    service: Service,
    settings: ServiceSettings,
    city: { days: Days; places: Places; units: readonly Unit[]; events: Events; seed: number },
  ) {
    this.service = service;
    this.settings = settings;
    this.#days = city.days;
    this.#places = city.places;
    this.#events = city.events;
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
    const own = <S extends EventSettings & { service: string }>(some: Happening<S>[]) =>
      some.filter(({ settings }) => settings.service === this.service.id);
    const bearing: Bearing = {
      lapses: own(this.#events.on(day, 'lapse')),
      slow: own(this.#events.on(day, 'slow')),
    };
    let all: Sketch[] = [];
    for (let i = 0; i < count; i++)
      all.push(this.#sketch(day, openings[i] ?? 0, mix(mix(this.#seed, day), i), first + i, bearing));
    for (const happening of own(this.#events.on(day, 'reports')))
      for (const one of this.#reports(happening, day, bearing)) all.push(one);
    for (const happening of own(this.#events.on(day, 'rise')))
      for (const one of this.#risen(happening, day, bearing)) all.push(one);
    for (const { from, to } of own(this.#events.on(day, 'gap')))
      all = all.filter(({ openedAt }) => openedAt < from || openedAt >= to);
    all.sort((a, b) => a.openedAt - b.openedAt);
    const stamp = `${this.settings.number ?? this.service.id}-${stampOf(day)}-`;
    for (let i = 0; i < all.length; i++) {
      const sketch = all[i];
      if (sketch) sketch.id = stamp + String(i + 1).padStart(4, '0');
    }
    return all;
  }

  /** The cases of one day that an event around some places brings. */
  *#reports(happening: Happening<EventOf<'reports'>>, day: number, bearing: Bearing): Generator<Sketch> {
    const { settings, size, areas, seed } = happening;
    const dice = new Dice(seed);
    // Its middle has twice as much as each of its neighbours.
    const placed = [...areas.slice(0, 1), ...areas].map((id) => ({
      id,
      middle: scatter(this.#places.area(id)?.centroid ?? [0, 0], 500, new Dice(mix(seed, hashText(id)))),
    }));
    const about = new Weighted(Object.entries(settings.categories));
    for (let i = 0; i < sized(settings.cases, size); i++) {
      const at = drawnAt(happening, dice.next());
      const category = about.pick(dice.next()) ?? '';
      const place = placed[Math.floor(dice.next() * placed.length)];
      if (place === undefined || at < this.#days.start(day) || at >= this.#days.start(day + 1)) continue;
      const around = { middle: place.middle, metres: settings.spreadM };
      yield this.#sketch(day, at, mix(mix(this.#seed, seed), i), 0, bearing, {
        category,
        area: place.id,
        around,
      });
    }
  }

  /** The cases of one day by which a field has risen. */
  *#risen(happening: Happening<EventOf<'rise'>>, day: number, bearing: Bearing): Generator<Sketch> {
    const { settings, size, from, to } = happening;
    const seed = mix(happening.seed, day);
    const noon = this.#days.start(day) + this.#days.length(day) / 2;
    const height = heightAt(happening, Math.min(Math.max(noon, from), to - 1));
    const count = new Dice(seed).poisson(sized(settings.cases, size) * height);
    for (const [i, at] of this.#volume.openings(day, count, seed).entries())
      if (at >= from && at < to)
        yield this.#sketch(day, at, mix(mix(this.#seed, seed), i), 0, bearing, {
          category: settings.category,
          area: undefined,
          around: undefined,
        });
  }

  #sketch(
    day: number,
    openedAt: Instant,
    seed: number,
    ordinal: number,
    bearing: Bearing,
    planted?: PlantedCase,
  ): Sketch {
    const dice = this.#dice.reseed(seed);
    const about = dice.next();
    const where = dice.next();
    const known = dice.next() >= this.settings.unknownPlace && this.settings.located !== 'none';
    const handled = dice.next() >= this.settings.unknownUnit;
    const category = planted?.category ?? this.#volume.categories(day, openedAt).pick(about) ?? '';
    const picked = known ? this.#places.on(day).pick(where) : undefined;
    const area = (planted?.area !== undefined && this.#places.areaOn(planted.area, day)) || picked;
    const named = this.#handling.unit(category, area?.id, day, dice);
    const unit = handled ? named : undefined;
    const dueAt = this.#lives.due(category, openedAt, dice);
    const steady = this.settings.steady ? ordinal : undefined;
    const lapse = lapseOf(bearing.lapses, unit, openedAt);
    const closed = this.#lives.closed(openedAt, dueAt, unit, dice, steady, lapse);
    const closedAt = this.#slowed(bearing.slow, category, openedAt, closed);
    return { seed, id: '', openedAt, dueAt, closedAt, category, area, unit, planted };
  }

  /** When a case is closed, where it takes longer than it would. */
  #slowed(some: Bearing['slow'], category: string, openedAt: Instant, closedAt: Instant): Instant {
    const one = some.find(
      ({ settings, from, to }) =>
        openedAt >= from && openedAt < to && (settings.categories?.includes(category) ?? true),
    );
    if (one === undefined) return closedAt;
    const took = (closedAt - openedAt) * sized(one.settings.times, one.size);
    return Math.floor(openedAt + Math.min(took, this.settings.life.maxDays * DAY));
  }

  /** A case beyond the natural ones, opened at an instant and closed within `longest` milliseconds. */
  extra(name: string, openedAt: Instant, longest: number): CasePlan {
    const day = this.#days.of(openedAt);
    const seed = mix(this.#seed, hashText(name));
    const sketch = this.#sketch(day, openedAt, seed, 0, NOTHING);
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
      point = planted?.around
        ? scatter(planted.around.middle, planted.around.metres, dice)
        : this.#places.within(area, dice);
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

/** How a unit lapses that was given a case at an instant; undefined where it does not. */
function lapseOf(some: Bearing['lapses'], unit: string | undefined, openedAt: Instant): Lapse | undefined {
  const one = some.find((lapse) => lapse.unit === unit && openedAt >= lapse.from && openedAt < lapse.to);
  if (one === undefined) return undefined;
  const { onTime, lateDays } = one.settings;
  return {
    onTime: sized(onTime, one.size),
    lateDays: lateDays === undefined ? undefined : sized(lateDays, one.size),
  };
}
