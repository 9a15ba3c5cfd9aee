import { DAY, HOUR, type Instant } from '../../contract/instants.ts';
import type { HostLog } from '../../store/host-log.ts';

/** What is true of a host at an instant. */
export interface HostFacts {
  at: Instant;
  steady: number;
  /** When each screen last drew a frame, by its number. */
  screens: ReadonlyMap<number, Instant>;
  /** Bytes; null where nobody could say. */
  free: number | null;
  /** Whether the city is heard as it should be; null for a wall without a city. */
  live: boolean | null;
}

/** Two weeks of hours tell how a disk fills; half an hour of minutes tells that a clock jumped. */
const MOST_FREE = 14 * 24;
const MOST_CLOCKS = 30;
/** A screen that showed nothing for so long was put away, not broken. */
const FORGET_SCREEN = DAY;

/** What was noted, with what is true now. `fresh`: this host just started, and knows nothing of clocks and screens from before. */
export function noted(before: HostLog | null, facts: HostFacts, fresh: boolean): HostLog {
  const { at, steady, screens, free, live } = facts;
  const kept = before?.free ?? [];
  const last = kept.at(-1);
  const isHour = last === undefined || at - last.at >= HOUR || at < last.at;
  const clocks = fresh ? [] : (before?.clocks ?? []);
  return {
    at,
    screens: [...screens]
      .filter(([, seenAt]) => at - seenAt < FORGET_SCREEN)
      .map(([screen, seenAt]) => ({ screen, seenAt }))
      .sort((a, b) => a.screen - b.screen),
    free: (free === null || !isHour ? kept : [...kept, { at, bytes: free }]).slice(-MOST_FREE),
    clocks: [...clocks, { wall: at, steady }].slice(-MOST_CLOCKS),
    liveAt: live === true ? at : live === null ? null : (before?.liveAt ?? null),
  };
}
