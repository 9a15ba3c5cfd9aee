import { z } from 'zod';
import recorded from './surveillance.fixture.json' with { type: 'json' };

const numbers = z.array(z.number());
const gaps = z.array(z.number().nullable());
const least = z.object({ cases: z.number(), steps: z.number() });
const power = z.enum(['2/3', '1/2', 'none']);

/**
 * What R's `surveillance` makes of its own data sets: `build/reference/surveillance.R`. Indexes count from 0.
 */
export const reference = z
  .object({
    series: z.record(
      z.string(),
      z.object({ counts: numbers, perYear: z.literal([52, 12]), days: numbers.nullable() }),
    ),
    ears: z.array(
      z.object({
        series: z.string(),
        method: z.enum(['C1', 'C2', 'C3']),
        options: z.object({ baseline: z.number(), alpha: z.number(), leastDeviation: z.number() }),
        from: z.number(),
        step: z.number(),
        bounds: gaps,
      }),
    ),
    farrington: z.array(
      z.object({
        series: z.string(),
        options: z.object({
          ...{ years: z.number(), halfWindow: z.number(), reweight: z.boolean(), trend: z.boolean() },
          ...{ alpha: z.number(), power, least },
        }),
        ...{ at: numbers, bound: gaps, p: gaps },
      }),
    ),
    noufaily: z.array(
      z.object({
        series: z.string(),
        options: z.object({
          ...{ years: z.number(), halfWindow: z.number(), periods: z.number(), notYet: z.number() },
          ...{ trend: z.boolean(), trendP: z.number(), reweight: z.boolean(), weightsFrom: z.number() },
          ...{ alpha: z.number(), bound: z.enum(['delta', 'nbPlugin', 'muan']), power, least },
        }),
        ...{ at: numbers, bounds: gaps, expected: gaps, p: gaps, trends: numbers },
      }),
    ),
    laws: z.record(z.string(), z.array(numbers)),
    adjusted: z.array(z.object({ p: numbers, bh: numbers, by: numbers })),
  })
  .parse(recorded);

/** One of the data sets. */
export function seriesOf(name: string): { counts: number[]; perYear: 52 | 12; firstDay: number | null } {
  const held = reference.series[name];
  if (held === undefined) throw new Error(`no data set ${name}`);
  return { counts: held.counts, perYear: held.perYear, firstDay: held.days?.[0] ?? null };
}

/** How far two numbers are apart, of the greater of their size and 1; 0 where both are null. */
export function apart(ours: number | null | undefined, theirs: number | null | undefined): number {
  if (ours === null || ours === undefined || theirs === null || theirs === undefined)
    return (ours ?? null) === (theirs ?? null) ? 0 : Infinity;
  return Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
}
