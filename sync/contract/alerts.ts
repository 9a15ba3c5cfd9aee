import { z } from 'zod';
import { instant } from './instants.ts';
import { caseFilter } from './questions/drill.ts';
import { code, point } from './records.ts';

/** How bad it is, the gravest first; ISA-18.2 calls it priority. */
export const severity = z.enum(['critical', 'high', 'medium', 'low']);
export type Severity = z.infer<typeof severity>;

/** What an alert is about: with its rule, all that is given here says which one it is. */
export const subject = z.strictObject({
  service: code.optional(),
  category: code.optional(),
  unit: code.optional(),
  area: code.optional(),
  indicator: code.optional(),
  source: code.optional(),
  /** Of the wall itself: `screen 2`, `disk`, `clock`. */
  part: z.string().min(1).max(40).optional(),
});
export type Subject = z.infer<typeof subject>;
/** What alerts may be grouped by; also their cause, for those of one rule are of one. */
export const subjectPart = z.enum(['service', 'category', 'unit', 'area', 'indicator', 'source', 'part']);

/**
 * What a detector sees just now: one thing that is not right, with the figures that say so. `key` is the same for the same thing
 * for as long as it lasts, across restarts.
 */
export const sign = z.strictObject({
  key: z.string().min(1).max(300),
  subject,
  severity,
  /** What `value`, `expected` and `upper` count, each in its own unit: cases, a share 0 to 1, an indicator's unit, milliseconds, records. */
  measure: z.enum(['opened', 'open', 'overdue', 'dueSoon', 'share', 'value', 'time', 'records', 'chance']),
  value: z.number(),
  /** What is usual, or planned; null where nothing says so. */
  expected: z.number().nullable(),
  /** What it passed. */
  limit: z.number().nullable(),
  /** The probability of so much by chance alone, after control of the many tests made at once; null where there was no test. */
  p: z.number().min(0).max(1).nullable(),
  /** The first and the last instant that the figures are of. */
  since: instant,
  until: instant,
  /** The unit that answers for it. */
  unit: code.nullable(),
  /** A target may be missed: these come first. */
  atRisk: z.boolean(),
  /** The very cases it counts; null where it counts none. */
  cases: caseFilter.nullable(),
  /** Places it reaches over, of a cluster, those with most of its cases first. */
  areas: z.array(code).max(60),
  /** Of a cluster that was looked for by cells: the middle of its middle cell, and how far it reaches, half a cell beyond the furthest middle. */
  circle: z.strictObject({ middle: point, kilometres: z.number().min(0) }).optional(),
  /** The picture as it was: values of equal stretches of time, the oldest first, with what was usual then. */
  series: z
    .array(z.strictObject({ at: instant, value: z.number().nullable(), expected: z.number().nullable() }))
    .max(120),
});
export type Sign = z.infer<typeof sign>;

/**
 * Why a rule could not be looked at: nothing was ever held of it; its past is too short to say what is usual; its source is stale, or was
 * never heard of; no sums are kept for it; nothing is forecast; it is no working day; the host wrote nothing down; or looking itself failed, as
 * the log tells.
 */
export const whyBlind = z.enum([
  ...(['nothingHeld', 'tooShort', 'stale', 'unheard'] as const),
  ...(['noSums', 'noForecast', 'dayOff', 'noFacts', 'failed'] as const),
]);
export type WhyBlind = z.infer<typeof whyBlind>;

/** Who did something: the name of a console's session, or `wall` for what happened by itself. */
export const by = z.string().min(1).max(80);
const alertId = z.string().min(1).max(64);
const reason = z.string().trim().min(1).max(2000);

/** Whether it happened in the rule's quiet hours: nothing of it rings then. Absent where a person did it, or from before this was kept. */
const quietly = z.boolean().optional();

/**
 * What happens to alerts, one after the other, as `journal.db` keeps it; states are a fold over it (`sync/alerts/machine`). After OPC UA
 * part 9 (IEC 62541-9) and ISA-18.2. An event that was released is not changed.
 */
export const alertEvent = z.discriminatedUnion('event', [
  /** It is there: `sign` is what it was raised on, and stays so. `demo`: the figures are invented. */
  z.strictObject({
    event: z.literal('raised'),
    at: instant,
    alert: alertId,
    rule: code,
    group: z.string().min(1).max(300),
    sign,
    /** In the rule's quiet hours: it rings nowhere. */
    quiet: z.boolean(),
    demo: z.boolean(),
  }),
  /** Its figures got worse by a step of severity, or better. */
  z.strictObject({
    ...{ event: z.literal('changed'), at: instant, alert: alertId, severity, sign },
    quiet: quietly,
  }),
  /** It is gone: returned to normal. It closes with that where it was acknowledged. */
  z.strictObject({ event: z.literal('cleared'), at: instant, alert: alertId }),
  /** It is back before it was closed. */
  z.strictObject({ event: z.literal('returned'), at: instant, alert: alertId, sign, quiet: quietly }),
  /** It comes and goes too often: it is held as one until it has been still for long enough. */
  z.strictObject({ event: z.literal('chattering'), at: instant, alert: alertId }),
  z.strictObject({ event: z.literal('steady'), at: instant, alert: alertId }),
  /** Somebody has it: `until` is when it becomes new again where it is still there. */
  z.strictObject({
    event: z.literal('acknowledged'),
    at: instant,
    alert: alertId,
    by,
    reason,
    until: instant.nullable(),
  }),
  /** The acknowledgement was taken back, or its time is over (`by` is `wall` then). */
  z.strictObject({ event: z.literal('unacknowledged'), at: instant, alert: alertId, by, quiet: quietly }),
  z.strictObject({ event: z.literal('shelved'), at: instant, alert: alertId, by, reason, until: instant }),
  z.strictObject({ event: z.literal('unshelved'), at: instant, alert: alertId, by, quiet: quietly }),
  z.strictObject({ event: z.literal('owned'), at: instant, alert: alertId, by, owner: by.nullable() }),
  z.strictObject({ event: z.literal('commented'), at: instant, alert: alertId, by, note: reason }),
  /** A rule is switched off, its alerts with it; or on again. */
  z.strictObject({ event: z.literal('ruleOff'), at: instant, rule: code, by, reason }),
  z.strictObject({ event: z.literal('ruleOn'), at: instant, rule: code, by }),
  /** A rule was looked at for the first time since it could not be: from now on its silence means something. */
  z.strictObject({ event: z.literal('ruleSees'), at: instant, rule: code }),
  /** A rule could not be looked at: none of its alerts clears meanwhile. Journals of before have what the reader said in place of `failed`. */
  z.strictObject({
    event: z.literal('ruleBlind'),
    at: instant,
    rule: code,
    why: whyBlind.catch('failed'),
  }),
]);
export type AlertEvent = z.infer<typeof alertEvent>;

/**
 * How an alert stands. `new`: there, and nobody said that they know. `acknowledged`: there, and somebody has it. `returned`: gone,
 * and nobody had said so. `shelved`: put aside by a person until a time. `muted`: counted with its parent. `off`: its rule is out of
 * service. `closed`: gone, and known.
 */
export const alertState = z.enum(['new', 'acknowledged', 'returned', 'shelved', 'muted', 'off', 'closed']);
export type AlertState = z.infer<typeof alertState>;
/** Those that are not over. */
export const OPEN_STATES = alertState.exclude(['closed']).options;
