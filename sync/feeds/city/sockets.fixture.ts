import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach } from 'vitest';
import type { CitywallError } from '../../contract/errors.ts';
import { MemoryCity } from '../serve/memory-city.fixture.ts';
import type { FeedServerParts } from '../serve/server.ts';
import { FEED_SOCKET_OPTIONS, FeedServer } from '../serve/server.ts';
import type { CityFeedParts, CityState } from './city-feed.ts';
import { CityFeed } from './city-feed.ts';
import type { MemoryCache } from './memory-cache.fixture.ts';

/** What a test opened, closed after it in reverse order. */
export const endings: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const ending of endings.splice(0).reverse()) await ending();
});

/** A city that is being served. */
export interface Served {
  port: number;
  address: string;
  server: FeedServer;
  grew: () => void;
  faults: CitywallError[];
  /** Ends the city as a kill would: every socket at once. */
  kill: () => Promise<void>;
}

/** A city on 127.0.0.1. */
export async function serve(
  city: MemoryCity,
  parts: Partial<FeedServerParts> = {},
  port = 0,
): Promise<Served> {
  const http = createServer();
  const sockets = new Server(http, FEED_SOCKET_OPTIONS);
  const listeners = new Set<() => void>();
  const faults: CitywallError[] = [];
  const server = new FeedServer(sockets, {
    log: city,
    grew: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    identity: { id: 'city', name: 'Thành phố', profile: 'p1', demo: true },
    commands: (command) =>
      Promise.resolve({ key: command.key, outcome: 'applied', reason: '', at: Date.UTC(2026, 0, 1) }),
    clock: () => Date.UTC(2026, 5, 1),
    report: (fault) => faults.push(fault),
    beatEvery: 20,
    ...parts,
  });
  void server.run();
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const kill = async (): Promise<void> => {
    await server.stop();
    await sockets.close();
  };
  endings.push(kill);
  const { port: given } = addressOf(http.address());
  return {
    port: given,
    address: `http://127.0.0.1:${String(given)}/`,
    server,
    grew: () => {
      for (const listener of listeners) listener();
    },
    faults,
    kill,
  };
}

/** The address of a listening server. */
export function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address;
}

/** A replica following an address. */
export function follow(address: string, cache: MemoryCache, parts: Partial<CityFeedParts> = {}): CityFeed {
  const feed = new CityFeed({
    address,
    writer: cache,
    hello: () => ({ client: 'wall-1', scope: { personal: false } }),
    recognise: () => Promise.resolve(),
    held: null,
    pause: () => 5,
    ...parts,
  });
  void feed.run();
  endings.push(() => feed.stop());
  return feed;
}

/** Resolves when the feed's state is so. */
export function until(feed: CityFeed, so: (state: CityState) => boolean): Promise<CityState> {
  return new Promise((resolve) => {
    const look = (): void => {
      const { state } = feed;
      if (!so(state)) return;
      stop();
      resolve(state);
    };
    const stop = feed.onChange(look);
    look();
  });
}

/** Live, and at the city's head. */
export const levelWith =
  (cache: MemoryCache, city: MemoryCity) =>
  (state: CityState): boolean =>
    state.phase === 'live' && cache.at?.seq === city.cursor.seq && cache.at.chain === city.cursor.chain;

/** A city of `n` records. */
export function cityOf(n: number): MemoryCity {
  const city = new MemoryCity();
  for (let i = 0; i < n; i += 1) city.append([{ id: `r${String(i)}`, rev: 1, gone: false }]);
  return city;
}
