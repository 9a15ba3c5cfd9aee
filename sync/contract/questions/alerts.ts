import { z } from 'zod';
import { alertRule } from '../alert-rules.ts';
import { alertEvent, alertState, by, severity, sign, subject, whyBlind } from '../alerts.ts';
import { callEvent } from '../calls.ts';
import { codeOf } from '../code-of.ts';
import { instant } from '../instants.ts';
import { code } from '../records.ts';

/** One alert as a list shows it. */
export const alertRow = z.object({
  alert: z.string(),
  rule: code,
  group: z.string(),
  state: alertState,
  severity,
  subject,
  atRisk: z.boolean(),
  demo: z.boolean(),
  /** Raised in its rule's quiet hours. */
  quiet: z.boolean(),
  chattering: z.boolean(),
  /** The unit that answers for it. */
  unit: code.nullable(),
  raisedAt: instant,
  /** Whatever last happened to it. */
  changedAt: instant,
  /** Since when it is gone; null while it is there. */
  clearedAt: instant.nullable(),
  acknowledged: z.object({ by, at: instant, reason: z.string(), until: instant.nullable() }).nullable(),
  shelvedUntil: instant.nullable(),
  owner: by.nullable(),
  /** The alert that mutes it. */
  parent: z.string().nullable(),
  /** How many it mutes itself. */
  children: z.int(),
  comments: z.int(),
  /** The newest figures of it. */
  sign: sign.omit({ series: true, areas: true }),
});
export type AlertRow = z.infer<typeof alertRow>;

/** Alerts that are of one cause, unit, field or place. Its state and severity are the gravest of its own. */
export const alertGroup = z.object({
  group: z.string(),
  rule: code,
  state: alertState,
  severity,
  atRisk: z.boolean(),
  /** One of it is new, may ring, and is graver than all of it that anybody has seen: nobody has seen any, or it got worse. */
  rings: z.boolean(),
  since: instant,
  changedAt: instant,
  /** All of it that are not closed, by state. */
  count: z.int(),
  unacknowledged: z.int(),
  muted: z.int(),
  /** What all of it agree in. */
  subject,
  unit: code.nullable(),
  owner: by.nullable(),
  demo: z.boolean(),
  /** The gravest of it, the longest there first. */
  rows: z.array(alertRow),
});
export type AlertGroup = z.infer<typeof alertGroup>;

/** Which alerts. Everything given must hold. */
export const alertFilter = z.strictObject({
  states: z.array(alertState).min(1).optional(),
  severities: z.array(severity).min(1).optional(),
  rule: code.optional(),
  unit: codeOf('unit').optional(),
  category: codeOf('category').optional(),
  area: codeOf('area').optional(),
  indicator: codeOf('indicator').optional(),
  /** Whose they are; `-` those that nobody has. */
  owner: by.optional(),
  atRisk: z.boolean().optional(),
});
export type AlertFilter = z.infer<typeof alertFilter>;

/**
 * How a rule stands. `full`: it raised more than its `most` in a day, and is held. `blind`: it could not be looked at, or not yet;
 * `young`: the past it looks back over is not held yet, so that it will see by itself in time.
 */
export const ruleStands = z.enum(['on', 'off', 'full', 'blind', 'young']);

const counts = z.object({
  new: z.int(),
  acknowledged: z.int(),
  returned: z.int(),
  shelved: z.int(),
  muted: z.int(),
  off: z.int(),
});

/**
 * Alerts in groups: critical ones first, then those at risk of missing a target, then by severity, unacknowledged first, the oldest first. `closed` ones are told only
 * where they are asked for by their state, the newest first.
 */
export const alerts = {
  params: z.strictObject({
    filter: alertFilter.default({}),
    limit: z.int().min(1).max(500).default(20),
    /** So many rows of each group. */
    rows: z.int().min(0).max(500).default(3),
  }),
  answer: z.object({
    /** The city's level by the groups in which something is there: its place in `alerts.json`, 0 the gravest; and since when it stands. */
    level: z.object({ level: z.int(), since: instant.nullable() }),
    counts,
    /** Open groups by severity, without the shelved, muted and off. */
    severities: z.record(severity, z.int()),
    groups: z.array(alertGroup),
    /** Groups that the filter finds, and alerts in them. */
    matching: z.object({ groups: z.int(), alerts: z.int() }),
    /** Every rule, in the profile's order; how many alerts of it are there. */
    rules: z.array(z.object({ rule: code, stands: ruleStands, here: z.int(), seenAt: instant.nullable() })),
    demo: z.boolean(),
  }),
};

