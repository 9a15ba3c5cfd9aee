import { DAY, HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import { dateParts, type Days } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';
import { sized, type Effect, type EventOf, type EventSettings, type Size } from './events-settings.ts';
import type { Places } from './places.ts';

/** One time that an event of the settings happens. */
export interface Happening<S extends EventSettings = EventSettings> {
  id: string;
  settings: S;
  size: Size;
  from: Instant;
  to: Instant;
  /** Areas it reaches over, the middle first; empty where it is of no place. */
  areas: readonly string[];
  /** The unit that lapses. */
  unit: string | undefined;
  seed: number;
}

/** What was planted, as tests and trials of detectors ask for it. */
export interface PlantedEvent {
  id: string;
  kind: string;
  effect: Effect;
  size: Size;
  from: Instant;
  to: Instant;
  where: {
    service?: string;
    categories?: readonly string[];
    areas?: readonly string[];
    unit?: string;
    source?: string;
    indicators?: readonly string[];
  };
}

/** How likely an event by chance is of each size. */
const SIZES = [
  ['small', 0.5],
  ['middle', 0.85],
  ['large', 1],
] as const;
const DAYS_A_YEAR = 365.25;

/**
 * The events that are planted in a city: a function of settings, seed and the founding instant alone, so that a city that was killed
 * goes on with them.
 */
export class Events {
  readonly #days: Days;
  readonly #places: Places;
  readonly #founded: Instant;
  readonly #seed: number;
  readonly #entries: readonly { settings: EventSettings; longest: number; seed: number }[];
  readonly #on = new Map<number, readonly Happening[]>();
  readonly #begun = new Map<string, Happening>();

  constructor(
    settings: readonly EventSettings[],
    city: { days: Days; places: Places; founded: Instant; seed: number },
  ) {
    this.#days = city.days;
    this.#places = city.places;
    this.#founded = city.founded;
    this.#seed = city.seed;
    this.#entries = settings.map((one) => ({
      settings: one,
      longest: longest(one) * HOUR,
      seed: mix(this.#seed ^ 0xe7e7, hashText(one.id)),
    }));
  }

  /** All of one effect that are under way at some time of a day. */
  on<E extends Effect>(day: number, effect: E): Happening<EventOf<E>>[] {
    return this.#onDay(day).filter((one): one is Happening<EventOf<E>> => one.settings.effect === effect);
  }

  /** All that are under way at some time between two instants, the earliest first. */
  between(from: Instant, to: Instant): Happening[] {
    return this.#entries
      .flatMap((entry) =>
        this.#starts(entry, from, to).map((start) => this.#happening(entry.settings, entry.seed, start)),
      )
      .filter((one) => one.from < to && one.to > from)
      .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  }

  #onDay(day: number): readonly Happening[] {
    let known = this.#on.get(day);
    if (!known) this.#on.set(day, (known = this.between(this.#days.start(day), this.#days.start(day + 1))));
    return known;
  }

  /** When those begin that may be under way between two instants. */
  #starts(
    { settings, longest, seed }: { settings: EventSettings; longest: number; seed: number },
    from: Instant,
    to: Instant,
  ): Instant[] {
    const { ago, every, at, yearly } = settings;
    const starts = at.map((one) => Date.parse(one));
    if (ago !== undefined) {
      const first = Math.floor(this.#founded - ago * HOUR);
      if (every === undefined) starts.push(first);
      else {
        const step = every * DAY;
        for (let n = Math.floor((from - longest - first) / step); first + n * step < to; n++)
          starts.push(first + n * step);
      }
    }
    if (yearly > 0)
      for (let day = this.#days.of(from - longest); day <= this.#days.of(to); day++) {
        const start = this.#byChance(settings, seed, day);
        if (start !== undefined) starts.push(start);
      }
    return starts.filter((start) => start > from - longest && start < to);
  }

  /** When one begins on a day by chance; undefined where none does. */
  #byChance({ yearly, months, starts }: EventSettings, seed: number, day: number): Instant | undefined {
    if (months && !months.includes(dateParts(day).month)) return undefined;
    const dice = new Dice(mix(seed, day));
    if (dice.next() >= (yearly * 12) / (months?.length ?? 12) / DAYS_A_YEAR) return undefined;
    const [first, last] = starts ? [minutesOf(starts[0]), minutesOf(starts[1])] : [0, 24 * 60];
    const span = last > first ? last - first : last + 24 * 60 - first;
    return this.#days.start(day) + Math.floor(first + dice.next() * span) * MINUTE;
  }

  #happening(settings: EventSettings, seed: number, from: Instant): Happening {
    const id = `${settings.id}-${new Date(from).toISOString().slice(0, 16).replace(/[-:]/g, '')}`;
    const known = this.#begun.get(id);
    if (known) return known;
    const dice = new Dice(mix(seed ^ 0xd1ce, Math.floor(from / MINUTE)));
    const drawn = dice.next();
    const size = settings.size ?? SIZES.find(([, upTo]) => drawn < upTo)?.[0] ?? 'large';
    const to = Math.floor(from + sized(settings.hours, size) * HOUR);
    const unit =
      settings.effect === 'lapse'
        ? settings.units[Math.floor(dice.next() * settings.units.length)]
        : undefined;
    const areas = settings.effect === 'reports' ? this.#areas(settings, size, from, dice) : [];
    const made = { id, settings, size, from, to, areas, unit, seed: mix(seed, Math.floor(from / MINUTE)) };
    this.#begun.set(id, made);
    return made;
  }

  #areas(settings: EventOf<'reports'>, size: Size, from: Instant, dice: Dice): string[] {
    const day = this.#days.of(from);
    const named = settings.areas?.[Math.floor(dice.next() * settings.areas.length)];
    const middle = named ?? this.#places.on(day).pick(dice.next())?.id;
    if (middle === undefined) return [];
    return [middle, ...this.#places.nearest(middle, day, sized(settings.neighbours, size))];
  }
}

