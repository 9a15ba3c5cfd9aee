import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commands } from './commands.ts';
import { anyProtocol, down, up } from './feed.ts';
import { askRequest, giveRequest, openRequest, signInRequest, subscribeRequest } from './link.ts';
import { record } from './records.ts';
import { PROTOCOL } from './version.ts';

/**
 * The schemas of each protocol version, hashed: of the feed, and of what windows ask of their host. One that was released is never
 * changed here. (Versions 1 and 2 hashed both as one.)
 */
const SCHEMAS: Record<number, { feed: string; link: string }> = {
  3: { feed: 'e4c9001a68662a88', link: 'bcc62e2e71d316b9' },
  4: { feed: 'e19cc0d9504e86a7', link: 'b6a91d3705b4bb6a' },
  5: { feed: 'a813ced0eca190bd', link: 'b6a91d3705b4bb6a' },
  6: { feed: '53993d08acdc0b8d', link: '97dd62a581a33145' },
  7: { feed: 'b370a9439912cf6e', link: 'e93bea7e4f19e2cc' },
};

const CROSSING: Record<'feed' | 'link', Record<string, z.ZodType>> = {
  feed: {
    ...prefixed('up', up),
    ...prefixed('down', down),
    anyProtocol,
    record,
    // What was said with a command once is read so for ever; a new command is refused by its name where it is not known.
    report: commands.report.payload,
  },
  link: { openRequest, subscribeRequest, askRequest, signInRequest, giveRequest },
};

describe.each(['feed', 'link'] as const)('the %s', (side) => {
  it('only changes together with the protocol version', () => {
    const schemas = Object.entries(CROSSING[side]).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
    const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 16);
    const hint =
      `The schemas of the ${side} changed. Two sides of different releases would misread each ` +
      `other: raise PROTOCOL in sync/contract/version.ts, add a line to its history, and note the new hash ` +
      `'${hash}' here. (Only while version ${String(PROTOCOL)} has never been released may its hash be replaced.)`;
    expect(SCHEMAS[PROTOCOL]?.[side], hint).toBe(hash);
  });
});

it('every version has its line of history', () => {
  const source = readFileSync(new URL('version.ts', import.meta.url), 'utf8');
  const told = [...source.matchAll(/^ \* - (\d+) \(\d{4}-\d\d\): \S/gm)].map(([, version]) =>
    Number(version),
  );
  expect(told).toEqual(Array.from({ length: PROTOCOL }, (_, n) => n + 1));
});

function prefixed(way: string, schemas: Record<string, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${way}.${name}`, schema]));
}
