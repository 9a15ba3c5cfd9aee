import { setTimeout } from 'node:timers/promises';
import type { Instant } from '../../contract/instants.ts';
import type { Connector, Truth } from '../../store/ports.ts';
import { parseMapping, type ReplayProfile } from './mapping.ts';
import { readRecording } from './recording.ts';

export interface ReplayOptions {
  /** The recording: a JSON array of cases, or a CSV. */
  file: string;
  /** Seconds of the recording in a second. */
  speed: number;
  /** How far it was played before, as the store remembers; null to begin. */
  reached: Truth | null;
  /** The machine's clock, milliseconds; only its differences matter. */
  now?: () => number;
  /** Waits; injected where time is not real. */
  wait?: (ms: number) => Promise<void>;
}

const TICK = 250;
const BATCH = 2_000;

/**
 * Plays a recording into the feed in its own rhythm: the recording's clock is the city's now, and moves on
 * where nothing happens too. At its end the clock stands still at the last instant until it is stopped.
 * `run` rejects with CitywallError `replay-invalid` where the recording is broken; a wrong `replay.json`
 * throws `profile-invalid` at once.
 */
export function replayConnector(loaded: ReplayProfile, options: ReplayOptions): Connector {
  const mapping = parseMapping(loaded);
  const source = loaded.profile.services.find((s) => s.id === mapping.service)?.source ?? mapping.service;
  const now = options.now ?? Date.now;
  const stopped = new AbortController();
  const untilStopped = new Promise<void>((resolve) => {
    stopped.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const wait = options.wait ?? ((ms: number) => Promise.race([setTimeout(ms), untilStopped]));
  let finished: Promise<void> = Promise.resolve();

  const play: Connector['run'] = async (take, progress) => {
    const { moments, from, to } = await readRecording(options.file, loaded);
    const begin = Math.max(from, options.reached?.asOf ?? from);
    const reached = options.reached?.asOf ?? 0;
    const after = moments.findIndex((m) => m.at > reached);
    let next = after < 0 ? moments.length : after;
    const started = now();
    let asOf: Instant | undefined;
    while (!stopped.signal.aborted) {
      const clock = Math.min(to, Math.floor(begin + (now() - started) * options.speed));
      const due: unknown[] = [];
      for (; (moments[next]?.at ?? Infinity) <= clock; next++) due.push(...(moments[next]?.records ?? []));
      for (let i = 0; i < due.length; i += BATCH) {
        const last = i + BATCH >= due.length;
        await take(due.slice(i, i + BATCH), truthAt(last ? clock : (asOf ?? begin - 1)));
      }
      if (due.length === 0 && clock !== asOf) await take([], truthAt(clock));
      if (asOf === undefined) progress(1, 1);
      asOf = clock;
      if (clock >= to) return untilStopped;
      await wait(TICK);
    }
  };

  const truthAt = (at: Instant): Truth => ({ asOf: at, watermarks: { [source]: at } });

  return {
    run(take, progress) {
      finished = play(take, progress);
      return finished;
    },
    async stop() {
      stopped.abort();
      await finished.then(
        () => undefined,
        () => undefined, // already told to whoever called run
      );
    },
  };
}
