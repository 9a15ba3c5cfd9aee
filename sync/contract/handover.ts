import { z } from 'zod';
import { alertState, severity, subject } from './alerts.ts';
import { callAbout } from './calls.ts';
import { instant } from './instants.ts';
import { code, requestRecord } from './records.ts';
import { requestState } from './requests.ts';

/** The most of each kind that a sheet lists. */
export const MOST_ON_SHEET = 100;
const listed = <T extends z.ZodType>(one: T) =>
  z.object({ total: z.int().min(0), rows: z.array(one).max(MOST_ON_SHEET) });

const group = {
  group: z.string(),
  rule: code,
  severity,
  state: alertState,
  subject,
  unit: code.nullable(),
  owner: z.string().nullable(),
  since: instant,
  count: z.int(),
};

/**
 * What one shift leaves to the next. No figure that moves by itself is in it, so that whoever signs it signs what they saw. `rows` are the
 * first of `total`.
 */
export const handoverSheet = z.object({
  /** When the shift before was handed over; null where none was. */
  since: instant.nullable(),
  groups: listed(z.object(group)),
  shelved: listed(z.object({ alert: z.string(), rule: code, severity, subject, until: instant })),
  requests: listed(
    z.object({
      ...{ id: code, asks: requestRecord.shape.asks, unit: code, state: requestState },
      ...{ late: z.boolean(), dueAt: instant },
    }),
  ),
  /** Calls that nobody has answered. */
  calls: listed(z.object({ call: z.string(), about: callAbout, waits: z.enum(['answer', 'duty', 'shift']) })),
  /** Commands that the city has not decided. */
  commands: listed(
    z.object({ key: z.string(), what: z.string(), by: z.string().nullable(), givenAt: instant }),
  ),
  /** Remarks of this shift, in the words of whoever made them. */
  notes: listed(
    z.object({
      ...{ key: z.string(), by: z.string().nullable(), givenAt: instant, text: z.string() },
      ...{ board: code.nullable(), panel: code.nullable() },
    }),
  ),
});
export type HandoverSheet = z.infer<typeof handoverSheet>;

/** SHA-256 of a sheet's JSON, hexadecimal. */
export const sheetHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One shift's end: who left, what they said and were shown, and who took over, with a remark or without. */
export const handover = z.object({
  id: z.string().min(8).max(64),
  at: instant,
  by: z.string(),
  text: z.string(),
  hash: sheetHash,
  accepted: z.object({ at: instant, by: z.string(), remark: z.string() }).nullable(),
});
export type Handover = z.infer<typeof handover>;
