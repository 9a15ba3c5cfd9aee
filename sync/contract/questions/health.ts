import { z } from 'zod';
import { commandNames, isCommand, remark } from '../commands.ts';
import { instant } from '../instants.ts';
import { code, requestAbout, requestRecord } from '../records.ts';
import { refusal, rejection } from '../rejections.ts';

/** Records that could not be read, by what was wrong. What they held is not told: it may be personal. */
export const rejected = {
  params: z.strictObject({ limit: z.int().min(1).max(100).default(12) }),
  answer: z.object({
    /** Records that are lost: those that came here, and those that the city could not read of its sources. */
    total: z.int(),
    /** Kept for someone to look at: the newest of them. */
    kept: z.int(),
    rows: z.array(
      z.object({
        /** The record's kind, where that could be read: `case`, `measure` ... */
        kind: z.string().max(40),
        /** Its service, indicator or type, where that could be read and is known to the profile. */
        about: code.nullable(),
        why: refusal,
        /** The field it is about, as the feed has it; empty where it is the record as a whole. */
        field: z.string().max(80),
        loses: rejection.shape.loses,
        count: z.int(),
        /** In which line of what the city read the first of them stands, where it said so. */
        line: z.int().nullable(),
        /** When the first and the last of them came here; null where the city did not send them. */
        first: instant.nullable(),
        last: instant.nullable(),
      }),
    ),
  }),
};

/** What people here asked for, the newest first, and what became of it. */
export const commands = {
  params: z.strictObject({
    /** Of whom, by their account; of everybody where it is not said. */
    by: z.string().max(200).optional(),
    /** Of which commands; of every one where it is not said. */
    what: z.array(z.string().max(40).refine(isCommand, 'no such command')).min(1).max(40).optional(),
    /** Which ask that request, or do something with it. */
    request: code.optional(),
    limit: z.int().min(1).max(100).default(12),
  }),
  answer: z.object({
    /** Those that wait for the city. */
    waiting: z.int(),
    total: z.int(),
    rows: z.array(
      z.object({
        key: z.string(),
        what: z.enum(commandNames),
        /** Whoever gave it, by their account; null of one that was kept before people had any. */
        by: z.string().nullable(),
        /** The request that it asks, or that something is done with. */
        request: code.nullable(),
        /** Of what asks: what about, and whom. */
        asked: z
          .object({
            asks: requestRecord.shape.asks,
            wants: requestRecord.shape.wants,
            about: requestAbout,
            unit: code,
          })
          .nullable(),
        /** Of which tile it was said, where it says so; in which words is read with a session alone (`said` of the link). */
        board: code.nullable(),
        panel: code.nullable(),
        givenAt: instant,
        state: z.enum(['queued', 'applied', 'rejected', 'expired']),
        reason: z.string(),
        remarks: z.array(remark),
        settledAt: instant.nullable(),
      }),
    ),
  }),
};
