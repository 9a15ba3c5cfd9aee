import { createHash } from 'node:crypto';
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
import { SECOND } from '../../contract/instants.ts';
import type { Applied, ReplicaBatch, Truth } from '../../store/ports.ts';
import { endless } from './announced.ts';
import { UNDER_WAY } from './city-clock.ts';

/**
 * What a replica does about each message of the feed, as a pure machine: it is told what came, what
 * became of its writes, and that time passed; it answers with the next state, what to write and what to
 * say. Whoever drives it carries out one write before the next message, so a record can never overtake
 * a gap before it.
 */

/** A request that is not answered after this long, with the link alive, is made again, milliseconds. */
export const ANSWER_WITHIN = 20 * SECOND;
/** A chunk is asked for again this often where its hash is wrong, and a snapshot begun again this often. */
const TRIES = 3;

export interface Staged {
  snapshot: string;
  next: string | null;
  records: number;
}

export interface Replica {
  /** `greeting`: hello was said, or is about to be. */
  phase: 'greeting' | 'snapshot' | 'live';
  /** What is committed. */
  cursor: Cursor | null;
  staged: Staged | null;
  /** The snapshot being fetched, and what its records are complete to: all of it is read after the offer was made. */
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
}

export type Said =
  | { event: 'hello'; cursor: Cursor | null; snapshot: string | undefined }
  | { event: 'ack'; message: Ack }
  | { event: 'chunk'; message: ChunkRequest };

export type Write =
  | { do: 'apply'; batch: ReplicaBatch }
  | { do: 'truth'; truth: Truth }
  | { do: 'stage'; offer: SnapshotOffer }
  | {
      do: 'stageChunk';
      chunk: { snapshot: string; after: string | null; next: string | null; records: string };
      /** On the last chunk: where its holder stands, if it says so. */
      cursor: Cursor | undefined;
    }
  | { do: 'swap'; truth: Truth; cursor: Cursor };

/** What became of a {@link Write}, with what the cache answered. */
export type Written =
  | { did: 'apply'; batch: ReplicaBatch; applied: Applied }
  | { did: 'truth'; truth: Truth }
  | { did: 'stage'; offer: SnapshotOffer }
  | { did: 'stageChunk'; snapshot: string; next: string | null; records: number; cursor: Cursor | undefined }
  | { did: 'swap'; truth: Truth; cursor: Cursor };

export interface Step {
  replica: Replica;
  /** To be carried out first; its outcome goes to {@link written}. */
  write: Write | null;
  /** To be sent after the write was started with nothing before it. */
  say: Said[];
  /** The connection is of no use: end it, tell, and try again later. */
  fault: CitywallError | null;
}

export type Heard =
  | { event: 'welcome'; message: Welcome }
  | { event: 'beat'; message: Beat }
  | { event: 'delta'; message: Delta }
  | { event: 'chunk'; message: Chunk };

const step = (replica: Replica, parts: Partial<Omit<Step, 'replica'>> = {}): Step => ({
  replica,
  write: null,
  say: [],
  fault: null,
  ...parts,
});

const truthOf = (message: Truth): Truth => ({ asOf: message.asOf, watermarks: message.watermarks });

const same = (a: Cursor | null, b: Cursor): boolean =>
  a !== null && a.epoch === b.epoch && a.seq === b.seq && a.chain === b.chain;

/** A replica with what its cache holds, before it ever spoke. `held` is the cache's last truth, if known. */
export function replicaOf(cursor: Cursor | null, staged: Staged | null, held: Truth | null): Replica {
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
  };
}

/** A connection opened, or a gap was found: says where the replica stands. What is still on its way is ignored until the answer. */
export function greet(replica: Replica, now: number): Step {
  const { cursor, staged } = replica;
  return step(
    { ...replica, phase: 'greeting', offer: null, since: now, badChunks: 0 },
    { say: [{ event: 'hello', cursor, snapshot: staged?.snapshot }] },
  );
}

