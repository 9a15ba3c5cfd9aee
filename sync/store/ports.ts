import type { Cursor, SnapshotOffer, Watermarks } from '../contract/feed.ts';
import type { Instant } from '../contract/instants.ts';
import type { Rejections } from '../contract/rejections.ts';

/**
 * The ports between rooms: what feeds ask of whoever writes the cache, and of whoever reads its log.
 * The host implements both over its worker threads; tests implement them in one thread over a real file.
 */

/** How complete the city's records are, as every feed message says it. */
export interface Truth {
  asOf: Instant;
  watermarks: Watermarks;
  /** What the city could not read of its sources. */
  rejected?: Rejections | undefined;
}

/** Where each connector of an origin goes on, in its own words. */
export type Positions = Readonly<Record<string, string>>;

/** What an origin adds to its own log: records as they come from connectors, unparsed. */
export interface OriginBatch extends Truth {
  mode: 'origin';
  /** JSON text of an array of records. */
  records: string;
  /** Noted in the same transaction; what was noted before stays where absent. */
  positions?: Positions;
}

/** How far an origin's connectors have brought it, as its own disk remembers; nulls where nothing was brought. */
export interface Reached {
  truth: Truth | null;
  /** Null also in a folder of before there were positions. */
  positions: Positions | null;
}

/** What a replica was sent. Applied only where `from` is the cursor's sequence. */
export interface ReplicaBatch extends Truth {
  mode: 'replica';
  epoch: string;
  from: number;
  to: number;
  chain: string;
  records: string;
}

export type Batch = OriginBatch | ReplicaBatch;

/** What became of a batch. Resolves only once it is on disk. */
export type Applied =
  | {
      outcome: 'applied';
      cursor: Cursor;
      /** Records that changed something; the rest were older than what is held. */
      changed: number;
      quarantined: number;
    }
  /** All of it was applied before: nothing to do. */
  | { outcome: 'known'; cursor: Cursor }
  /** Something before it is missing, or it belongs to another epoch: ask again from the cursor. */
  | { outcome: 'gap'; cursor: Cursor };

/** The one writer of a host's cache. Calls are carried out in the order they were made. */
export interface CacheWriter {
  cursor(): Promise<Cursor | null>;
  apply(batch: Batch): Promise<Applied>;
  /** Faults how complete the records are, without any: a beat. */
  truth(truth: Truth): Promise<void>;
  /** The staged snapshot to go on with, if one is unfinished: its id, where its next chunk starts, and what it is complete to. */
  staged(): Promise<{ snapshot: string; next: string | null; records: number; truth: Truth } | null>;
  /** Starts staging a snapshot into a new file, dropping any other. `truth` is what its records are complete to: they are read after it was so. */
  stage(offer: SnapshotOffer, truth: Truth): Promise<void>;
  /** Adds a chunk whose hash has been checked. Resolves once it is on disk; a repeat changes nothing. */
  stageChunk(chunk: {
    snapshot: string;
    after: string | null;
    next: string | null;
    records: string;
    /**
     * Whether a picture of now can be drawn of all that is staged with it. That is shown from then on where nothing whole is held, though
     * the rest is still to come; `shown` says so.
     */
    picture: boolean;
  }): Promise<{ records: number; shown: boolean }>;
  /**
   * Swaps the staged file in: from then on it is the cache, and stands at `cursor` (the last chunk's, or
   * the offer's where that had none). Resolves with it.
   */
  swap(truth: Truth, cursor: Cursor): Promise<Cursor>;
}

/** What a host that serves reads of its own log. */
export interface LogReader {
  head(): Promise<{ cursor: Cursor; truth: Truth; records: number }>;
  /** The chain at a sequence, or null where no batch ended there or the log no longer holds it. */
  chainAt(seq: number): Promise<string | null>;
  /**
   * Changes after `from`, oldest first, whole batches, until a limit is passed. The log is compacted:
   * a record that changed again is only at its newest place. `records` is JSON text of an array.
   */
  changes(
    from: number,
    limit: { records: number; bytes: number },
    scope: { personal: boolean },
  ): Promise<{ to: number; chain: string; count: number; records: string } | null>;
  /**
   * One chunk of all records, starting after a position (opaque text; null for the first): first what is open, the newest first, and what
   * was closed lately, then the rest. With `picture`, only the rest is left after it. A record that nobody changes meanwhile is in one chunk.
   */
  chunk(
    after: string | null,
    limit: { records: number; bytes: number },
    scope: { personal: boolean },
  ): Promise<{ next: string | null; count: number; records: string; picture: boolean }>;
}

export type { Lifecycle } from '../contract/lifecycle.ts';
