import { z } from 'zod';
import { codeOf } from '../code-of.ts';
import { instant } from '../instants.ts';
import { period } from '../periods.ts';
import { certainty, code, earlierValue, measureRecord } from '../records.ts';
import { band } from './cases.ts';
import { indicatorRow } from './indicators.ts';

/**
 * How often a value comes, or how far it adds up: what one chart shows is of one of these. `cumulative` is from
 * New Year to the end of a month; `span` is odd stretches of days, as they were published.
 */
export const rhythm = z.enum(['day', 'month', 'quarter', 'cumulative', 'year', 'span']);
export type Rhythm = z.infer<typeof rhythm>;

const change = {
  /** As a share of what it is compared with; null for values that are themselves rates. */
  change: z.number().nullable(),
  /** In its own unit, for values that are themselves rates (percentage points). */
  points: z.number().nullable(),
};
const compared = z.object({ period, value: z.number(), ...change }).nullable();

/** One value of a series, with what it is compared with. */
export const seriesPoint = z.object({
  period,
  value: z.number(),
  status: certainty,
  provenance: measureRecord.shape.provenance,
  territory: code,
  reportedAt: instant,
  source: z.string(),
  /** Worked out from other periods' values (a month as ten months less nine), not reported as such. */
  derived: z.boolean(),
  /** What the plan asks of exactly this period: a share of the year's where values add up to it. */
  plan: z.number().nullable(),
  /** The same period a year earlier, same territory. */
  samePeriod: compared,
  /** The period before, same territory; null for amounts from New Year on, which only grow. */
  previous: compared,
  /** What was said of this period before, the oldest first. */
  earlier: z.array(earlierValue),
});
export type SeriesPoint = z.infer<typeof seriesPoint>;

/**
 * One period of a year's course. What is known has a `value`; what is to come is forecast, `late` where the period
 * is over and its value has not come yet.
 */
const coursePoint = z.object({
  period,
  value: z.number().nullable(),
  /** Null of what was worked out of days, too. */
  status: certainty.nullable(),
  /** The same period a year earlier, same territory. */
  lastYear: z.number().nullable(),
  /** What the plan asks by then, as the row's `expected` is reckoned. */
  plan: z.number().nullable(),
  /** Null for what is known, and where nothing is forecast. */
  forecast: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  late: z.boolean(),
});
export type CoursePoint = z.infer<typeof coursePoint>;

const side = z.object({ period, value: z.number().nullable(), territory: code.nullable() });

/**
 * One indicator: how it stands, its series, by unit where there are such values, and whose duty it is.
 * A series crosses a change of territory: periods of both stand side by side, and `seams` says where one ends.
 */
export const indicator = {
  params: z.strictObject({
    indicator: codeOf('indicator'),
    /** The indicator's own where absent. */
    rhythm: rhythm.optional(),
    /** `city`, or a unit or area that has values of its own; `city` where absent (for commune-level ones, the median). */
    subject: codeOf('place').optional(),
    /** Any two periods side by side; the newest and the same a year earlier where absent. */
    compare: z.tuple([period, period]).optional(),
    limit: z.int().min(1).max(120).default(36),
  }),
  answer: z.object({
    row: indicatorRow,
    rhythm,
    rhythms: z.array(rhythm),
    subject: code,
    /** The oldest first; of one period the former territory first. */
    series: z.array(seriesPoint),
    /** Where a territory of the series gives way to another: the first day of the later one. */
    seams: z.array(z.object({ date: z.string(), before: code, after: code })),
    /** Units or areas with values of their own, newest period; the weakest first by the indicator's direction. */
    subjects: z.array(
      z.object({
        subject: code,
        period,
        value: z.number(),
        plan: z.number().nullable(),
        state: indicatorRow.shape.state,
      }),
    ),
    /** The unit that answers for it, and its source; when it last came and when the next is due, by its own rhythm. */
    duty: z.object({
      lead: code,
      source: code,
      last: instant.nullable(),
      /** Days from a period's end until its value usually came so far; null where none did. */
      delay: z.number().nullable(),
      /** The period to be reported next, and the instant by which its source says it comes; null where nothing came yet. */
      next: z.object({ period, due: instant, late: z.boolean() }).nullable(),
    }),
    /**
     * The year of the row's value from beginning to end, amounts to date; years for what comes once a year. Null
     * where there is no value.
     */
    course: z.object({ rhythm, year: z.int(), points: z.array(coursePoint) }).nullable(),
    /** What others expect of periods that have no value yet, as the feed brings it; the earliest period first. */
    outside: z.array(
      z.object({
        period,
        value: z.number(),
        source: z.string(),
        provenance: measureRecord.shape.provenance,
        reportedAt: instant,
      }),
    ),
    /** A leader's own assumption of what the course's year comes to, set at this host. Neither forecast nor value. */
    scenario: z.object({ year: z.int(), value: z.number(), note: z.string(), givenAt: instant }).nullable(),
    /** The change is from `a` to `b`, of one territory or not at all. */
    compare: z.object({ a: side, b: side, ...change }).nullable(),
  }),
};

