import { createHash } from 'node:crypto';
import type { Cursor, Watermarks } from '../../sync/contract/feed.ts';
import type { CityIdentity } from '../../sync/feeds/serve/greeting.ts';
import type { LogReader } from '../../sync/store/ports.ts';
import { serveLog } from './served-log.ts';

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
    chunk: () => Promise.resolve({ next: null, picture: true, ...first }),
  };
  const served = await serveLog(log, identity);
  return {
    address: `http://127.0.0.1:${served.port}/`,
    send(records, count) {
      batches.push({ records, count });
      chains.push(chainOf(chains.at(-1) ?? '', records));
      served.grew();
    },
    seq: () => cursor().seq,
    stop: () => served.stop(),
  };
}

const chainOf = (chain: string, records: string): string =>
  createHash('sha256').update(chain).update(records).digest('hex');
