import { z } from 'zod';
import { codeOf, needing } from '../code-of.ts';
import { instant } from '../instants.ts';
import { code } from '../records.ts';
import { alertGroup, alertRow } from './alerts.ts';
import { hotspot } from './cases.ts';
import { indicatorRow } from './indicators.ts';
import { component, daily } from './measures.ts';

const moved = z.object({ unit: code, rank: z.int(), rankBefore: z.int() });

/** What a board's headline can say, most urgent first. The window makes the sentence. */
export const fact = z.discriminatedUnion('fact', [
  /** A group of alerts that is there: what a board says of what these tell is told by them, and not a second time. */
  z.object({
    fact: z.literal('alert'),
    ...alertGroup.pick({
      ...{ rule: true, severity: true, state: true, atRisk: true, since: true },
      ...{ count: true, subject: true, unit: true, owner: true },
    }).shape,
    /** The figures of its gravest. */
    gravest: alertRow.shape.sign,
    /** When what it warns of is decided: the year's end for a plan, the hours it looks ahead for what falls due; null where it is now. */
    by: instant.nullable(),
    /** Groups beyond those that are told; of the last that is. */
    others: z.int(),
  }),
  z.object({ fact: z.literal('hotspot'), ...hotspot.shape }),
  z.object({ fact: z.literal('overdue'), service: code, overdue: z.int(), open: z.int() }),
  z.object({
    fact: z.literal('onTime'),
    /** Of the last whole period, since the one that runs has only begun. */
    whole: z.boolean(),
    service: code,
    onTime: z.number(),
    /** Units worse than the city, those with most late cases too many first; where none is, those with most late cases are told. */
    worse: z.array(z.object({ unit: code, late: z.int(), of: z.int() })),
    /** How many are told of: all that are worse, also beyond those that are named, or those with most late cases. */
    units: z.int(),
    /** What they hold of all that was late or is overdue, and how many that is. */
    lateShare: z.number(),
    missed: z.int(),
    /** Who has most of what is late, where those with most late cases are told. */
    first: code.nullable(),
  }),
  /** The field with most that is overdue, and the unit with most of it in any field. */
  z.object({
    fact: z.literal('field'),
    ...{ service: code, category: code, overdue: z.int(), open: z.int(), all: z.int() },
    unit: z.object({ unit: code, overdue: z.int() }).nullable(),
  }),
  z.object({
    ...{ fact: z.literal('atRisk'), red: z.int(), total: z.int(), unknown: z.int() },
    /** The one furthest from its plan, whose it is, and the end of the year that is planned for. */
    gravest: indicatorRow.pick({ indicator: true, chance: true, lead: true }),
    by: instant,
  }),
  /** Groups of alerts that nobody has acknowledged; the gravest of them and since when it waits. */
  z.object({
    ...{ fact: z.literal('queue'), groups: z.int(), of: z.int() },
    ...alertGroup.pick({ rule: true, severity: true, atRisk: true, since: true, subject: true, unit: true })
      .shape,
  }),
  z.object({
    fact: z.literal('shortfall'),
    indicator: code,
    value: z.number(),
    shortfall: z.number(),
    lead: code,
    period: z.string(),
    /** The end of the year that is planned for. */
    by: instant,
  }),
  /** The indicator a board is about, as its row says. */
  z.object({
    fact: z.literal('one'),
    ...indicatorRow.pick({
      indicator: true,
      state: true,
      reason: true,
      period: true,
      value: true,
      plan: true,
      shortfall: true,
      chance: true,
      lead: true,
    }).shape,
    /** When its plan is decided; null where that is not the year's. */
    by: instant.nullable(),
  }),
  /** The daily indicator furthest outside its usual for the worse; `others` are as well. */
  z.object({
    fact: z.literal('unusualDay'),
    indicator: code,
    period: z.string(),
    value: z.number(),
    usual: z.object({ low: z.number(), median: z.number(), high: z.number() }),
    stands: daily.answer.shape.rows.element.shape.stands.exclude(['usual', 'better', 'unknown']),
    /** The one state that the indicator has on every board, and what it is held against: that is why. */
    ...indicatorRow.pick({ state: true, reason: true, expected: true }).shape,
    others: z.int(),
  }),
  /** The weakest component of an index set: the city's own, or the mean over so many units. */
  z.object({ fact: z.literal('weakest'), set: code, year: z.int(), component, units: z.int() }),
  /** Who moved furthest in an index set, up and down; null where nobody did. */
  z.object({
    fact: z.literal('risers'),
    set: code,
    year: z.int(),
    riser: moved.nullable(),
    faller: moved.nullable(),
  }),
  /** Sources past the time that their cadence allows, and the furthest behind of them: how it stands, and since when. */
  z.object({
    fact: z.literal('lateSources'),
    late: z.int(),
    total: z.int(),
    source: code,
    state: z.enum(['late', 'stale']),
    since: instant,
  }),
  /**
   * Of what units are asked and is not over: how many owe an answer too long, and who most of them; how many answers wait for whoever asked, and
   * whose has waited longest; whose answer is due next.
   */
  z.object({
    ...{ fact: z.literal('requests'), open: z.int(), late: z.int(), answered: z.int() },
    unit: z.object({ unit: code, late: z.int() }).nullable(),
    longest: z.object({ unit: code, since: instant }).nullable(),
    next: z.object({ unit: code, dueAt: instant }).nullable(),
  }),
  /** Nothing was found, but so many alert rules of those that are on were not looked at. */
  z.object({ fact: z.literal('unseen'), service: code, count: z.int(), unseen: z.int(), rules: z.int() }),
  /** What operators were rung for in the last 24 hours, and the rule that rang most since the first of so many days. */
  z.object({
    fact: z.literal('alarms'),
    raised: z.int(),
    /** Nothing rang before today: what did since, if anything, is too little to hold against what is acceptable of a day. */
    young: z.boolean(),
    operators: z.int(),
    floods: z.int(),
    top: z.object({ rule: code, share: z.number() }).nullable(),
  }),
  /** Nothing to decide; of what, where a board is about one kind of thing. */
  z.object({
    ...{ fact: z.literal('calm'), service: code, count: z.int() },
    of: z.enum(['all', 'places', 'fields', 'times', 'indicators', 'alerts', 'requests']),
  }),
  /** Nothing to decide on a board that is not about cases: so many sources on time, or daily indicators within their usual. */
  z.object({ fact: z.literal('quiet'), of: z.enum(['sources', 'days']), total: z.int() }),
]);
export type Fact = z.infer<typeof fact>;

