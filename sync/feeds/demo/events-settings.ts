import { z } from 'zod';
import { code } from '../../contract/records.ts';

/** How large an event is; each effect says what that means for it. */
export const size = z.enum(['small', 'middle', 'large']);
export type Size = z.infer<typeof size>;

/** One value, or one for each size. */
const bySize = <T extends z.ZodType>(value: T) =>
  z.union([value, z.strictObject({ small: value, middle: value, large: value })]);
export type BySize<T> = T | Readonly<Record<Size, T>>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const share = z.number().min(0).max(1);

/** What every event has: what it is called, and when it happens, by any of three ways together. */
const common = {
  id: code,
  kind: code.describe('what it counts as: flood, noise, ...; several may be of one kind'),
  ago: z.number().min(0).optional().describe('one began so many hours before the city was founded'),
  every: z.number().min(1).optional().describe('and again every so many days, before and after'),
  at: z
    .array(z.iso.datetime({ offset: true }))
    .default([])
    .describe('one begins at each of these instants'),
  yearly: z.number().min(0).max(365).default(0).describe('so many a year begin by chance'),
  starts: z
    .tuple([clock, clock])
    .optional()
    .describe('those by chance begin between these times of day, local; at any time where absent'),
  months: z.array(z.int().min(1).max(12)).min(1).optional().describe('those by chance, in these months'),
  hours: bySize(z.number().positive().max(9000)).describe('how long it lasts'),
  peak: share.default(0.5).describe('the share of its time after which it is at its height'),
  size: size.optional().describe('of every one of it; by chance where absent'),
};

export const event = z.discriminatedUnion('effect', [
  z.strictObject({
    ...common,
    effect: z.literal('reports').describe('so many cases more, around one place or in neighbouring ones'),
    service: code,
    categories: z.record(code, z.number().positive()).describe('what they are about, by weight'),
    cases: bySize(z.int().min(1).max(10_000)),
    areas: z.array(code).min(1).optional().describe('one of these is its middle; any where absent'),
    neighbours: bySize(z.int().min(0).max(20))
      .default(0)
      .describe('so many of the nearest areas have it too'),
    spreadM: z.number().positive().default(500).describe('metres that its cases scatter in each area'),
  }),
  z.strictObject({
    ...common,
    effect: z.literal('rise').describe('a field of which more comes in day by day, all over the city'),
    service: code,
    category: code,
    cases: bySize(z.number().positive().max(10_000)).describe('more a day at its height'),
  }),
  z.strictObject({
    ...common,
    effect: z.literal('lapse').describe('a unit that no longer keeps its times'),
    service: code,
    units: z.array(code).min(1).describe('one of these'),
    onTime: bySize(share).describe('the share it still closes in time'),
    lateDays: bySize(z.number().positive()).optional().describe('mean lateness of the others'),
  }),
  z.strictObject({
    ...common,
    effect: z.literal('slow').describe('cases take longer than they do'),
    service: code,
    categories: z.array(code).min(1).optional(),
    times: bySize(z.number().min(1).max(100)).describe('so many times as long'),
  }),
  z.strictObject({
    ...common,
    effect: z.literal('surge').describe('daily indicators leave their usual: an outbreak, a day of jams'),
    indicators: z.record(code, z.number().positive()).describe('factors at its height'),
    height: bySize(z.number().min(0).max(10)).default(1).describe('how much of those factors it reaches'),
    areas: z.array(code).default([]).describe('communes that have the most of a count that is shared out'),
  }),
  z.strictObject({
    ...common,
    effect: z.literal('silence').describe('a source stops: nothing of it is told until it is back'),
    source: code,
  }),
  z.strictObject({
    ...common,
    effect: z.literal('gap').describe('not a single case of a service, though its source goes on'),
    service: code,
  }),
]);
export type EventSettings = z.infer<typeof event>;
export type Effect = EventSettings['effect'];
export type EventOf<E extends Effect> = Extract<EventSettings, { effect: E }>;

/** A value for one size. */
export function sized<T extends number>(value: BySize<T>, of: Size): T {
  return typeof value === 'object' ? value[of] : value;
}
