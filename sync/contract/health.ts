import { z } from 'zod';
import { cursor } from './feed.ts';
import { instant } from './instants.ts';

/** `GET /health`. `status` is the city line alone; `error` only for a fault of the host's own. */
export const health = z.object({
  status: z.enum(['live', 'late', 'stale', 'empty', 'error']),
  city: z.string(),
  /** The unit whose part of the city is held; null where it is the whole city. */
  scope: z.string().nullable(),
  cases: z.int(),
  measures: z.int(),
  /** Of the first service of the profile, at `asOf`. */
  unknownPlace: z.int(),
  open: z.int(),
  overdue: z.int(),
  asOf: instant.nullable(),
  cursor: cursor.pick({ epoch: true, seq: true }).nullable(),
  /** Records that could not be read: here, and by the city of its sources. */
  quarantine: z.int(),
  outbox: z.int(),
  /** When every page of what is held was last found to be what was written; null before that, by the machine's clock. */
  checkedAt: instant.nullable(),
  /** How many windows are open; and of the last minute, how many requests were refused, and how often windows were not read for a while or closed, and connections turned away. */
  windows: z.object({
    open: z.int(),
    refused: z.int(),
    paused: z.int(),
    closed: z.int(),
    turnedAway: z.int(),
  }),
  /** Where consoles on other machines are served, and with which certificate; null where they are not. */
  consoles: z
    .object({
      addresses: z.array(z.string()),
      certificate: z.object({ sha256: z.string(), until: instant }).nullable(),
    })
    .nullable(),
  pid: z.int(),
  version: z.string(),
  /** What the host has to say for itself: faults, set-aside files, a snapshot under way. */
  notes: z.array(z.string()),
});
export type Health = z.infer<typeof health>;

/** Whom a host serves besides its own machine. */
export type Consoles = Health['consoles'];

/** A host to which no window has come. */
export const NO_WINDOWS: Health['windows'] = { open: 0, refused: 0, paused: 0, closed: 0, turnedAway: 0 };