/** What is planted between two instants, by the same city that lives it. */
export function plantedEvents({ events }: { events: Events }, from: Instant, to: Instant): PlantedEvent[] {
  return events.between(from, to).map(({ id, settings, size, from: began, to: ended, areas, unit }) => ({
    id,
    kind: settings.kind,
    effect: settings.effect,
    size,
    from: began,
    to: ended,
    where: { ...whereOf(settings), ...(areas.length > 0 && { areas }), ...(unit !== undefined && { unit }) },
  }));
}

function whereOf(settings: EventSettings): PlantedEvent['where'] {
  switch (settings.effect) {
    case 'reports':
      return { service: settings.service, categories: Object.keys(settings.categories) };
    case 'rise':
      return { service: settings.service, categories: [settings.category] };
    case 'lapse':
    case 'gap':
      return { service: settings.service };
    case 'slow':
      return { service: settings.service, ...(settings.categories && { categories: settings.categories }) };
    case 'surge':
      return {
        indicators: Object.keys(settings.indicators),
        ...(settings.areas.length > 0 && { areas: settings.areas }),
      };
    case 'silence':
      return { source: settings.source };
  }
}

/** How far an event is along at an instant: 0 outside it, 1 at its height. */
export function heightAt({ settings, from, to }: Happening, at: Instant): number {
  if (at < from || at >= to) return 0;
  const part = (at - from) / (to - from);
  return part < settings.peak ? part / settings.peak : (1 - part) / (1 - settings.peak);
}

/** When one of an event's cases comes in, from a uniform draw: most at its height. */
export function drawnAt({ settings: { peak }, from, to }: Happening, u: number): Instant {
  const part = u < peak ? Math.sqrt(u * peak) : 1 - Math.sqrt((1 - u) * (1 - peak));
  return Math.floor(from + part * (to - from));
}

/** The most hours that an event of the settings lasts. */
function longest({ hours }: EventSettings): number {
  return typeof hours === 'number' ? hours : Math.max(...Object.values(hours));
}

/** Minutes since midnight of `HH:MM`. */
function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
