import { z } from 'zod';
import { codeOf } from '../code-of.ts';
import { instant } from '../instants.ts';
import { code, measureRecord, plan } from '../records.ts';
import { period } from '../periods.ts';

/** Red: at risk of missing the plan. Orange: behind. Green: on course. Unknown: cannot be assessed, and `reason` says why. */
export const indicatorState = z.enum(['red', 'orange', 'green', 'unknown']);
export const reason = z.enum([
  'onCourse',
  'ahead',
  'behind',
  'atRisk',
  'noValue',
  'noPlan',
  'tooOld',
  'noDirection',
]);

/** One indicator as a board shows it: its newest value against its plan and the same period. */
export const indicatorRow = z.object({
  indicator: code,
  field: code,
  state: indicatorState,
  reason,
  period: period.nullable(),
  value: z.number().nullable(),
  status: measureRecord.shape.status.nullable(),
  provenance: measureRecord.shape.provenance.nullable(),
  territory: code.nullable(),
  source: z.string(),
  reportedAt: instant.nullable(),
  plan: plan.extend({ source: z.string() }).nullable(),
  /** What the value should have reached by the end of its period. */
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
  lead: code,
});
export type IndicatorRow = z.infer<typeof indicatorRow>;

const counts = { red: z.int(), orange: z.int(), green: z.int(), unknown: z.int(), total: z.int() };

/** Indicators, those at risk first (red, orange, unknown, green; within a state the largest shortfall first). */
export const indicators = {
  params: z.strictObject({
    level: z.enum(['city', 'commune']).default('city'),
    field: codeOf('field').optional(),
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
