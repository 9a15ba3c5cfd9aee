import { hash } from 'node:crypto';
import { z } from 'zod';
import { anchor, type Anchor, type AuditNote } from '../../contract/audit.ts';

/** Before the first entry. */
export const BEGINNING: Anchor = { n: 0, hash: '0'.repeat(64) };

const HASH = 64;
const SPACE = 0x20;
const NUMBER = /^\{"n":([1-9]\d{0,15}),/;

/**
 * The lines of some entries after another. Each is a hash, a space, and the entry as JSON in an order of its own: what is hashed is
 * the hash before, and the very bytes of that text.
 */
export function linesAfter(last: Anchor, notes: readonly AuditNote[]): { text: string; head: Anchor } {
  let head = last;
  let text = '';
  for (const note of notes) {
    const n = head.n + 1;
    const json = textOf(n, note);
    head = { n, hash: hashAfter(head.hash, Buffer.from(json)) };
    text += `${head.hash} ${json}\n`;
  }
  return { text, head };
}

const textOf = (n: number, { at, clock, what, who, of, outcome }: AuditNote): string =>
  JSON.stringify({ n, at, clock, what, who, of, outcome });

function hashAfter(before: string, json: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(before, 'latin1'), json]));
}

/** A line as it stands in a file, without its end. */
export interface Line {
  /** The hash it bears. */
  hash: string;
  /** The number it bears; null where there is none. */
  n: number | null;
  json: Buffer;
}

export function lineOf(bytes: Buffer): Line {
  const json = bytes.subarray(HASH + 1);
  const number = NUMBER.exec(json.toString('latin1', 0, 40))?.[1];
  const n = number === undefined || bytes[HASH] !== SPACE ? null : Number(number);
  return { hash: bytes.toString('latin1', 0, HASH), n, json };
}

/** Whether a line is the entry that comes after another. */
export const follows = (last: Anchor, line: Line): boolean =>
  line.n === last.n + 1 && hashAfter(last.hash, line.json) === line.hash;

export const anchorOf = ({ n, hash: its }: Line): Anchor => ({ n: n ?? 0, hash: its });

const renewed = z.object({
  what: z.literal('renewed'),
  of: z.object({ entries: anchor.shape.n, head: anchor.shape.hash }),
});

/** After which entry a log begins, by its first line: one that was begun anew goes on from the anchor of the one before. */
export function beginningOf({ json }: Line): Anchor {
  try {
    const { entries, head } = renewed.parse(JSON.parse(json.toString())).of;
    return { n: entries, hash: head };
  } catch {
    return BEGINNING;
  }
}
