import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Cursor } from '../../contract/feed.ts';
import { jsonIn } from '../../contract/json.ts';

/** The order of `sync/store/snapshot-order.ts`. Of a snapshot that was begun in another, nobody could say what is left. */
const ORDER = 2;

/**
 * A snapshot's name says all the origin needs to serve it, so that it keeps nothing per client and a
 * half-fetched snapshot outlives its own restart: the cursor its deltas start from, whether it holds
 * personal parts, the order its records come in, and a nonce, so that one that is begun anew at the same place is not taken for the old.
 */
const named = z.tuple([
  z.string().max(64),
  z.int().min(0),
  z.string().max(64),
  z.boolean(),
  z.string().max(8),
  z.literal(ORDER),
]);

/** The id of a new snapshot whose holder stands at `cursor`. At most 200 characters. */
export function snapshotId(cursor: Cursor, personal: boolean): string {
  return JSON.stringify([
    cursor.epoch,
    cursor.seq,
    cursor.chain,
    personal,
    randomBytes(4).toString('hex'),
    ORDER,
  ]);
}

/** What {@link snapshotId} named, or null where the text is not one of its names. */
export function readSnapshotId(id: string): { cursor: Cursor; personal: boolean } | null {
  const parsed = named.safeParse(jsonIn(id));
  if (!parsed.success) return null; // Any text may come from outside; one that is not ours names nothing.
  const [epoch, seq, chain, personal] = parsed.data;
  return { cursor: { epoch, seq, chain }, personal };
}
