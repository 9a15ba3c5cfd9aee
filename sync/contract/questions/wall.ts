import { z } from 'zod';
import { instant } from '../instants.ts';
import { code } from '../records.ts';
import { hotspot } from './cases.ts';

/** What a board's headline can say, most urgent first. The window makes the sentence. */
export const fact = z.discriminatedUnion('fact', [
  z.object({ fact: z.literal('hotspot'), ...hotspot.shape }),
  z.object({ fact: z.literal('overdue'), service: code, overdue: z.int(), open: z.int() }),
  z.object({
    fact: z.literal('onTime'),
    service: code,
    onTime: z.number(),
    units: z.int(),
    lateShare: z.number(),
  }),
  z.object({ fact: z.literal('atRisk'), red: z.int(), total: z.int(), unknown: z.int() }),
  z.object({
    fact: z.literal('shortfall'),
    indicator: code,
    value: z.number(),
    shortfall: z.number(),
    lead: code,
    period: z.string(),
  }),
  z.object({ fact: z.literal('lateSources'), late: z.int(), total: z.int(), source: code, since: instant }),
  z.object({ fact: z.literal('calm'), service: code, count: z.int() }),
]);
export type Fact = z.infer<typeof fact>;

/** The headline of a board: what needs a decision now. At most `limit` facts; `calm` alone where nothing does. */
export const headline = {
  params: z.strictObject({
    service: code,
    about: z.array(z.enum(['hotspot', 'overdue', 'onTime', 'atRisk', 'shortfall', 'lateSources'])).min(1),
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
        unit: code,
      }),
    ),
  }),
};
