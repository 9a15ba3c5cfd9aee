import path from 'node:path';
import { z } from 'zod';
import type { Instant } from '../../contract/instants.ts';
import { connector, readTruthPosition, type Run } from '../connector.ts';
import { parseMapping } from './mapping.ts';
import { readRecording } from './recording.ts';

const settings = z.strictObject({
  file: z
    .string()
    .min(1)
    .describe("the recording: JSON, JSON lines, GeoJSON or CSV; from the profile's folder"),
  speed: z.number().min(0.001).max(1e9).default(1).describe('seconds of the recording in a second'),
});

/** What a position says besides how far: by which file and mapping that was read. */
const position = z.object({ by: z.string().optional() });
const readBy = (from: string | null): string | undefined =>
  from === null ? undefined : position.parse(JSON.parse(from)).by;

const CHANGED =
  'the recording, or replay.json, changed since this data folder was filled: what was read before stays as it was read. Start again with --anew to read all of it anew.';

const TICK = 250;
const BATCH = 2_000;

/**
 * Plays a recording into the feed in its own rhythm: the recording's clock is its now, and moves on
 * where nothing happens too. At its end the clock stands still at the last instant until it is stopped.
 * `run` rejects with CitywallError `replay-invalid` where the recording is broken; opening it throws
 * `profile-invalid` where `replay.json` is wrong.
 */
export const replay = connector({
  name: 'replay',
  settings,
  invents: false,
  open({ file, speed }, { loaded, clock }): Run {
    const mapping = parseMapping(loaded);
    const source = loaded.profile.services.find((s) => s.id === mapping.service)?.source ?? mapping.service;
    return {
      sources: [source],
      async run(from, { take, progress, told }, signal) {
        const named = path.resolve(loaded.folder, file);
        const { moments, rejected, notes, by, ...recorded } = await readRecording(named, loaded, clock.now());
        const before = readBy(from);
        told?.(before === undefined || before === by ? notes : [CHANGED, ...notes]);
        const hand = (records: readonly unknown[], asOf: Instant): Promise<void> => {
          const truth = { asOf, watermarks: { [source]: asOf } };
          return take({
            records,
            ...truth,
            rejected: { [source]: [...rejected] },
            position: JSON.stringify({ ...truth, by: before ?? by }),
          });
        };
        const reached = readTruthPosition(from)?.asOf ?? recorded.from - 1;
        const begin = Math.max(recorded.from, reached);
        const after = moments.findIndex((m) => m.at > reached);
        let next = after < 0 ? moments.length : after;
        const started = clock.now();
        let asOf: Instant | undefined;
        while (!signal.aborted) {
          const now = Math.min(recorded.to, Math.floor(begin + (clock.now() - started) * speed));
          const due: unknown[] = [];
          for (; (moments[next]?.at ?? Infinity) <= now; next++) due.push(...(moments[next]?.records ?? []));
          for (let i = 0; i < due.length && !signal.aborted; i += BATCH)
            await hand(due.slice(i, i + BATCH), i + BATCH >= due.length ? now : (asOf ?? reached));
          if (due.length === 0 && now !== asOf) await hand([], now);
          if (asOf === undefined) progress(1, 1);
          asOf = now;
          await (now >= recorded.to ? until(signal) : clock.wait(TICK, signal));
        }
      },
    };
  },
});

/** Resolves when the signal is aborted. */
function until(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
