import { z } from 'zod';
import { code } from './records.ts';

/**
 * What is wrong with a record: its text is not JSON or not a list, it is nested or as large as no record is, it brings more different codes
 * than a city has; or with one of its fields: not there, of another type, out of range, too long or short, in another form. Of what
 * a source recorded also: another number of values than columns, an id told twice, a case that is closed without a time, a word that
 * means nothing known, no time or none that can be, a place off the map, which may look swapped or projected.
 */
export const refusal = z.enum([
  ...(['notJson', 'notRecords', 'nested', 'size', 'tooMany'] as const),
  ...(['missing', 'type', 'range', 'length', 'form', 'other'] as const),
  ...(['columns', 'repeated', 'closedWhen', 'word', 'time', 'span'] as const),
  ...(['outside', 'swapped', 'projected'] as const),
]);
export type Refusal = z.infer<typeof refusal>;

/** Records of a source that could not be read for one reason, or not in one part. What they held is not told: it may be personal. */
export const rejection = z.object({
  why: refusal,
  /** The field it is about, as the feed has it; empty where it is the record as a whole. */
  field: z.string().max(80),
  /** The record is lost, or it is kept and that part of it is unknown. */
  loses: z.enum(['record', 'part']),
  count: z.int().min(1),
  /** The line in which the first of them stands, where the source is a file that has lines. */
  line: z.int().min(1).optional(),
});
export type Rejection = z.infer<typeof rejection>;

/** So many reasons are told of a source. */
export const MOST_REJECTIONS = 40;

/** What the city could not read of each of its sources, in all that it read of them. */
export const rejections = z.record(code, z.array(rejection).max(MOST_REJECTIONS));
export type Rejections = z.infer<typeof rejections>;

/** How many records are lost. */
export const lostOf = (told: Rejections | undefined): number =>
  Object.values(told ?? {})
    .flat()
    .reduce((sum, { loses, count }) => sum + (loses === 'record' ? count : 0), 0);
