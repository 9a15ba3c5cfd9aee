import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { SECOND, type Instant } from '../../contract/instants.ts';
import { code } from '../../contract/records.ts';
import type { Truth } from '../../store/ports.ts';
import {
  connector,
  readTruthPosition,
  truthPosition,
  type Clock,
  type Context,
  type Run,
  type Taker,
} from '../connector.ts';
import { demoCity, depthsOf, FOUNDED, Life, requestsOf, watermarksAt, type DemoCity } from './city.ts';
import { Load } from './load.ts';
import { Measures } from './measures.ts';

/** What is said of a demonstration city where it is chosen; how it lives is in the profile's `demo.json`. */
const settings = z.strictObject({
  seed: z.int().min(0).max(0xffff_ffff).default(1).describe('same seed, same city'),
  cases: z.int().min(0).max(1_000_000_000).default(300_000).describe('about how many cases its history has'),
  rate: z.number().min(0).max(100_000).default(0).describe('records a second beside its natural life'),
  sources: z.array(code).min(1).optional().describe("the profile's sources it brings; all where absent"),
});

/**
 * A city that lives: its whole past and future follow from seed, profile, `demo.json` and the founding
 * instant, so that one which was killed goes on exactly as if it had not been. Brings its history oldest
 * first, then every step as its time comes; with nothing to bring, batches without records carry the time.
 * Opening it throws CitywallError `profile-invalid` where `demo.json` is wrong.
 */
export const demo = connector({
  name: 'demo',
  settings,
  invents: true,
  open(own, context): Run {
    const sources = own.sources ?? context.loaded.profile.sources.map(({ id }) => id);
    const stranger = sources.find((id) => context.loaded.profile.sources.every((known) => known.id !== id));
    if (stranger !== undefined)
      throw new CitywallError('profile-invalid', {
        what: `"${stranger}" is not one of the profile's sources, at sources`,
        where: context.where,
        hint: 'Name ids of sources.json, or leave the field out to bring all of them.',
      });
    const requests = requestsOf(context.loaded, own.seed);
    return {
      sources,
      unitNext: requests && ((request) => requests.unitNext(request)),
      async run(from, taker, signal) {
        const options = { ...own, sources: new Set(sources) };
        await new Living(own.seed, options, context, from, taker, signal).run();
      },
    };
  },
});

interface Options {
  cases: number;
  rate: number;
  sources: ReadonlySet<string>;
}

const BATCH = 4_000;
/** How often a living city looks what has happened, milliseconds; under load more often, so that records do not wait. */
const TICK = { calm: SECOND, loaded: 100 } as const;

/** One run of a demonstration city. It lives whole, and hands on what is of its sources. */
class Living {
  readonly #city: DemoCity;
  readonly #options: Options;
  readonly #clock: Clock;
  readonly #taker: Taker;
  readonly #signal: AbortSignal;
  /** How far it came in an earlier life; null for a new city. */
  readonly #reached: Truth | null;
  readonly #started: Instant;
  readonly #lives: readonly Life[];
  readonly #loaded: Context['loaded'];
  readonly #measures: (after: Instant, upTo: Instant) => readonly unknown[];

  constructor(
    seed: number,
    options: Options,
    { loaded, clock }: Context,
    from: string | null,
    taker: Taker,
    signal: AbortSignal,
  ) {
    const reached = readTruthPosition(from);
    const started = clock.now();
    const founded = reached?.watermarks[FOUNDED] ?? reached?.asOf ?? started;
    const city = demoCity(loaded, seed, founded);
    const cases = city.cases.filter(({ service }) => options.sources.has(service.source));
    const ours = { ...city, cases };
    const depths = depthsOf(ours, options.cases);
    const lives = cases.flatMap((one) => {
      const depth = depths.get(one.service.id);
      return depth ? [new Life(city, one, depth, reached?.watermarks[one.service.source])] : [];
    });
    const measures = new Measures(loaded, city);
    const indicators = new Set(
      loaded.profile.indicators.indicators
        .filter(({ source }) => options.sources.has(source))
        .map(({ id }) => id),
    );
    this.#city = ours;
    this.#loaded = loaded;
    this.#options = options;
    this.#clock = clock;
    this.#taker = taker;
    this.#signal = signal;
    this.#reached = reached;
    this.#started = started;
    this.#lives = lives;
    this.#measures = (after, upTo) =>
      measures.between(after, upTo).filter(({ indicator }) => indicators.has(indicator));
  }

