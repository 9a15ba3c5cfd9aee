import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { Cursor, Watermarks } from '../../sync/contract/feed.ts';
import type { CityIdentity } from '../../sync/feeds/serve/greeting.ts';
import { FEED_SOCKET_OPTIONS, FeedServer } from '../../sync/feeds/serve/server.ts';
import type { LogReader } from '../../sync/store/ports.ts';

/** A city that keeps the protocol and checks nothing it sends: its records are texts, as a test wrote them. */
export interface UncheckedCity {
  address: string;
  /** Sends one more batch: JSON text of an array, or whatever else a test would have a wall read as one. */
  send: (records: string, count: number) => void;
  /** Where its log stands. */
  seq: () => number;
  stop: () => Promise<void>;
}

/** Serves a city whose snapshot is `first`, complete to now for every source named. */
export async function uncheckedCity(
  identity: CityIdentity,
  sources: readonly string[],
  first: { records: string; count: number },
): Promise<UncheckedCity> {
  const batches = [first];
  const chains = ['', chainOf('', first.records)];
  const cursor = (): Cursor => ({
    epoch: 'unchecked',
    seq: chains.length - 1,
    chain: chains.at(-1) ?? '',
  });
  const log: LogReader = {
    head: () => {
      const asOf = Date.now();
      const watermarks: Watermarks = Object.fromEntries(sources.map((id) => [id, asOf]));
      const records = batches.reduce((n, { count }) => n + count, 0);
      return Promise.resolve({ cursor: cursor(), truth: { asOf, watermarks }, records });
    },
    chainAt: (seq) => Promise.resolve(chains[seq] ?? null),
    changes: (from) => {
      const next = batches[from];
      if (next === undefined) return Promise.resolve(null);
      return Promise.resolve({ to: from + 1, chain: chains[from + 1] ?? '', ...next });
    },
    chunk: () => Promise.resolve({ next: null, ...first }),
  };
  const listeners = new Set<() => void>();
  const http = createServer();
  const io = new Server(http, { ...FEED_SOCKET_OPTIONS, serveClient: false });
  const feed = new FeedServer(io, {
    log,
    grew: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    identity,
    commands: () => Promise.reject(new Error('no commands here')),
    clock: Date.now,
    report: (error) => {
      throw error;
    },
    beatEvery: 1_000,
  });
  void feed.run();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    send(records, count) {
      batches.push({ records, count });
      chains.push(chainOf(chains.at(-1) ?? '', records));
      for (const listener of listeners) listener();
    },
    seq: () => cursor().seq,
    async stop() {
      await feed.stop();
      await io.close();
    },
  };
}

const chainOf = (chain: string, records: string): string =>
  createHash('sha256').update(chain).update(records).digest('hex');
