import { setImmediate } from 'node:timers/promises';
import { measureId, record, type CityRecord } from '../contract/records.ts';
import type { Instant } from '../contract/instants.ts';
import type { Profile } from '../contract/profile.ts';
import type { Truth } from '../store/ports.ts';
import type { Clock, Connector, Context, Delivery, Inflow } from './connector.ts';

/** A clock of a test's own: whoever waits moves it on, at least by a step, and never past its end. */
export class StepClock implements Clock {
  readonly #step: number;
  readonly #end: Instant;
  #at: Instant;

  constructor(at: Instant, step: number, end: Instant = Infinity) {
    this.#at = Math.min(at, end);
    this.#step = step;
    this.#end = end;
  }

  now(): Instant {
    return this.#at;
  }

  async wait(ms: number): Promise<void> {
    this.#at = Math.min(this.#end, this.#at + Math.max(ms, this.#step));
    await setImmediate();
  }
}

/** Opens a connector with its settings, as a city would. Throws where they are wrong. */
export function opened(
  { settings }: Connector,
  own: object,
  loaded: Context['loaded'],
  clock: Clock,
): Inflow {
  return settings.parse(own)({ loaded, where: 'test', clock });
}

/** What a store would hold: each record at its newest revision, where the last delivery left off, and all that was told. */
export class MemoryStore {
  readonly held = new Map<string, CityRecord>();
  readonly deliveries: Delivery[] = [];
  /** Ways in which what was handed on broke its promises, in words. */
  readonly broken: string[] = [];
  readonly #profile: Profile;
  readonly #sources: readonly string[];

  constructor(profile: Profile, sources: readonly string[] = profile.sources.map(({ id }) => id)) {
    this.#profile = profile;
    this.#sources = sources;
  }

  get last(): Delivery | null {
    return this.deliveries.at(-1) ?? null;
  }

  get truth(): Truth | null {
    return this.last && { asOf: this.last.asOf, watermarks: this.last.watermarks };
  }

  /** Keeps a delivery in one step with its position. */
  keep(delivery: Delivery): void {
    this.#watch(delivery);
    for (const raw of delivery.records) this.#put(raw);
    this.deliveries.push(delivery);
  }

  #put(raw: unknown): void {
    const one = record.safeParse(raw).data;
    if (one === undefined) return;
    const before = this.held.get(keyOf(one));
    if (before !== undefined && one.rev <= before.rev) return;
    this.held.set(keyOf(one), one);
    // What changed without a date, such as who has it in hand, tells nothing of when.
    if (before !== undefined && happened(one) <= happened(before)) return;
    const source = sourceOf(one, this.#profile);
    const mark = source === undefined ? undefined : this.last?.watermarks[source];
    if (mark !== undefined && happened(one) <= mark)
      this.broken.push(`${keyOf(one)} comes after the watermark of ${source} has passed it`);
  }

  #watch({ asOf, watermarks }: Delivery): void {
    if (asOf < (this.last?.asOf ?? 0)) this.broken.push('its now goes back');
    for (const [source, mark] of Object.entries(watermarks)) {
      if (!this.#sources.includes(source))
        this.broken.push(`a watermark of ${source}, which it does not bring`);
      if (mark > asOf) this.broken.push(`the watermark of ${source} is past its own now`);
      if (mark < (this.last?.watermarks[source] ?? 0))
        this.broken.push(`the watermark of ${source} goes back`);
    }
  }
}

function keyOf(one: CityRecord): string {
  switch (one.kind) {
    case 'measure':
      return `measure|${measureId(one)}`;
    case 'case':
    case 'personal':
      return `${one.kind}|${one.service}|${one.id}`;
    case 'tombstone':
      return `${one.of}|${one.scope ?? ''}|${one.id}`;
    case 'request':
      return `request||${one.id}`;
    default:
      return `${one.kind}|${one.type}|${one.id}`;
  }
}

function sourceOf(one: CityRecord, profile: Profile): string | undefined {
  if (one.kind === 'case') return profile.services.find(({ id }) => id === one.service)?.source;
  if (one.kind === 'measure')
    return profile.indicators.indicators.find(({ id }) => id === one.indicator)?.source;
  return undefined;
}

/** The last instant that a record tells of. */
function happened(one: CityRecord): Instant {
  if (one.kind === 'measure') return one.reportedAt;
  if (one.kind !== 'case') return Infinity;
  return Math.max(one.openedAt, one.closedAt ?? 0, ...(one.events ?? []).map(({ at }) => at));
}
