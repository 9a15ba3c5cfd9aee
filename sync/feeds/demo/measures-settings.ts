import { z } from 'zod';
import { period } from '../../contract/periods.ts';
import { code, plan } from '../../contract/records.ts';

/** What becomes of an indicator against its plan, as its invented values are steered. */
export const fate = z.enum(['onCourse', 'behind', 'atRisk', 'noPlan', 'noValue', 'tooOld']);
export type Fate = z.infer<typeof fate>;

const factors = (n: number) => z.array(z.number()).length(n);

export const indicatorSettings = z.strictObject({
  /** A usual value for one period of its frequency; without it, taken from what was published. */
  level: z.number().optional(),
  /** Growth a year as a share of the level (of values that are themselves rates: in their own points). */
  trend: z.number().optional(),
  /** How far periods scatter, as a share of the level (for rates: in points). */
  noise: z.number().min(0).optional(),
  /** Factors January to December. */
  season: factors(12).optional(),
  /** Of daily ones: factors Monday to Sunday. */
  weekdays: factors(7).optional(),
  /** Of daily ones: a factor on the calendar's days off, Tết among them. */
  dayOff: z.number().positive().optional(),
  /** Of daily ones: what rain does. 1 is the rain itself; 0.1 is a tenth more where there is twice the usual rain. */
  rain: z.number().min(-1).max(1).optional(),
  /** Of daily ones: what new and full moon add, as a share: tides. */
  moon: z.number().optional(),
  /** How far a first estimate is off, as a share; a provisional value a quarter of it. */
  revised: z.number().min(0).max(0.2).optional(),
  /** What others forecast of its whole years: who, in which month of the year, and how far off what will come, as a share. */
  outside: z
    .strictObject({
      by: z.string().min(1).max(500),
      month: z.int().min(1).max(12),
      off: z.number().min(-0.5).max(0.5),
    })
    .optional(),
  /** Values it shall come to, by period, beside those published. */
  anchors: z.record(period, z.number()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  fate: fate.optional(),
  plan: plan.optional(),
  /** Shared out among the communes from a city's daily count, so that they add up to it. */
  partOf: code.optional(),
  /** The best score of an index set of units, instead of invented. */
  bestOf: code.optional(),
  /** Counted from the cases of a service instead of invented. */
  counted: z
    .strictObject({ service: code, what: z.enum(['opened', 'closed', 'open', 'overdue', 'onTime']) })
    .optional(),
});
export type IndicatorSettings = z.infer<typeof indicatorSettings>;

/** How an index set is invented: shares are of the highest score there can be. */
export const indexSettings = z.strictObject({
  /** The first year it has scores of. */
  from: z.int().min(1990).max(2200),
  /** The usual share in that year, and what each later year adds. */
  level: z.number().min(0).max(1),
  trend: z.number().default(0),
  /** How far units differ, and how far one moves from year to year. */
  spread: z.number().min(0).default(0.05),
  drift: z.number().min(0).default(0.015),
  /** How far components differ from the score, and what some have more or less of than others. */
  scatter: z.number().min(0).default(0.04),
  components: z.record(code, z.number()).default({}),
  /** Of the city among provinces, by year: a score, and a rank. */
  scores: z.record(z.string().regex(/^\d{4}$/), z.number()).default({}),
  ranks: z.record(z.string().regex(/^\d{4}$/), z.int().positive()).default({}),
  /** Kinds of unit that are scored, and others by name. */
  types: z.array(z.string()).default([]),
  units: z.array(code).default([]),
  /** Components that only some kinds of unit have. */
  only: z.record(code, z.array(z.string()).min(1)).default({}),
  /** Units that rise or fall in a year, and stay there: shares. */
  movers: z.array(z.strictObject({ unit: code, year: z.int(), by: z.number() })).default([]),
});
export type IndexSettings = z.infer<typeof indexSettings>;

export const measuresSettings = z.strictObject({
  /** The first year that invented series cover. */
  fromYear: z.int().min(1990).max(2200),
  /** How many newest periods communes have, and how many days back daily series go. */
  communePeriods: z.int().min(1).max(36),
  days: z.int().min(1).max(1000),
  /** Days after the first report until a value is provisional, and official. */
  provisionalAfter: z.number().positive(),
  officialAfter: z.number().positive(),
  /** Levels by unit of measure (English), for indicators of which nothing else is known. */
  levels: z.record(z.string(), z.number()),
  /** Shares of the indicators not named below that are steered so. */
  fates: z.partialRecord(fate, z.number().min(0).max(1)).default({}),
  indicators: z.record(code, indicatorSettings),
  /** Months with more and less rain. */
  rain: factors(12).optional(),
  /** The territory before the present one: from which year, and the share of the present one's amounts it had. */
  former: z.strictObject({ fromYear: z.int().min(1990).max(2200), share: z.number().positive() }).optional(),
  indexes: z.record(code, indexSettings).default({}),
});
export type MeasuresSettings = z.infer<typeof measuresSettings>;
