import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { command, commandResult, commands } from './commands.ts';
import { down, up } from './feed.ts';
import { giveRequest, openRequest, signInRequest, subscribeRequest } from './link.ts';
import { record } from './records.ts';
import { PROTOCOL } from './version.ts';

/** The schemas of each protocol version, hashed. A version that was released is never changed here. */
const SCHEMAS: Record<number, string> = {
  1: 'c5b81695680133e5',
  2: '1f76dd1fa59437d7',
  3: '400d74a91ab815ed',
};

it('what crosses a socket only changes together with the protocol version', () => {
  const crossing = {
    ...up,
    ...prefixed(down),
    record,
    command,
    commandResult,
    openRequest,
    subscribeRequest,
    signInRequest,
    giveRequest,
    // What was said with a command once is read so for ever; a new command is refused by its name where it is not known.
    report: commands.report.payload,
  };
  const schemas = Object.entries(crossing).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
  const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
  const hint =
    `The schemas of what crosses a socket changed. A city and a wall of different releases would misread each ` +
    `other: raise PROTOCOL in sync/contract/version.ts, add a line to its history, and note the new hash ` +
    `'${hash}' here. (Only while version ${String(PROTOCOL)} has never been released may its hash be replaced.)`;
  expect(SCHEMAS[PROTOCOL], hint).toBe(hash);
});

function prefixed(schemas: typeof down): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`down.${name}`, schema]));
}
