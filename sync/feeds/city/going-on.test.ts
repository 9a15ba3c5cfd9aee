import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Chunk, Cursor, Welcome } from '../../contract/feed.ts';
import { DAY, MINUTE } from '../../contract/instants.ts';
import { PROTOCOL } from '../../contract/version.ts';
import { serve, cityOf, follow, levelWith, until } from './sockets.fixture.ts';
import { MemoryCache } from './memory-cache.fixture.ts';
import { replicaOf, type Replica, type Step } from './replica-state.ts';
import { receive, written } from './replica.ts';

const cursor: Cursor = { epoch: 'e', seq: 5, chain: 'c' };
const NOW = Date.UTC(2026, 10, 29);
const truth = { asOf: NOW, watermarks: { s1022: NOW } };

function welcome(records: number): Welcome {
  return {
    ...{ protocol: PROTOCOL, mode: 'snapshot', head: cursor, ...truth, serverTime: NOW },
    city: { id: 'c', name: 'C', profile: 'p', demo: true },
    snapshot: { id: 's', cursor, records },
  };
}

function chunk(n: number): Chunk {
  const after = n === 0 ? null : String(n);
  const sha256 = createHash('sha256').update('[]').digest('hex');
  return { snapshot: 's', after, next: String(n + 1), count: 1, records: '[]', sha256 };
}

/** Takes chunk after chunk, each of so many records, until the replica has had enough, or `most`. */
function fetched(start: Replica, size: number, most = 10_000): { chunks: number; step: Step } {
  let step = receive(start, { event: 'welcome', message: welcome(1) }, 0);
  if (step.write?.do === 'stage')
    step = written(step.replica, { did: 'stage', offer: step.write.offer, truth }, 0);
  const from = Number(step.replica.staged?.next ?? 0);
  for (let n = from; n < from + most; n++) {
    step = receive(step.replica, { event: 'chunk', message: chunk(n) }, 0);
    if (step.fault !== null || step.write === null) return { chunks: n - from, step };
    const records = (step.replica.staged?.records ?? 0) + size;
    const next = String(n + 1);
    step = written(step.replica, { did: 'stageChunk', snapshot: 's', next, records, cursor: undefined }, 0);
  }
  return { chunks: most, step };
}

describe('a snapshot that does not end', () => {
  it('is given up with the reason, and not taken further when it is offered again', () => {
    const { chunks, step } = fetched(replicaOf(null, null, null), 5_000);
    expect(chunks).toBe(21);
    expect(step.fault?.code).toBe('feed-message');
    expect(step.fault?.message).toContain('announced 1 records');
    expect(step.write).toBeNull();
    const again = fetched(replicaOf(null, step.replica.staged, null), 5_000);
    expect([again.chunks, again.step.fault?.code]).toEqual([0, 'feed-message']);
  });

  it('is given up where it brings nothing, too', () => {
    const { chunks, step } = fetched(replicaOf(null, null, null), 0);
    expect(chunks).toBe(100);
    expect(step.fault?.message).toContain('100 chunks in a row brought nothing');
  });
});

describe('a city whose clock is set a year on and back', () => {
  it('takes now, its watermarks and the ages with it, both ways', async () => {
    const city = cityOf(3);
    const cache = new MemoryCache();
    const own = city.truth;
    let ahead = 0;
    Object.defineProperty(city, 'truth', {
      get: () => ({
        asOf: own.asOf + ahead,
        watermarks: { s1022: own.asOf + ahead },
      }),
    });
    const served = await serve(city, { clock: () => own.asOf + ahead });
    const feed = follow(served.address, cache);
    const shows = (asOf: number) => (): boolean =>
      cache.told?.asOf === asOf &&
      cache.told.watermarks['s1022'] === asOf &&
      Math.abs(feed.now() - asOf) < MINUTE;
    await until(feed, levelWith(cache, city));
    await until(feed, shows(own.asOf));
    ahead = 365 * DAY;
    await until(feed, shows(own.asOf + 365 * DAY));
    ahead = 0;
    await until(feed, shows(own.asOf));
    expect(cache.swaps).toBe(1);
    expect(served.faults).toEqual([]);
  });
});
