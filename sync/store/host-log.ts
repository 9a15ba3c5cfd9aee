import { z } from 'zod';
import { instant } from '../contract/instants.ts';

/** Where the journal keeps what the host notes of itself. */
export const HOST_LOG = 'host.log';

/** What a host notes of itself each minute, by its own machine's clock. */
export const hostLog = z.object({
  /** When it last did. */
  at: instant,
  /** Screens that showed something since it started, and when each last drew a frame. */
  screens: z.array(z.object({ screen: z.int(), seenAt: instant })),
  /** What was free where its data are, bytes, an hour apart, the oldest first. */
  free: z.array(z.object({ at: instant, bytes: z.number() })),
  /** The machine's clock and one that is never set, milliseconds, read together each minute, the oldest first; since it started. */
  clocks: z.array(z.object({ wall: instant, steady: z.number() })),
  /** When the city was last heard as it should be; null for a wall without a city, or one that never heard it. */
  liveAt: instant.nullable(),
});
export type HostLog = z.infer<typeof hostLog>;

/** What was noted under {@link HOST_LOG}; null where nothing was, or another version of this program noted it otherwise. */
export const readHostLog = (kept: unknown): HostLog | null => hostLog.safeParse(kept).data ?? null;
