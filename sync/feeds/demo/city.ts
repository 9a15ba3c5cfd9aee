import { DAY, type Instant } from '../../contract/instants.ts';
import type { Watermarks } from '../../contract/feed.ts';
import type { CityRecord } from '../../contract/records.ts';
import { Agenda } from './agenda.ts';
import { Cases, type Sketch } from './cases.ts';
import { Days } from './days.ts';
import { depths, type Depth } from './depth.ts';
import { mix } from './dice.ts';
import { Events } from './events.ts';
import { RATED_WITHIN } from './lives.ts';
import { Marks } from './marks.ts';
import { Citizens } from './personal.ts';
import { Places } from './places.ts';
import { DemoRequests } from './requests.ts';
import { parseSettings, type DemoProfile, type Settings } from './settings.ts';
import { lastStep, recordAt, type CasePlan } from './steps.ts';

/** The parts of a demo city that do not change while it lives. */
export interface DemoCity {
  settings: Settings;
  days: Days;
  places: Places;
  marks: Marks;
  cases: readonly Cases[];
  citizens: Citizens | undefined;
  requests: DemoRequests | undefined;
  events: Events;
  /** When it was founded: what is planted may be counted back from it. */
  founded: Instant;
  seed: number;
}

const stir = (seed: number): number => mix(seed >>> 0, 0x5eed);

/** What is asked of the units of a city, and how they answer: that follows from profile and seed alone. */
export function requestsOf(loaded: DemoProfile, seed: number): DemoRequests | undefined {
  const { requests } = parseSettings(loaded);
  return requests && new DemoRequests(requests, new Days(loaded.profile.city), stir(seed));
}

/** Builds a city from its profile, seed and founding instant. Throws CitywallError `profile-invalid` where `demo.json` is wrong. */
export function demoCity(loaded: DemoProfile, seed: number, founded: Instant): DemoCity {
  const settings = parseSettings(loaded);
  const { profile } = loaded;
  const days = new Days(profile.city);
  const stirred = stir(seed);
  const places = new Places(profile.areas, settings.areas, stirred);
  const events = new Events(settings.events, { days, places, founded, seed: stirred });
  const units = profile.units;
  const cases = profile.services.flatMap((service) => {
    const own = settings.services[service.id];
    return own ? [new Cases(service, own, { days, places, units, events, seed: stirred })] : [];
  });
  return {
    settings,
    days,
    places,
    marks: new Marks(profile.sources, settings, days, events),
    cases,
    citizens: settings.personal && new Citizens(settings.personal, places, stirred),
    requests: requestsOf(loaded, seed),
    events,
    founded,
    seed: stirred,
  };
}

/**
 * One service's life as records: what a city that stands at one instant still has to bring to reach another,
 * and then each step as its time comes. All of it follows from the founding instant and its depth.
 */
export class Life {
  readonly cases: Cases;
  readonly #city: DemoCity;
  readonly #depth: Depth;
  readonly #agenda = new Agenda<CasePlan>();
  /** Everything up to here has been brought. */
  #until: Instant;
  /** The last day whose cases are on the agenda or were brought. */
  #day: number;
  /** Nothing of it was brought yet, so that what stayed open from before its history comes too. */
  readonly #fresh: boolean;

  /** `reached` is how far the service was brought before; undefined for a city that is being founded. */
  constructor(city: DemoCity, cases: Cases, depth: Depth, reached: Instant | undefined) {
    this.cases = cases;
    this.#city = city;
    this.#depth = depth;
    this.#until = Math.max(reached ?? 0, depth.start - 1);
    this.#fresh = (reached ?? 0) < depth.start;
    this.#day = city.days.of(this.#until);
  }

  /** How far the service's source has reported at an instant. */
  mark(now: Instant): Instant {
    return this.#city.marks.mark(this.cases.service.source, now);
  }

  /** The day that holds the last instant brought. */
  get day(): number {
    return this.#day;
  }

  /** The first day on which a case may have been opened that still has a step to take. */
  get firstDay(): number {
    const first = this.#city.days.of(this.#until - this.cases.longest - DAY);
    if (this.#depth.tail) return first;
    return this.#fresh ? this.#day : Math.max(first, this.#city.days.of(this.#depth.start));
  }

  /** Cases of one day, opened before what was reached, that have taken steps since: as they stand at `until`. */
  carried(day: number, until: Instant): CityRecord[] {
    const records: CityRecord[] = [];
    for (const sketch of this.cases.sketches(day)) {
      if (sketch.openedAt > this.#until) break;
      if (sketch.closedAt + RATED_WITHIN <= this.#until || !this.#belongs(sketch)) continue;
      const plan = this.cases.plan(sketch);
      if (lastStep(plan) > this.#until) this.#bring(plan, this.#fresh ? 0 : this.#until, until, records);
    }
    return records;
  }

  /** Cases of one day opened after what was reached, as they stand at `until`; those yet to come wait. */
  opened(day: number, until: Instant): CityRecord[] {
    const records: CityRecord[] = [];
    for (const sketch of this.cases.sketches(day)) {
      if (sketch.openedAt <= this.#until || !this.#belongs(sketch)) continue;
      this.#bring(this.cases.plan(sketch), this.#until, until, records);
    }
    return records;
  }

  /** Faults that all days up to `day` were brought, as they stood at `until`. */
  arrive(until: Instant, day: number): void {
    this.#until = Math.max(this.#until, until);
    this.#day = Math.max(this.#day, day);
  }

  /** What happened since it was last asked, up to `until`. */
  advance(until: Instant): CityRecord[] {
    const records: CityRecord[] = [];
    if (until <= this.#until) return records;
    for (let day = this.#day + 1; day <= this.#city.days.of(until); day++) {
      this.#day = day;
      for (const sketch of this.cases.sketches(day))
        this.#agenda.add(sketch.openedAt, this.cases.plan(sketch));
    }
    for (let plan = this.#agenda.next(until); plan; plan = this.#agenda.next(until))
      this.#bring(plan, this.#until, until, records);
    this.#until = until;
    return records;
  }

  #belongs(sketch: Sketch): boolean {
    return sketch.openedAt >= this.#depth.start || (this.#depth.tail && sketch.closedAt > this.#city.founded);
  }

  /** Brings a case as it stands at `until` if it was opened by then, and puts its next step on the agenda. */
  #bring(plan: CasePlan, since: Instant, until: Instant, records: CityRecord[]): void {
    const { service, settings } = this.cases;
    const opened = plan.steps[0]?.at ?? 0;
    let stepped = false;
    for (const step of plan.steps) {
      if (step.at > until) {
        this.#agenda.add(step.at, plan);
        break;
      }
      if (step.at > since) stepped = true;
    }
    if (!stepped) return;
    records.push(recordAt(plan, service, until));
    if (opened <= since || settings.personal === 0) return;
    const part = this.#city.citizens?.part(plan, service.id, settings);
    if (part) records.push(part);
  }
}

/** How deep each service's history goes. */
export function depthsOf(city: DemoCity, budget: number): Map<string, Depth> {
  return depths(city.cases, city.founded, budget, city.days);
}

/** Watermarks of all sources, and when the city was founded: what a resumed city must know of itself. */
export function watermarksAt(city: DemoCity, at: Instant): Watermarks {
  return { ...city.marks.all(at), [FOUNDED]: city.founded };
}

/** The key beside the sources' under which the founding instant travels in the watermarks, durable with the records. */
export const FOUNDED = 'demo.founded';
