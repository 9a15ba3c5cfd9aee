import { z } from 'zod';
import type { Cursor, SnapshotOffer } from '../../contract/feed.ts';
import type { Applied, Batch, CacheWriter, Truth } from '../../store/ports.ts';
import type { Item } from '../serve/memory-city.fixture.ts';
import { item } from '../serve/memory-city.fixture.ts';

interface Staging {
  offer: SnapshotOffer;
  truth: Truth;
  next: string | null;
  held: Map<string, Item>;
}

/** A replica's cache in memory, as strict as the ports ask. */
export class MemoryCache implements CacheWriter {
  at: Cursor | null = null;
  held = new Map<string, Item>();
  staging: Staging | null = null;
  told: Truth | null = null;
  swaps = 0;
  gaps = 0;
  /** Called after everything that changed what is shown. */
  shown: () => void = () => undefined;

  /** The records that are there, by id. */
  records(): Map<string, number> {
    return new Map([...this.held.values()].filter((one) => !one.gone).map((one) => [one.id, one.rev]));
  }

  cursor(): Promise<Cursor | null> {
    return Promise.resolve(this.at);
  }

  apply(batch: Batch): Promise<Applied> {
    if (batch.mode === 'origin' || this.at === null)
      return Promise.reject(new Error('not a replica with a cursor'));
    if (batch.epoch !== this.at.epoch || batch.from > this.at.seq) {
      this.gaps += 1;
      return Promise.resolve({ outcome: 'gap', cursor: this.at });
    }
    if (batch.to <= this.at.seq) return Promise.resolve({ outcome: 'known', cursor: this.at });
    const changed = put(this.held, batch.records);
    this.at = { epoch: batch.epoch, seq: batch.to, chain: batch.chain };
    this.told = { asOf: batch.asOf, watermarks: batch.watermarks };
    this.shown();
    return Promise.resolve({ outcome: 'applied', cursor: this.at, changed, quarantined: 0 });
  }

  truth(truth: Truth): Promise<void> {
    this.told = truth;
    this.shown();
    return Promise.resolve();
  }

  staged(): ReturnType<CacheWriter['staged']> {
    if (this.staging === null) return Promise.resolve(null);
    const { offer, truth, next, held } = this.staging;
    return Promise.resolve({ snapshot: offer.id, next, records: held.size, truth });
  }

  stage(offer: SnapshotOffer, truth: Truth): Promise<void> {
    this.staging = { offer, truth, next: null, held: new Map() };
    return Promise.resolve();
  }

  stageChunk(chunk: Parameters<CacheWriter['stageChunk']>[0]): ReturnType<CacheWriter['stageChunk']> {
    if (this.staging?.offer.id !== chunk.snapshot)
      return Promise.reject(new Error('another snapshot is staged'));
    put(this.staging.held, chunk.records);
    this.staging.next = chunk.next;
    return Promise.resolve({ records: this.staging.held.size, shown: false });
  }

  swap(truth: Truth, cursor: Cursor): Promise<Cursor> {
    if (this.staging === null) return Promise.reject(new Error('nothing is staged'));
    this.at = cursor;
    this.held = this.staging.held;
    this.staging = null;
    this.told = truth;
    this.swaps += 1;
    this.shown();
    return Promise.resolve(this.at);
  }
}

function put(held: Map<string, Item>, records: string): number {
  let changed = 0;
  for (const one of z.array(item).parse(JSON.parse(records))) {
    const before = held.get(one.id);
    if (before !== undefined && before.rev >= one.rev) continue;
    held.set(one.id, one);
    changed += 1;
  }
  return changed;
}