/** The headline of a board: what needs a decision now. At most `limit` facts; `calm`, `quiet` or `unseen` alone where nothing does. */
export const headline = {
  params: z.strictObject({
    service: codeOf('service'),
    about: z
      .array(
        z
          .enum([
            'alert',
            'queue',
            'alarms',
            'requests',
            'hotspot',
            'overdue',
            'onTime',
            'field',
            'atRisk',
            'shortfall',
            'lateSources',
            'one',
            'unusualDay',
            'weakest',
            'risers',
          ])
          .register(needing, {
            hotspot: { sums: 'categoryArea' },
            onTime: { sums: 'unit' },
            field: { sums: 'category' },
            one: { beside: 'indicator' },
            weakest: { some: 'indexSet' },
            risers: { some: 'indexSet' },
          }),
      )
      .min(1),
    /** What `one` is about. */
    indicator: codeOf('indicator').optional(),
    /** Of which fields `atRisk`, `shortfall` and `unusualDay` speak; of all where absent. */
    fields: z.array(codeOf('field')).min(1).optional(),
    /** Of which index set `weakest` and `risers` speak; of the first of the profile that has something to say where absent. */
    set: codeOf('indexSet').optional(),
    limit: z.int().min(1).max(6).default(3),
  }),
  answer: z.object({ facts: z.array(fact) }),
};

/** Every source system: how far its data reach, against its own cadence, and whose duty it is. Late ones first. */
export const sources = {
  params: z.strictObject({}),
  answer: z.object({
    late: z.int(),
    total: z.int(),
    rows: z.array(
      z.object({
        source: code,
        watermark: instant.nullable(),
        state: z.enum(['live', 'late', 'stale', 'empty']),
        /** Milliseconds later than its source's `lateAfter` allows; 0 where it is not, or was never heard of. */
        behind: z.int(),
        unit: code,
      }),
    ),
  }),
};
