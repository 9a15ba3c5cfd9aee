import { createHash } from 'node:crypto';
import { CitywallError } from '../../contract/errors.ts';
import type { Chunk, Cursor, SnapshotOffer } from '../../contract/feed.ts';
import type { Truth } from '../../store/ports.ts';
import { endless } from './announced.ts';
import { FIRST_PIECE, pieceAfter } from './pace.ts';
import {
  senseless,
  step,
  type Replica,
  type Said,
  type Staged,
  type Step,
  type Written,
} from './replica-state.ts';

/** How a replica fetches a snapshot, chunk after chunk: it asks for what its line carries in some seconds, and keeps what is whole. Pure. */

/** A chunk is asked for again this often where its hash is wrong, and a snapshot begun again this often. */
const TRIES = 3;

/** A snapshot was offered, by a city that stands at `truth`: begins it, or goes on with the half that is held. */
export function onOffer(before: Replica, snapshot: SnapshotOffer, truth: Truth, now: number): Step {
  const { staged } = before;
  const half = staged?.snapshot === snapshot.id ? staged : null;
  // Of what is held, some was read when the snapshot was begun: that is what all of it is complete to, unless the city itself went back since.
  const offer = { snapshot, truth: half !== null && half.truth.asOf <= truth.asOf ? half.truth : truth };
  const replica: Replica = { ...before, phase: 'snapshot', offer };
  if (half === null) return begin(replica, offer);
  // Its last chunk was staged and the swap was cut off: there is nothing left to fetch.
  if (half.next === null && half.records > 0) return swap(replica, undefined);
  return ask(replica, now);
}

/** Asks for the next chunk after what is staged. */
export function ask(replica: Replica, now: number): Step {
  const { staged } = replica;
  if (staged === null) return step(replica);
  return step({ ...replica, since: now, asked: now }, { say: [request(replica, staged)] });
}

function request({ piece }: Replica, { snapshot, next }: Pick<Staged, 'snapshot' | 'next'>): Said {
  return { event: 'chunk', message: { snapshot, after: next, bytes: piece ?? FIRST_PIECE } };
}

/** A chunk came. */
export function onChunk(replica: Replica, chunk: Chunk, now: number): Step {
  const { staged, offer, piece } = replica;
  if (replica.phase !== 'snapshot' || staged === null || offer === null) return step(replica);
  if (chunk.snapshot !== staged.snapshot || chunk.after !== staged.next) return step(replica);
  if (chunk.next !== null && chunk.next === chunk.after)
    return step(replica, { fault: senseless('a chunk that leads back to itself') });
  const tooMuch = endless(offer.snapshot, chunk, { held: staged.records, empty: replica.emptyChunks });
  if (tooMuch !== null) return step(replica, { fault: tooMuch });
  const content = Buffer.from(chunk.records, 'utf8');
  if (createHash('sha256').update(content).digest('hex') !== chunk.sha256)
    return onDamaged(replica, offer, now);
  const { snapshot, after, next, records, cursor, picture = false } = chunk;
  const carried = pieceAfter(piece ?? FIRST_PIECE, content.length, now - replica.asked);
  const on: Replica = { ...replica, since: now, asked: now, piece: carried };
  // An empty last chunk is not staged: a host that dies before the swap asks for it again.
  if (next === null && chunk.count === 0 && cursor !== undefined) return swap(on, cursor);
  // While this one is kept, the next is on its way.
  const say = next === null ? [] : [request(on, { snapshot, next })];
  const staging = { snapshot, after, next, records, picture };
  return step(on, { say, write: { do: 'stageChunk', chunk: staging, cursor } });
}

/** A chunk is on disk; the next was asked for. */
export function onStaged(
  replica: Replica,
  { snapshot, next, records, cursor }: Extract<Written, { did: 'stageChunk' }>,
): Step {
  const { staged } = replica;
  if (staged === null) return step(replica);
  const emptyChunks = records > staged.records ? 0 : replica.emptyChunks + 1;
  const on = { ...replica, staged: { ...staged, snapshot, next, records }, badChunks: 0, emptyChunks };
  return next === null ? swap(on, cursor) : step(on);
}

function onDamaged(replica: Replica, offer: NonNullable<Replica['offer']>, now: number): Step {
  const badChunks = replica.badChunks + 1;
  if (badChunks < TRIES) return ask({ ...replica, badChunks }, now);
  const startedOver = replica.startedOver + 1;
  if (startedOver < TRIES) return begin({ ...replica, badChunks: 0, startedOver, since: now }, offer);
  return step(
    { ...replica, badChunks: 0, startedOver: 0 },
    {
      fault: new CitywallError('chunk-hash', {
        what: 'The snapshot arrives damaged, again and again.',
        where: offer.snapshot.id,
        hint: 'Look at what stands between this host and the city: a proxy that rewrites content would do this.',
      }),
    },
  );
}

const begin = (replica: Replica, { snapshot, truth }: NonNullable<Replica['offer']>): Step =>
  step(replica, { write: { do: 'stage', offer: snapshot, truth } });

function swap(replica: Replica, cursor: Cursor | undefined): Step {
  const { offer } = replica;
  if (offer === null) return step(replica);
  return step(replica, {
    write: { do: 'swap', truth: offer.truth, cursor: cursor ?? offer.snapshot.cursor },
  });
}
