import { z } from 'zod';
import { codeOf } from '../code-of.ts';
import { instant } from '../instants.ts';
import { certainty, code, measureRecord, plan } from '../records.ts';
import { period } from '../periods.ts';

/**
 * Red: at risk of missing the plan, said only where a forecast gives it less than `rules.indicator.chance`. Orange:
 * behind what the plan asks by now, or over a daily limit. Green: on course. Unknown: cannot be assessed, and
 * `reason` says why.
 */
export const indicatorState = z.enum(['red', 'orange', 'green', 'unknown']);
export const reason = z.enum([
  'onCourse',
  'ahead',
  'behind',
  /** Of one that comes every day: worse than its limit, on its newest day. */
  'overLimit',
  'atRisk',
  'noValue',
  'noPlan',
  /** Its plan is of the whole year, and its value is of a part that does not add up to it. */
  'planOfYear',
  'tooOld',
  'noDirection',
]);

/** Ways of forecasting, as `sync/forecast` names them. */
export const forecastMethod = z.enum(['naive', 'seasonalNaive', 'theta', 'ets', 'mean', 'lastYear']);

/**
 * How good forecasts of a series were when tried at so many origins of its own past: mean absolute scaled
 * errors of the method and of the two simplest (null where the series repeats itself so exactly that there is
 * nothing to scale by), and the share of values that intervals of 80 % held.
 */
export const forecastError = z.object({
  mase: z.number().nullable(),
  naive: z.number().nullable(),
  /** Null where there are no seasons, too. */
  seasonalNaive: z.number().nullable(),
  coverage: z.number(),
  origins: z.int(),
});

/**
 * What is expected of the end of the year that the newest value is of (of one that comes once a year, of the next
 * year), or why nothing is: `done` where that year is told in full; `tooShort` and `gaps` say how many values in a
 * row there are and how many it takes.
 */
export const forecast = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    method: forecastMethod,
    error: forecastError,
    /** What it is of: a year to date to its end, or the last month or quarter of the year. */
    period,
    mean: z.number(),
    /** An interval of 80 %. */
    low: z.number(),
    high: z.number(),
  }),
  z.object({
    ok: z.literal(false),
    why: z.enum(['noValue', 'tooOld', 'done', 'tooShort', 'gaps']),
    have: z.int(),
    need: z.int(),
  }),
]);
export type Forecast = z.infer<typeof forecast>;

/** One indicator as a board shows it: its newest value against its plan and the same period. */
export const indicatorRow = z.object({
  indicator: code,
  field: code,
  state: indicatorState,
  reason,
  period: period.nullable(),
  value: z.number().nullable(),
  status: certainty.nullable(),
  provenance: measureRecord.shape.provenance.nullable(),
  territory: code.nullable(),
  source: z.string(),
  reportedAt: instant.nullable(),
  plan: plan.extend({ source: z.string() }).nullable(),
  /** What the value should have reached by the end of its period; null where a plan of the whole year does not say. */
  expected: z.number().nullable(),
  /** Value ÷ the year's plan for one that accumulates; value ÷ plan else; for lower-is-better, plan ÷ value. */
  progress: z.number().nullable(),
  /** How much it is short of the expected value, in its own unit; 0 or less where it is not short. */
  shortfall: z.number().nullable(),
  /** The same period a year earlier, same territory. `change` is a share of it; null for values that are themselves rates (`points` then). */
  samePeriod: z
    .object({ period, value: z.number(), change: z.number().nullable(), points: z.number().nullable() })
    .nullable(),
  /** Up to 24 values of the same kind of period, same territory, oldest first. */
  history: z.array(z.object({ period, value: z.number() })),
  forecast,
  /** The chance of meeting the year's plan, 0 to 1, by the forecast; null where there is none of either. */
  chance: z.number().min(0).max(1).nullable(),
  lead: code,
});
export type IndicatorRow = z.infer<typeof indicatorRow>;

const counts = { red: z.int(), orange: z.int(), green: z.int(), unknown: z.int(), total: z.int() };

/** Indicators, those at risk first (red, orange, unknown, green; within a state the largest shortfall first). */
export const indicators = {
  params: z.strictObject({
    level: z.enum(['city', 'commune']).default('city'),
    field: codeOf('field').optional(),
    /** These alone, in this order, however they stand; `counts` are of them. */
    indicators: z.array(codeOf('indicator')).min(1).optional(),
    states: z.array(indicatorState).min(1).optional(),
    limit: z.int().min(1).max(300).default(300),
  }),
  answer: z.object({ counts: z.object(counts), rows: z.array(indicatorRow), matching: z.int() }),
};

/** Counts of states by field, fields with most at risk first. */
export const fields = {
  params: z.strictObject({ level: z.enum(['city', 'commune']).default('city') }),
  answer: z.object({
    counts: z.object(counts),
    rows: z.array(z.object({ field: code, ...counts, published: z.int(), demo: z.int() })),
  }),
};
