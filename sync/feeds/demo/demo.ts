import { setImmediate, setTimeout } from 'node:timers/promises';
import { SECOND, type Instant } from '../../contract/instants.ts';
import type { Connector, Truth } from '../../store/ports.ts';
import { demoCity, depthsOf, FOUNDED, Life, watermarksAt, type DemoCity } from './city.ts';
import { Load } from './load.ts';
import { Measures } from './measures.ts';
import type { DemoProfile } from './settings.ts';

export interface DemoOptions {
  /** Same seed, same city. */
  seed: number;
  /** About how many cases its history has. */
  cases: number;
  /** Records a second beside its natural life; 0 or null for none. */
  rate: number | null;
  /** How far it came in an earlier life, as its own store remembers; null for a new city. */
  reached: Truth | null;
  /** The present, milliseconds since 1970. */
  now?: () => number;
  /** Waits; injected where time is not real. */
  wait?: (ms: number) => Promise<void>;
}

type Take = (records: readonly unknown[], truth: Truth) => Promise<void>;
type Progress = (done: number, total: number) => void;

const BATCH = 4_000;
/** How often a living city looks what has happened, milliseconds; under load more often, so that records do not wait. */
const TICK = { calm: SECOND, loaded: 100 } as const;

/**
 * A city that lives: its whole past and future follow from seed, profile, `demo.json` and the founding
 * instant, so that one which was killed goes on exactly as if it had not been. Brings its history oldest
 * first, then every step as its time comes; with nothing to bring, batches without records carry the time.
 * Throws CitywallError `profile-invalid` where `demo.json` is wrong.
 */
export function demoConnector(loaded: DemoProfile, options: DemoOptions): Connector {
  const city = demoCity(loaded, options.seed);
  const now = options.now ?? Date.now;
  const stop = new AbortController();
  const wait =
    options.wait ?? ((ms: number) => setTimeout(ms, undefined, { signal: stop.signal }).catch(ignoreStop));
  const ignoreStop = (error: unknown): void => {
    if (!stop.signal.aborted) throw error;
  };
  let finished: Promise<void> = Promise.resolve();

  const live = async (take: Take, progress: Progress): Promise<void> => {
    const started = now();
    const founded = options.reached?.watermarks[FOUNDED] ?? options.reached?.asOf ?? started;
    const lives = livesOf(city, founded, options);
    const measures = new Measures(loaded, city, founded);
    const [first] = city.cases;
    const before = options.reached && options.reached.asOf >= founded ? options.reached.asOf : undefined;
    let asOf = await catchUp(started, founded, lives, measures, take, progress);
    const load =
      options.rate && first ? new Load(first, options.rate, before, Math.max(asOf, now())) : undefined;
    let heard = asOf;
    while (!stop.signal.aborted) {
      await wait(load ? TICK.loaded : TICK.calm);
      if (stop.signal.aborted) return;
      const present = Math.max(asOf, now());
      const records: unknown[] = lives.flatMap((life) => life.advance(life.mark(present)));
      if (load) for (const record of load.take(present)) records.push(record);
      if (city.days.start(city.days.of(present)) > heard || present - heard >= 60 * SECOND) {
        for (const measure of measures.between(heard, present)) records.push(measure);
        heard = present;
      }
      // What is late is brought before the time it belongs to is called complete.
      for (let i = 0; i < records.length && !stop.signal.aborted; i += BATCH)
        await take(
          records.slice(i, i + BATCH),
          truthAt(city, i + BATCH < records.length ? asOf : present, founded),
        );
      if (records.length === 0) await take([], truthAt(city, present, founded));
      asOf = present;
    }
  };

  /** Brings everything up to `until`, oldest first; the truth told on the way is how far that has come. */
  const catchUp = async (
    until: Instant,
    founded: Instant,
    lives: readonly Life[],
    measures: Measures,
    take: Take,
    progress: Progress,
  ): Promise<Instant> => {
    const { days } = city;
    const target = Math.max(until, options.reached?.asOf ?? 0);
    const firstDay = Math.min(...lives.map((life) => life.day), days.of(target));
    let asOf = Math.max(options.reached?.asOf ?? 0, days.start(firstDay) - 1);
    let brought = 0;
    const total = Math.max(1, options.reached ? 0 : options.cases);
    const bring = async (records: readonly unknown[]): Promise<void> => {
      for (let i = 0; i < records.length && !stop.signal.aborted; i += BATCH) {
        const batch = records.slice(i, i + BATCH);
        await take(batch, truthAt(city, asOf, founded));
        brought += batch.length;
        // Done is said once, at the end: how many records a backlog of so many cases has is not known before.
        progress(brought, Math.max(total, brought + 1));
      }
    };
    const unfinished = !options.reached || options.reached.asOf < founded;
    await bring(measures.between(unfinished ? 0 : (options.reached?.asOf ?? 0), target));
    for (const life of lives)
      for (let day = life.firstDay, last = life.day; day <= last && !stop.signal.aborted; day++) {
        await setImmediate();
        await bring(life.carried(day, life.mark(target)));
      }
    let waiting: unknown[] = [];
    for (let day = firstDay; day <= days.of(target) && !stop.signal.aborted; day++) {
      for (const life of lives) {
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
    if (stop.signal.aborted) return asOf;
    for (const life of lives) life.arrive(life.mark(target), days.of(target));
    await take([], truthAt(city, target, founded));
    progress(Math.max(1, brought), Math.max(1, brought));
    return target;
  };

  return {
    run(take, progress) {
      finished = live(take, progress);
      return finished;
    },
    async stop() {
      stop.abort();
      await finished.catch(ignoreStop);
    },
  };
}

function livesOf(city: DemoCity, founded: Instant, options: DemoOptions): Life[] {
  const depths = depthsOf(city, founded, options.cases);
  return city.cases.flatMap((cases) => {
    const depth = depths.get(cases.service.id);
    const reached = options.reached?.watermarks[cases.service.source];
    return depth ? [new Life(city, cases, founded, depth, reached)] : [];
  });
}

function truthAt(city: DemoCity, at: Instant, founded: Instant): Truth {
  return { asOf: at, watermarks: watermarksAt(city, at, founded) };
}
