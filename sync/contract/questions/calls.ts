import { z } from 'zod';
import { callAbout, callEnd, callWay } from '../calls.ts';
import { instant } from '../instants.ts';
import { code } from '../records.ts';

/** Who was told, when, and by which ways that went. */
const told = z.object({
  account: z.string(),
  name: z.string(),
  at: instant,
  /** 1 is the first. */
  level: z.int().min(1),
  ways: z.array(
    z.object({ way: callWay, state: z.enum(['waiting', 'delivered', 'failed']), why: z.string().nullable() }),
  ),
});

/** Who was called about what, the newest first; also of one request or one group of alerts alone. */
export const calls = {
  params: z.strictObject({
    request: code.optional(),
    group: z.string().min(1).max(300).optional(),
    limit: z.int().min(1).max(100).default(20),
  }),
  answer: z.object({
    rows: z.array(
      z.object({
        call: z.string(),
        rule: code,
        about: callAbout,
        demo: z.boolean(),
        openedAt: instant,
        /** What it waits for: an answer, somebody to be on duty, or the next shift, since nobody of this one answered. */
        waits: z.enum(['answer', 'duty', 'shift']),
        ended: z.object({ at: instant, how: callEnd, by: z.string().nullable() }).nullable(),
        told: z.array(told),
      }),
    ),
  }),
};
