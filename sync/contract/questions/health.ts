import { z } from 'zod';
import { instant } from '../instants.ts';
import { code } from '../records.ts';

/** Records that could not be read, by what was wrong. What they held is not told: it may be personal. */
export const rejected = {
  params: z.strictObject({ limit: z.int().min(1).max(100).default(12) }),
  answer: z.object({
    total: z.int(),
    /** Kept for someone to look at: the newest of them. */
    kept: z.int(),
    rows: z.array(
      z.object({
        /** The record's kind, where that could be read: `case`, `measure` ... */
        kind: z.string().max(40),
        /** Its service, indicator or type, where that could be read and is known to the profile. */
        about: code.nullable(),
        reason: z.string().max(500),
        count: z.int(),
        first: instant,
        last: instant,
      }),
    ),
  }),
};

/** What viewers said is wrong or missing, the newest first, and what became of it on its way to the city. */
export const reports = {
  params: z.strictObject({ limit: z.int().min(1).max(100).default(12) }),
  answer: z.object({
    waiting: z.int(),
    total: z.int(),
    rows: z.array(
      z.object({
        key: z.string(),
        board: code,
        panel: code,
        note: z.string(),
        /** The instant the tile showed, and when it was said. */
        asOf: instant,
        givenAt: instant,
        state: z.enum(['queued', 'applied', 'rejected', 'expired']),
        reason: z.string(),
        settledAt: instant.nullable(),
      }),
    ),
  }),
};