/** One alert: what it was raised on, what became of it, who said what, and what else is of its group. */
export const alert = {
  params: z.strictObject({ alert: z.string().min(1).max(64) }),
  answer: z.object({
    row: alertRow,
    /** As it was raised, whole; and its newest figures, whole. */
    raisedOn: sign,
    now: sign,
    /** All that happened to it, the oldest first. */
    history: z.array(alertEvent),
    /** Who was called about its group while it was there, and what came of that. */
    calls: z.array(callEvent),
    group: z.array(alertRow),
    children: z.array(alertRow),
  }),
};

/** Alarm figures after ISA-18.2 (IEC 62682): what an operator was rung for, and whether it was too much. */
export const alarmFigures = {
  params: z.strictObject({ days: z.int().min(1).max(90).default(30) }),
  answer: z.object({
    operators: z.int(),
    /** The oldest first. `raised` counts what rang: not muted, shelved or quiet. */
    days: z.array(z.object({ start: instant, raised: z.int(), critical: z.int() })),
    /** Of the last 24 hours, in stretches of ten minutes. */
    tens: z.array(z.object({ start: instant, raised: z.int() })),
    /** An operator a day and in ten minutes: mean, and the worst ten minutes. ISA-18.2: about 150 a day and 1 in ten minutes are very likely acceptable. */
    perOperator: z.object({ day: z.number(), tens: z.number(), worstTens: z.number() }),
    /** Ten-minute stretches in which an operator was rung for more than ten; their share of the time. */
    floods: z.object({ count: z.int(), share: z.number() }),
    /** There for longer than a day. */
    stale: z.int(),
    chattering: z.int(),
    /** Milliseconds from raised to acknowledged, the median; null where none was. */
    acknowledgedAfter: z.number().nullable(),
    /** Rules by how often they rang, their share of all, and how long what they raised lasted: the median, milliseconds. */
    top: z.array(z.object({ rule: code, count: z.int(), share: z.number(), lasted: z.number() })),
    /** By severity, of all that rang. */
    severities: z.record(severity, z.int()),
    shelved: z.int(),
    off: z.int(),
    demo: z.boolean(),
  }),
};

/** The last hour: what was raised, what cleared, and which figures moved most. */
export const lastHour = {
  params: z.strictObject({
    minutes: z.int().min(5).max(1440).default(60),
    limit: z.int().min(1).max(50).default(6),
    services: z.array(codeOf('service')).min(1).max(12).optional(),
  }),
  answer: z.object({
    since: instant,
    raised: z.int(),
    cleared: z.int(),
    /** What happened, the newest first. */
    rows: z.array(
      z.object({ at: instant, what: z.enum(['raised', 'cleared', 'acknowledged']), row: alertRow }),
    ),
    /** From when on what moved was counted, up to the instant of the answer: before `since` where people acted after the data ended. */
    movedSince: instant,
    /** Cases that came in against what is usual in the same hour, furthest from it first; by field or by unit. */
    moved: z.array(
      z.object({
        service: code,
        category: code.nullable(),
        count: z.int(),
        usual: z.number(),
        ratio: z.number().nullable(),
      }),
    ),
  }),
};

/** What one rule sees at the instant. Asked by the host for every rule that is on, and by a console. */
export const signs = {
  params: z.strictObject({ rule: code }),
  answer: z.object({
    rule: code,
    /** Why it could not be looked at; null where it was. */
    blind: whyBlind.nullable(),
    signs: z.array(sign).max(20_000),
  }),
};

/** A rule tried on a day of the past: what it would have raised, had it been on. A window asks day by day, so that it can show how far it is and stop. */
export const trial = {
  params: z.strictObject({ rule: alertRule, day: z.iso.date() }),
  answer: z.object({
    day: z.string(),
    blind: whyBlind.nullable(),
    /** Looks that were made. */
    looks: z.int(),
    raised: z.int(),
    rows: z
      .array(
        z.object({ at: instant, until: instant.nullable(), sign: sign.omit({ series: true, areas: true }) }),
      )
      .max(200),
  }),
};
