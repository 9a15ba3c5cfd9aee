import { z } from 'zod';
import { period } from '../../contract/periods.ts';
import { code, plan } from '../../contract/records.ts';

/** What becomes of an indicator against its plan, as its invented values are steered. */
export const fate = z.enum(['onCourse', 'behind', 'atRisk', 'noPlan', 'noValue', 'tooOld']);
export type Fate = z.infer<typeof fate>;

export const indicatorSettings = z.strictObject({
  /** A usual value for one period of its frequency; without it, taken from what was published. */
  level: z.number().optional(),
  /** Growth a year as a share of the level (of values that are themselves rates: in their own points). */
  trend: z.number().optional(),
  /** How far periods scatter, as a share of the level (for rates: in points). */
  noise: z.number().min(0).optional(),
  /** Factors January to December. */
  season: z.array(z.number()).length(12).optional(),
  /** Values it shall come to, by period, beside those published. */
  anchors: z.record(period, z.number()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  fate: fate.optional(),
  plan: plan.optional(),
  /** Counted from the cases of a service instead of invented. */
  counted: z
    .strictObject({ service: code, what: z.enum(['opened', 'closed', 'open', 'overdue', 'onTime']) })
    .optional(),
});
export type IndicatorSettings = z.infer<typeof indicatorSettings>;

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
});
export type MeasuresSettings = z.infer<typeof measuresSettings>;
