import { z } from 'zod';
import { instant } from './instants.ts';
import { code } from './records.ts';

/** "This is wrong" or "this is missing", said by a viewer from a tile. */
const reportWrong = z.object({
  what: z.literal('report'),
  board: code,
  panel: code,
  asOf: instant,
  note: z.string().min(1).max(2000),
});

/** What a person here can ask of the city. One union, so that a new command is one line and a handler. */
export const commandPayload = z.discriminatedUnion('what', [reportWrong]);

/** A command on its way up. `key` is unique for ever; the city answers a repeat from what it stored. */
export const command = z.object({
  client: z.string().min(1).max(64),
  /** 1, 2, 3 ... for each client: the order they were given in. */
  n: z.int().min(1),
  key: z.string().min(8).max(64),
  payload: commandPayload,
  givenAt: instant,
  expires: instant,
});

export const commandResult = z.object({
  key: z.string().min(8).max(64),
  outcome: z.enum(['applied', 'rejected', 'expired']),
  reason: z.string().max(500),
  at: instant,
});

export type Command = z.infer<typeof command>;
export type CommandPayload = z.infer<typeof commandPayload>;
export type CommandResult = z.infer<typeof commandResult>;
