import { CitywallError } from '../../contract/errors.ts';
import type { Chunk, SnapshotOffer } from '../../contract/feed.ts';

/** A city grows while its snapshot is fetched, and may say only about how many records it has: so many more are let pass. */
const MORE = { times: 2, records: 100_000 } as const;
/** So many chunks in a row may bring nothing. */
const MOST_EMPTY = 100;

/** What is wrong with a snapshot that goes on and on; null where nothing is. `held` are its records, `empty` the chunks since the last. */
export function endless(
  offer: SnapshotOffer,
  chunk: Chunk,
  { held, empty }: { held: number; empty: number },
): CitywallError | null {
  const most = MORE.times * offer.records + MORE.records;
  if (held <= most && (empty < MOST_EMPTY || chunk.next === null)) return null;
  const goesOn = held > most ? `${held} records came, and more` : `${empty} chunks in a row brought nothing`;
  return new CitywallError('feed-message', {
    what: `The city announced ${offer.records} records for a snapshot that does not end: ${goesOn}.`,
    where: offer.id,
    hint: 'The city does not follow docs/feed-protocol.md; what is held is shown, and the host goes on asking.',
  });
}
