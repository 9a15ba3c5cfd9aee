import { z } from 'zod';
import { watermarks } from '../contract/feed.ts';
import { instant, type Instant } from '../contract/instants.ts';
import type { RequestRecord } from '../contract/records.ts';
import type { LoadedProfile } from '../profile/index.ts';
import type { Truth } from '../store/ports.ts';
import { pause } from './pause.ts';

/** What a connector hands on at once, with how far its sources are complete after it. */
export interface Delivery extends Truth {
  /** Records as the source has them, not yet checked: what is no record goes to quarantine raw. */
  records: readonly unknown[];
  /**
   * Where to go on after this delivery, in the connector's own words. It is on disk in one step with the records and
   * comes back as `from` at the next start, so that each record is brought once, or again harmlessly.
   */
  position: string;
}

/** Who takes what a connector brings. */
export interface Taker {
  /**
   * Resolves when the delivery is on disk: wait for it before handing on the next. Rejects where it cannot be kept;
   * the run then rejects with the same error, and goes on later from what was kept.
   */
  take(delivery: Delivery): Promise<void>;
  /** How many records of its history are in, of about how many. `done >= total` once, when it goes on live. */
  progress(done: number, total: number): void;
  /** What those who look after the city should know of its source, in sentences; in place of what was told before. */
  told?(notes: readonly string[]): void;
}

/**
 * Something that brings records into an origin, opened with its settings. `asOf` of its deliveries is its own now and never goes
 * back; while it lives it is carried on at least every 5 s (`BEAT_EVERY`), by deliveries without records where nothing
 * happens. A watermark is of one source, never goes back, and no record that happened before it comes later.
 */
export interface Inflow {
  /** Codes of the profile's sources that it brings: its watermarks are of these, and no other connector may bring them. */
  readonly sources: readonly string[];
  /**
   * Runs until stopped or, where its source has an end, until that. Rejects with a CitywallError that names what is wrong with
   * its source; it may then be run again. `from` is the position of the last delivery kept, null to begin.
   */
  run(from: string | null, taker: Taker): Promise<void>;
  /**
   * What a unit does next, by itself, with what is asked of it, and when; null where it does nothing. Only of a city whose units are
   * invented: real ones answer themselves.
   */
  readonly unitNext?: UnitNext | undefined;
  /** Ends it for good, also before it ran; resolves when nothing of it is left running. */
  stop(): Promise<void>;
}

/** The next move of an invented unit with a request. */
export type UnitNext = (request: RequestRecord) => {
  what: 'receive' | 'answer';
  at: Instant;
  by: { name: string };
  text: string;
} | null;

/** Time as connectors see it: the machine's, or a test's own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): Instant;
  /** Resolves after so many milliseconds, at once where the signal is aborted; leaves nothing running. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const machineClock: Clock = { now: Date.now, wait: pause };

/** What a connector is opened in. */
export interface Context {
  loaded: Pick<LoadedProfile, 'folder' | 'profile' | 'shapes' | 'published' | 'demo' | 'replay'>;
  /** Where its settings stand, for errors: a file of the profile, or the command line. */
  where: string;
  clock: Clock;
}

/** A kind of connector, as the table has it. */
export interface Connector {
  /** What a file of the profile calls it. */
  readonly name: string;
  /** Its settings as written; read, they are how to open it. */
  readonly settings: z.ZodType<(context: Context) => Inflow>;
  /** Its records are invented: walls say so. */
  readonly invents: boolean;
}

/** A connector's own part of an {@link Inflow}: it runs until the signal is aborted. */
export interface Run {
  sources: readonly string[];
  run(from: string | null, taker: Taker, signal: AbortSignal): Promise<void>;
  unitNext?: UnitNext | undefined;
}

/**
 * A connector of its parts. `open` is quick, touches nothing outside, and throws a CitywallError where settings and profile do
 * not fit each other; what can only be seen by asking the source is for `run` to tell.
 */
export function connector<Settings>(parts: {
  name: string;
  settings: z.ZodType<Settings>;
  invents: boolean;
  open(settings: Settings, context: Context): Run;
}): Connector {
  const { name, settings, invents, open } = parts;
  return {
    name,
    invents,
    settings: settings.transform((own) => (context: Context) => inflowOf(open(own, context))),
  };
}

function inflowOf({ sources, run, unitNext }: Run): Inflow {
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    ...{ sources, unitNext },
    run(from, taker) {
      if (!stopping.signal.aborted) running = run(from, taker, stopping.signal);
      return running;
    },
    async stop() {
      stopping.abort();
      await running.catch(() => undefined); // already told to whoever called run
    },
  };
}

/** The position of a connector that goes on from its own truth alone. */
export const truthPosition = ({ asOf, watermarks }: Truth): string => JSON.stringify({ asOf, watermarks });

const truth = z.object({ asOf: instant, watermarks });

/** What {@link truthPosition} wrote; null to begin. Throws a ZodError where it did not write it. */
export const readTruthPosition = (from: string | null): Truth | null =>
  from === null ? null : truth.parse(JSON.parse(from));