/** A message came. */
export function receive(replica: Replica, heard: Heard, now: number): Step {
  switch (heard.event) {
    case 'welcome':
      return onWelcome(replica, heard.message, now);
    case 'beat':
      return onBeat(replica, heard.message, now);
    case 'delta':
      return onDelta(replica, heard.message, now);
    case 'chunk':
      return onChunk(replica, heard.message, now);
  }
}

/** Time passed: asks again for what was lost on the way. */
export function tick(replica: Replica, now: number): Step {
  if (now - replica.since < ANSWER_WITHIN) return step(replica);
  if (replica.phase === 'greeting') return greet(replica, now);
  if (replica.phase === 'snapshot')
    return step({ ...replica, since: now }, { say: replica.staged === null ? [] : [ask(replica.staged)] });
  const behind = replica.head !== null && replica.head.cursor.seq > (replica.cursor?.seq ?? 0);
  return behind ? greet(replica, now) : step(replica);
}

/** A write is on disk. */
export function written(replica: Replica, outcome: Written, now: number): Step {
  const after = { ...replica, since: now };
  switch (outcome.did) {
    case 'apply': {
      const { applied, batch } = outcome;
      if (applied.outcome === 'gap') return greet({ ...after, cursor: applied.cursor }, now);
      const held = applied.outcome === 'applied' ? truthOf(batch) : replica.held;
      const { cursor } = applied;
      return caughtUp({ ...after, cursor, held }, [
        { event: 'ack', message: { epoch: cursor.epoch, seq: cursor.seq } },
      ]);
    }
    case 'truth':
      return step({ ...replica, held: outcome.truth });
    case 'stage': {
      const staged = { snapshot: outcome.offer.id, next: null, records: 0 };
      return step({ ...after, staged }, { say: [ask(staged)] });
    }
    case 'stageChunk': {
      const { snapshot, next, records } = outcome;
      const staged = { snapshot, next, records };
      const brought = records > (replica.staged?.records ?? 0);
      const emptyChunks = brought ? 0 : replica.emptyChunks + 1;
      const on = { ...after, staged, badChunks: 0, emptyChunks };
      return next === null ? swap(on, outcome.cursor) : step(on, { say: [ask(staged)] });
    }
    case 'swap':
      return greet(
        { ...after, staged: null, startedOver: 0, cursor: outcome.cursor, held: outcome.truth },
        now,
      );
  }
}

function ask(staged: Staged): Said {
  return { event: 'chunk', message: { snapshot: staged.snapshot, after: staged.next } };
}

/**
 * Takes the head's truth once everything up to the head is held, and not before: now must not run ahead of the records. What the city said
 * unasked may have been overtaken, and does not take now back; what it answered does.
 */
function caughtUp(replica: Replica, say: Said[] = [], answered = false): Step {
  const { head, held } = replica;
  if (head === null || !same(replica.cursor, head.cursor) || head.truth === held)
    return step(replica, { say });
  if (!answered && held !== null && held.asOf > head.truth.asOf) return step(replica, { say });
  return step(replica, { say, write: { do: 'truth', truth: head.truth } });
}

function swap(replica: Replica, cursor: Cursor | undefined): Step {
  const { offer } = replica;
  if (offer === null) return step(replica);
  return step(replica, {
    write: { do: 'swap', truth: offer.truth, cursor: cursor ?? offer.snapshot.cursor },
  });
}

function onWelcome(before: Replica, welcome: Welcome, now: number): Step {
  const head = { cursor: welcome.head, truth: truthOf(welcome) };
  const replica: Replica = { ...before, head, city: welcome.city, since: now };
  if (welcome.mode === 'resume') {
    const { cursor } = replica;
    if (cursor === null || cursor.epoch !== welcome.head.epoch || cursor.seq > welcome.head.seq)
      return step(replica, { fault: senseless('a resume from where this host does not stand') });
    return caughtUp({ ...replica, phase: 'live' }, [], true);
  }
  const { snapshot } = welcome;
  if (snapshot === undefined) return step(replica, { fault: senseless('a snapshot without an offer') });
  const on: Replica = { ...replica, phase: 'snapshot', offer: { snapshot, truth: head.truth } };
  const { staged } = replica;
  if (staged?.snapshot !== snapshot.id) return step(on, { write: { do: 'stage', offer: snapshot } });
  // Its last chunk was staged and the swap was cut off: there is nothing left to fetch.
  if (staged.next === null && staged.records > 0) return swap(on, undefined);
  return step(on, { say: [ask(staged)] });
}

