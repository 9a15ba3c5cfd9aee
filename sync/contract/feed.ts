import { z } from 'zod';
import { command, commandResult } from './commands.ts';
import { instant } from './instants.ts';
import { code } from './records.ts';
import { rejections } from './rejections.ts';

/**
 * The feed: one protocol from a city down to hosts, over socket.io, namespace `/feed`.
 * Every message is one event named as its key in {@link up} or {@link down}, with one object.
 * `docs/feed-protocol.md` tells the story; this file is the law.
 */
export const FEED_NAMESPACE = '/feed';

/**
 * A position in a city's log. The chain is the log's running hash at `seq`; a restored backup has another.
 * To a client it is opaque: it keeps what the last delta or chunk gave and shows it at `hello`.
 */
export const cursor = z.object({ epoch: z.string().max(64), seq: z.int().min(0), chain: z.string().max(64) });
export type Cursor = z.infer<typeof cursor>;

/** How large a part of a snapshot may be asked for, bytes of its records. */
export const CHUNK_BYTES = { least: 8 * 1024, most: 512 * 1024 } as const;

/** What the client's line carries at a time, as it measured: the city sends parts of about this size. Absent where it knows nothing. */
const bytes = z.int().min(CHUNK_BYTES.least).max(CHUNK_BYTES.most).optional();

/** Up to which instant each source system's records are complete. */
export const watermarks = z.record(code, instant);
export type Watermarks = z.infer<typeof watermarks>;

export const hello = z.object({
  protocol: z.int(),
  client: z.string().min(1).max(64),
  version: z.string().max(40),
  credential: z.string().max(4000).optional(),
  scope: z.object({ unit: code.optional(), personal: z.boolean() }),
  cursor: cursor.nullable(),
  /** The snapshot the client has half of: a city that can still serve it offers the same one again. */
  snapshot: z.string().max(200).optional(),
  bytes,
});

/** Asks for the next chunk of a snapshot: the first with `after: null`, then with the last chunk's `next`. */
export const chunkRequest = z.object({
  snapshot: z.string().max(200),
  after: z.string().max(1000).nullable(),
  bytes,
});

/** The client has committed everything up to `seq`; the city may send that much more. */
export const ack = z.object({ epoch: z.string().max(64), seq: z.int().min(0) });

/** Any version's `hello`, `welcome` and `refusal`: the version is read before anything else of them. */
export const anyProtocol = z.looseObject({ protocol: z.int() });

const truth = {
  /** The city's now: the instant its records are complete to. */
  asOf: instant,
  watermarks,
  /** What it could not read of its sources; absent where it could read everything. */
  rejected: rejections.optional(),
  /** The city's own clock, by which a host corrects its age labels. */
  serverTime: instant,
};

export const snapshotOffer = z.object({
  id: z.string().max(200),
  /** The cursor a client stands at once it holds every chunk. */
  cursor,
  /** About how many records it has, for a progress bar. */
  records: z.int().min(0),
});

export const welcome = z.object({
  protocol: z.int(),
  city: z.object({ id: code, name: z.string().max(200), profile: z.string().max(64), demo: z.boolean() }),
  mode: z.enum(['resume', 'snapshot']),
  snapshot: snapshotOffer.optional(),
  head: cursor,
  ...truth,
});

export const refusal = z.object({
  /** `enrolment`: the credential does not, or does no longer, have personal parts handed out. */
  code: z.enum(['protocol', 'credential', 'scope', 'enrolment', 'busy', 'malformed']),
  what: z.string().max(500),
  hint: z.string().max(500),
  protocol: z.int(),
});

export const beat = z.object({ head: cursor, ...truth });

/**
 * What changed after `from` up to `to`. `records` is the JSON text of an array, so that the thread
 * holding the socket need not parse it; each element is checked against `record` by the writer.
 */
export const delta = z.object({
  epoch: z.string().max(64),
  from: z.int().min(0),
  to: z.int().min(0),
  chain: z.string().max(64),
  count: z.int().min(0),
  records: z.string(),
  ...truth,
});

export const chunk = z.object({
  snapshot: z.string().max(200),
  after: z.string().max(1000).nullable(),
  count: z.int().min(0),
  records: z.string(),
  /** SHA-256 of `records` as UTF-8, in hex. */
  sha256: z.string().length(64),
  /** Where the next chunk starts; null after the last. */
  next: z.string().max(1000).nullable(),
  /**
   * With it and those before it a client has what a picture of now needs: all that is open, and what was closed within a day. What
   * follows is history.
   */
  picture: z.boolean().optional(),
  /** On the last chunk: the cursor its holder stands at, in place of the offer's. */
  cursor: cursor.optional(),
});

/** From a host up to the city. */
export const up = { hello, ack, chunk: chunkRequest, command } as const;

/** From the city down to a host. `chunk` and `result` answer requests and are pushed, not acknowledged. */
export const down = { welcome, refusal, beat, delta, chunk, result: commandResult } as const;

/** The messages by the name of their event. */
export type Up = { [E in keyof typeof up]: z.infer<(typeof up)[E]> };
export type Down = { [E in keyof typeof down]: z.infer<(typeof down)[E]> };

export type Hello = z.infer<typeof hello>;
export type Ack = z.infer<typeof ack>;
export type ChunkRequest = z.infer<typeof chunkRequest>;
export type Welcome = z.infer<typeof welcome>;
export type Refusal = z.infer<typeof refusal>;
export type Beat = z.infer<typeof beat>;
export type Delta = z.infer<typeof delta>;
export type Chunk = z.infer<typeof chunk>;
export type SnapshotOffer = z.infer<typeof snapshotOffer>;

/** A beat at least this often, milliseconds. */
export const BEAT_EVERY = 5_000;

/** How far a city may run ahead of a client's last ack. */
export const CREDIT = { records: 20_000, bytes: 8 * 1024 * 1024 } as const;

/** The largest message either side accepts, bytes. A record that alone exceeds this cannot travel. */
export const MAX_MESSAGE = 16 * 1024 * 1024;