  async run(): Promise<void> {
    const { days, cases } = this.#city;
    const [first] = cases;
    const { rate } = this.#options;
    const reached = this.#reached;
    const before = reached && reached.asOf >= this.#city.founded ? reached.asOf : undefined;
    let asOf = await this.#catchUp();
    const load =
      rate > 0 && first ? new Load(first, rate, before, Math.max(asOf, this.#clock.now())) : undefined;
    let heard = asOf;
    while (!this.#signal.aborted) {
      await this.#clock.wait(load ? TICK.loaded : TICK.calm, this.#signal);
      if (this.#signal.aborted) return;
      const present = Math.max(asOf, this.#clock.now());
      const records: unknown[] = this.#lives.flatMap((life) => life.advance(life.mark(present)));
      if (load) for (const record of load.take(present)) records.push(record);
      if (days.start(days.of(present)) > heard || present - heard >= 60 * SECOND) {
        for (const measure of this.#measures(heard, present)) records.push(measure);
        heard = present;
      }
      // What is late is brought before the time it belongs to is called complete.
      for (let i = 0; i < records.length && !this.#signal.aborted; i += BATCH)
        await this.#take(records.slice(i, i + BATCH), i + BATCH < records.length ? asOf : present);
      if (records.length === 0) await this.#take([], present);
      asOf = present;
    }
  }

  /** Brings everything up to now, oldest first; the truth told on the way is how far that has come. */
  async #catchUp(): Promise<Instant> {
    const { days } = this.#city;
    const reached = this.#reached;
    const target = Math.max(this.#started, reached?.asOf ?? 0);
    const firstDay = Math.min(...this.#lives.map((life) => life.day), days.of(target));
    const oldest = Math.min(...this.#lives.map((life) => life.firstDay), firstDay);
    let asOf = reached?.asOf ?? days.start(oldest) - 1;
    let brought = 0;
    const total = Math.max(1, reached ? 0 : this.#options.cases);
    const bring = async (records: readonly unknown[]): Promise<void> => {
      for (let i = 0; i < records.length && !this.#signal.aborted; i += BATCH) {
        const batch = records.slice(i, i + BATCH);
        await this.#take(batch, asOf);
        brought += batch.length;
        // Done is said once, at the end: how many records a backlog of so many cases has is not known before.
        this.#taker.progress(brought, Math.max(total, brought + 1));
      }
    };
    const unfinished = !reached || reached.asOf < this.#city.founded;
    await bring(this.#measures(unfinished ? 0 : reached.asOf, target));
    if (unfinished) await bring(this.#asked());
    let waiting: unknown[] = [];
    for (const life of this.#lives)
      for (let day = life.firstDay, last = life.day; day <= last && !this.#signal.aborted; day++) {
        await setImmediate();
        for (const record of life.carried(day, life.mark(target))) waiting.push(record);
        if (waiting.length < BATCH / 2) continue;
        await bring(waiting);
        waiting = [];
      }
    await bring(waiting);
    waiting = [];
    if (this.#signal.aborted) return asOf;
    asOf = Math.max(asOf, days.start(firstDay) - 1);
    for (let day = firstDay; day <= days.of(target) && !this.#signal.aborted; day++) {
      for (const life of this.#lives) {
        if (day < life.day) continue;
        for (const record of life.opened(day, life.mark(target))) waiting.push(record);
      }
      // Quiet days travel together; the truth moves on once all of a day is on disk.
      if (waiting.length < BATCH / 2 && day < days.of(target)) continue;
      await bring(waiting);
      waiting = [];
      await setImmediate();
      asOf = Math.max(asOf, Math.min(target, days.start(day + 1) - 1));
    }
    if (this.#signal.aborted) return asOf;
    for (const life of this.#lives) life.arrive(life.mark(target), days.of(target));
    await this.#take([], target);
    this.#taker.progress(Math.max(1, brought), Math.max(1, brought));
    return target;
  }

  /** What was asked of units before the city was founded: brought by whoever brings its first source. */
  #asked(): readonly unknown[] {
    const { requests, founded } = this.#city;
    const { profile, published } = this.#loaded;
    const { sources, indicators } = profile;
    const [first] = sources;
    if (requests === undefined || first === undefined || !this.#options.sources.has(first.id)) return [];
    return requests.before(founded, indicators.indicators, published);
  }

  #take(records: readonly unknown[], asOf: Instant): Promise<void> {
    const all = watermarksAt(this.#city, asOf);
    const watermarks = Object.fromEntries(
      Object.entries(all).filter(([source]) => this.#options.sources.has(source)),
    );
    return this.#taker.take({
      records,
      asOf,
      watermarks,
      position: truthPosition({ asOf, watermarks: all }),
    });
  }
}