function onBeat(before: Replica, beat: Beat, now: number): Step {
  const replica: Replica = { ...before, head: { cursor: beat.head, truth: truthOf(beat) } };
  const { cursor } = replica;
  if (replica.phase !== 'live' || cursor === null) return step(replica);
  const sameSeq = cursor.seq === beat.head.seq && cursor.chain !== beat.head.chain;
  if (cursor.epoch !== beat.head.epoch || cursor.seq > beat.head.seq || sameSeq) return greet(replica, now);
  const level = cursor.seq === beat.head.seq;
  // Its clock was set back, or its now: that is asked.
  if (level && replica.held !== null && replica.held.asOf - beat.asOf > UNDER_WAY) return greet(replica, now);
  // An ack may have been lost; without it the city would wait for ever.
  const ack: Said = { event: 'ack', message: { epoch: cursor.epoch, seq: cursor.seq } };
  return caughtUp(level ? { ...replica, since: now } : replica, [ack]);
}

function onDelta(replica: Replica, delta: Delta, now: number): Step {
  const { cursor, head } = replica;
  if (replica.phase !== 'live' || cursor === null) return step(replica);
  if (delta.epoch !== cursor.epoch) return greet(replica, now);
  if (delta.to <= cursor.seq)
    return step(replica, { say: [{ event: 'ack', message: { epoch: cursor.epoch, seq: cursor.seq } }] });
  if (delta.from !== cursor.seq) return greet(replica, now);
  const whole = head === null || delta.to >= head.cursor.seq || replica.held === null;
  const truth = whole ? truthOf(delta) : (replica.held ?? truthOf(delta));
  const { epoch, from, to, chain, records } = delta;
  return step(replica, {
    write: { do: 'apply', batch: { mode: 'replica', epoch, from, to, chain, records, ...truth } },
  });
}

function onChunk(replica: Replica, chunk: Chunk, now: number): Step {
  const { staged, offer } = replica;
  if (replica.phase !== 'snapshot' || staged === null || offer === null) return step(replica);
  if (chunk.snapshot !== staged.snapshot || chunk.after !== staged.next) return step(replica);
  if (chunk.next !== null && chunk.next === chunk.after)
    return step(replica, { fault: senseless('a chunk that leads back to itself') });
  const tooMuch = endless(offer.snapshot, chunk, { held: staged.records, empty: replica.emptyChunks });
  if (tooMuch !== null) return step(replica, { fault: tooMuch });
  const sha256 = createHash('sha256').update(chunk.records, 'utf8').digest('hex');
  if (sha256 === chunk.sha256) {
    const { snapshot, after, next, records, cursor } = chunk;
    const on = { ...replica, since: now };
    // An empty last chunk is not staged: a host that dies before the swap asks for it again.
    if (next === null && chunk.count === 0 && cursor !== undefined) return swap(on, cursor);
    return step(on, { write: { do: 'stageChunk', chunk: { snapshot, after, next, records }, cursor } });
  }
  const badChunks = replica.badChunks + 1;
  if (badChunks < TRIES) return step({ ...replica, badChunks, since: now }, { say: [ask(staged)] });
  const startedOver = replica.startedOver + 1;
  if (startedOver < TRIES)
    return step(
      { ...replica, badChunks: 0, startedOver, since: now },
      { write: { do: 'stage', offer: offer.snapshot } },
    );
  return step(
    { ...replica, badChunks: 0, startedOver: 0 },
    {
      fault: new CitywallError('chunk-hash', {
        what: 'The snapshot arrives damaged, again and again.',
        where: chunk.snapshot,
        hint: 'Look at what stands between this host and the city: a proxy that rewrites content would do this.',
      }),
    },
  );
}

function senseless(what: string): CitywallError {
  return new CitywallError('feed-message', {
    what: `The city sent ${what}.`,
    hint: 'The city does not follow docs/feed-protocol.md; the host goes on trying.',
  });
}
