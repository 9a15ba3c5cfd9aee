import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cursor } from '../../contract/feed.ts';
import { jsonIn } from '../../contract/json.ts';

/**
 * The log is compacted: what a client is sent up to a sequence leaves out the records that changed again
 * later. Should the city then be restored to a moment before that later change, the sequence's own chain
 * would still match, and the record would never come. So whoever is sent less than everything gets a
 * chain that vouches for the head it was read at too, and can resume only where both still hold.
 */
export function witnessed(chain: string, head: Cursor): string {
  const bound = createHash('sha256').update(chain).update('\n').update(head.chain).digest('hex');
  return `${String(head.seq)}.${bound.slice(0, 40)}`;
}

/** The sequence of the head a chain vouches for, or null for a plain chain. */
export function witnessOf(chain: string): number | null {
  const seq = /^(\d{1,16})\.[0-9a-f]{40}$/.exec(chain)?.[1];
  return seq === undefined ? null : Number(seq);
}

const token = z.tuple([z.int().min(0), z.string().max(64), z.string().nullable()]);

/** Where a snapshot goes on: the head the chunk before was read at, and the log's own position; null after the last record. */
export interface Place {
  head: Pick<Cursor, 'seq' | 'chain'>;
  after: string | null;
}

/** A place as the opaque text a client hands back. */
export function placeText({ head, after }: Place): string {
  return JSON.stringify([head.seq, head.chain, after]);
}

/** What {@link placeText} wrote, or null for any other text. */
export function readPlace(text: string): Place | null {
  const parsed = token.safeParse(jsonIn(text));
  if (!parsed.success) return null; // Any text may come from outside; one that is not ours is no place.
  const [seq, chain, after] = parsed.data;
  return { head: { seq, chain }, after };
}
