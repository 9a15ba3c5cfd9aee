import { CitywallError } from '../../contract/errors.ts';
import type {
  Ack,
  Beat,
  Chunk,
  ChunkRequest,
  Cursor,
  Delta,
  SnapshotOffer,
  Welcome,
} from '../../contract/feed.ts';
import type { Applied, CacheWriter, ReplicaBatch, Truth } from '../../store/ports.ts';

/** A snapshot that is half fetched, as the cache holds it. */
export type Staged = NonNullable<Awaited<ReturnType<CacheWriter['staged']>>>;

export interface Replica {
  /** `greeting`: hello was said, or is about to be. */
  phase: 'greeting' | 'snapshot' | 'live';
  /** What is committed. */
  cursor: Cursor | null;
  staged: Staged | null;
  /** The snapshot being fetched, and what its records are complete to: all of it is read after it was first offered. */
  offer: { snapshot: SnapshotOffer; truth: Truth } | null;
  city: Welcome['city'] | null;
  /** The newest position the city spoke of, and what was true there. */
  head: { cursor: Cursor; truth: Truth } | null;
  /** What the committed records are complete to; null before it was ever known. */
  held: Truth | null;
  /** When the last answer or progress was seen, on the driver's steady clock. */
  since: number;
  badChunks: number;
  /** Chunks in a row that brought nothing. */
  emptyChunks: number;
  startedOver: number;
  /** How large a part of the snapshot is asked for next, bytes; null before anything is known of the line. */
  piece: number | null;
  /** When the part under way was asked for, on the same clock. */
  asked: number;
}

export type Said =
  | { event: 'hello'; cursor: Cursor | null; snapshot: string | undefined; bytes: number | undefined }
  | { event: 'ack'; message: Ack }
  | { event: 'chunk'; message: ChunkRequest };

export type Write =
  | { do: 'apply'; batch: ReplicaBatch }
  | { do: 'truth'; truth: Truth }
  | { do: 'stage'; offer: SnapshotOffer; truth: Truth }
  | {
      do: 'stageChunk';
      chunk: Parameters<CacheWriter['stageChunk']>[0];
      /** On the last chunk: where its holder stands, if it says so. */
      cursor: Cursor | undefined;
    }
  | { do: 'swap'; truth: Truth; cursor: Cursor };

/** What became of a {@link Write}, with what the cache answered. */
export type Written =
  | { did: 'apply'; batch: ReplicaBatch; applied: Applied }
  | { did: 'truth'; truth: Truth }
  | { did: 'stage'; offer: SnapshotOffer; truth: Truth }
  | { did: 'stageChunk'; snapshot: string; next: string | null; records: number; cursor: Cursor | undefined }
  | { did: 'swap'; truth: Truth; cursor: Cursor };

export interface Step {
  replica: Replica;
  /** To be carried out first; its outcome goes to {@link written}. */
  write: Write | null;
  /** To be sent at once: what answers it waits until the write is done. */
  say: Said[];
  /** The connection is of no use: end it, tell, and try again later. */
  fault: CitywallError | null;
}

export type Heard =
  | { event: 'welcome'; message: Welcome }
  | { event: 'beat'; message: Beat }
  | { event: 'delta'; message: Delta }
  | { event: 'chunk'; message: Chunk };

/** A next state, and what goes with it. */
export const step = (replica: Replica, parts: Partial<Omit<Step, 'replica'>> = {}): Step => ({
  replica,
  write: null,
  say: [],
  fault: null,
  ...parts,
});

export const truthOf = (message: Truth): Truth => ({
  asOf: message.asOf,
  watermarks: message.watermarks,
  ...(message.rejected && { rejected: message.rejected }),
});

/** Whether a replica stands there. */
export const same = (a: Cursor | null, b: Cursor): boolean =>
  a !== null && a.epoch === b.epoch && a.seq === b.seq && a.chain === b.chain;

/** A replica with what its cache holds, before it ever spoke. `held` is the cache's last truth, if known. */
export function replicaOf(
  cursor: Cursor | null,
  staged: Staged | null,
  held: Truth | null,
  piece: number | null = null,
): Replica {
  return {
    phase: 'greeting',
    cursor,
    staged,
    offer: null,
    city: null,
    head: null,
    held,
    since: 0,
    badChunks: 0,
    emptyChunks: 0,
    startedOver: 0,
    piece,
    asked: 0,
  };
}

/** The error for what no city says that follows the protocol. */
export function senseless(what: string): CitywallError {
  return new CitywallError('feed-message', {
    what: `The city sent ${what}.`,
    hint: 'The city does not follow docs/feed-protocol.md; the host goes on trying.',
  });
}