/** Indicators that come every day: the newest day against the day before, the same weekday, and the usual. */
export const daily = {
  params: z.strictObject({
    fields: z.array(codeOf('field')).min(1).optional(),
    indicators: z.array(codeOf('daily')).min(1).optional(),
    days: z.int().min(7).max(120).default(28),
  }),
  answer: z.object({
    /** Those outside their usual for the worse first, then otherwise outside it, then in the profile's order. */
    rows: z.array(
      z.object({
        indicator: code,
        /** Against its plan or limit: the one state that the indicator has on every board. */
        state: indicatorRow.shape.state,
        reason: indicatorRow.shape.reason,
        /** The newest day there is a value of; null where there is none. */
        period: period.nullable(),
        value: z.number().nullable(),
        status: certainty.nullable(),
        provenance: measureRecord.shape.provenance.nullable(),
        reportedAt: instant.nullable(),
        before: compared,
        weekAgo: compared,
        /** Of the same weekday in earlier weeks. */
        usual: band,
        /**
         * Outside its usual, and by more than chance brings (`rules.usual.chance`): and whether that is good by
         * the indicator's direction. A value may leave the band by a little and be usual all the same. No state: the
         * indicator may be on course.
         */
        stands: z.enum(['usual', 'better', 'worse', 'outside', 'unknown']),
        /** Days behind what its source's cadence promises; 0 where it is not. */
        behind: z.int(),
        /** Day by day, the oldest first, the same days for all rows; days without a value as null. Each has the usual of its own. */
        history: z.array(z.object({ period, value: z.number().nullable(), usual: band })),
      }),
    ),
  }),
};

export const component = z.object({
  indicator: code,
  score: z.number(),
  max: z.number(),
  /** score ÷ max. */
  share: z.number(),
});
const placed = {
  score: z.number().nullable(),
  rank: z.int().nullable(),
  /** A year earlier; among provinces of the same territory. Null where there was none then. */
  scoreBefore: z.number().nullable(),
  rankBefore: z.int().nullable(),
  /** Of the score. */
  provenance: measureRecord.shape.provenance.nullable(),
  /** Of the rank, where it was given and not counted from scores. */
  rankProvenance: measureRecord.shape.provenance.nullable(),
  /** Where the score, or else the rank, was said. */
  source: z.string(),
};

/** Every index set of the profile, newest year: how the city stands among provinces, and how many units each set ranks. */
export const indexes = {
  params: z.strictObject({}),
  answer: z.object({
    rows: z.array(
      z.object({
        set: code,
        year: z.int().nullable(),
        /** Of the values, for sets among provinces. */
        territory: code.nullable(),
        /** The city's own place, for sets among provinces; of how many. */
        ...placed,
        outOf: z.int().nullable(),
        /** Units ranked, for sets of the city's own units. */
        units: z.int(),
        /** The weakest component over all units, or the city's own. */
        weakest: component.nullable(),
        /** Year by year, the oldest first: the city's score and rank, or the mean over units. */
        history: z.array(
          z.object({
            year: z.int(),
            territory: code,
            score: z.number().nullable(),
            rank: z.int().nullable(),
            outOf: z.int().nullable(),
          }),
        ),
      }),
    ),
  }),
};

/**
 * One index set by unit: rank and movement, each unit's weakest components first. Units are ranked among those
 * of the kinds asked for. A set among provinces has one row, of the unit `city`.
 */
export const indexSet = {
  params: z.strictObject({
    set: codeOf('indexSet'),
    year: z.int().optional(),
    /** Departments apart from communes: the kinds of unit listed; all where absent. */
    types: z.array(codeOf('unitType')).min(1).optional(),
    /** `risers` and `fallers` list those that moved so, the furthest first. */
    order: z.enum(['rank', 'worst', 'risers', 'fallers']).default('rank'),
    limit: z.int().min(1).max(300).default(20),
  }),
  answer: z.object({
    set: code,
    year: z.int(),
    years: z.array(z.int()),
    total: z.int(),
    mean: z.number().nullable(),
    rows: z.array(
      z.object({
        unit: code,
        ...placed,
        weakest: z.array(component),
        /** Units it took over from that had a score a year earlier, each ranked among its own kind. */
        predecessors: z.array(z.object({ unit: code, score: z.number(), rank: z.int() })),
      }),
    ),
    /** Each component's mean over all units, the weakest first. */
    components: z.array(component),
  }),
};
