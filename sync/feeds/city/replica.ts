import type { Beat, Delta, Welcome } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';
import { UNDER_WAY } from './city-clock.ts';
import { ask, onChunk, onOffer, onStaged } from './fetching.ts';
import {
  same,
  senseless,
  step,
  truthOf,
  type Heard,
  type Replica,
  type Said,
  type Step,
  type Written,
} from './replica-state.ts';

/**
 * What a replica does about each message of the feed, as a pure machine: it is told what came, what
 * became of its writes, and that time passed; it answers with the next state, what to write and what to
 * say. Whoever drives it carries out one write before the next message, so a record can never overtake
 * a gap before it.
 */

/** A request that is not answered after this long, with the link alive, is made again, milliseconds. */
export const ANSWER_WITHIN = 20 * SECOND;

/** A connection opened, or a gap was found: says where the replica stands. What is still on its way is ignored until the answer. */
export function greet(replica: Replica, now: number): Step {
  const { cursor, staged, piece } = replica;
  return step(
    { ...replica, phase: 'greeting', offer: null, since: now, badChunks: 0 },
    { say: [{ event: 'hello', cursor, snapshot: staged?.snapshot, bytes: piece ?? undefined }] },
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

/** Time passed: asks again for what was lost on the way. What is `flowing` was not: it only takes its time. */
export function tick(replica: Replica, now: number, flowing = false): Step {
  if (flowing) return step({ ...replica, since: now });
  if (now - replica.since < ANSWER_WITHIN) return step(replica);
  if (replica.phase === 'greeting') return greet(replica, now);
  if (replica.phase === 'snapshot') return ask(replica, now);
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
      const { offer, truth } = outcome;
      return ask({ ...after, staged: { snapshot: offer.id, next: null, records: 0, truth } }, now);
    }
    case 'stageChunk':
      return onStaged(after, outcome);
    case 'swap':
      return greet(
        { ...after, staged: null, startedOver: 0, cursor: outcome.cursor, held: outcome.truth },
        now,
      );
  }
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
  return onOffer(replica, snapshot, head.truth, now);
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
