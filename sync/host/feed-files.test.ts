import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { afterAll, afterEach, expect, it } from 'vitest';
import { CityFeed } from '../feeds/city/city-feed.ts';
import { addressOf, until } from '../feeds/city/sockets.fixture.ts';
import { FEED_SOCKET_OPTIONS, FeedServer } from '../feeds/serve/server.ts';
import { aCase, casesIn, Folders, MORNING, truth } from '../rollups/writer.fixture.ts';
import type { OpenWriter } from '../rollups/writer.ts';

/** The feed over real sockets between real data folders: an origin's and a replica's. */
const folders = new Folders();
const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const ending of endings.splice(0).reverse()) await ending();
});
afterAll(() => {
  folders.remove();
});

/** Serves a folder's log; gives its address and what says that the log grew. */
async function serve(
  folder: string,
): Promise<{ address: string; grew: () => void; stop: () => Promise<void> }> {
  const http = createServer();
  const sockets = new Server(http, FEED_SOCKET_OPTIONS);
  const listeners = new Set<() => void>();
  const server = new FeedServer(sockets, {
    log: folders.reader(folder),
    grew: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    identity: { id: 'test', name: 'Test', profile: 'p', demo: true },
    commands: () => Promise.reject(new Error('no commands here')),
    clock: () => MORNING,
    report: (fault) => {
      throw fault;
    },
    beatEvery: 20,
  });
  void server.run();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const stop = async (): Promise<void> => {
    await server.stop();
    await sockets.close();
  };
  endings.push(stop);
  const grew = (): void => {
    for (const listener of listeners) listener();
  };
  return { address: `http://127.0.0.1:${String(addressOf(http.address()).port)}`, grew, stop };
}

/** Follows an address until the wall stands where the city does. */
async function level(
  address: string,
  wall: OpenWriter,
  city: OpenWriter,
  swaps: { n: number },
): Promise<void> {
  const feed = new CityFeed({
    address,
    writer: {
      ...wall,
      swap: (...swap) => {
        swaps.n += 1;
        return wall.swap(...swap);
      },
    },
    hello: () => ({ client: 'wall', scope: { personal: false } }),
    recognise: () => Promise.resolve(),
    held: null,
  });
  void feed.run();
  const head = await city.cursor();
  await until(feed, ({ phase, head: seen }) => phase === 'live' && seen?.seq === head?.seq);
  for (let at = await wall.cursor(); at?.chain !== head?.chain; at = await wall.cursor())
    await new Promise((resolve) => setImmediate(resolve));
  await feed.stop();
}

const take = (city: OpenWriter, records: unknown): Promise<unknown> =>
  city.apply({ mode: 'origin', records: JSON.stringify(records), ...truth });

it('a wall’s files come to equal the city’s: snapshot, deltas, and one new snapshot after a restored backup', async () => {
  const cityFolder = folders.next();
  const city = folders.origin(cityFolder);
  const cases = Array.from({ length: 6_000 }, (_, n) => aCase(n));
  for (let n = 0; n < cases.length; n += 2_000) await take(city, cases.slice(n, n + 2_000));
  const wallFolder = folders.next();
  const wall = folders.writer(wallFolder);
  const swaps = { n: 0 };

  const first = await serve(cityFolder);
  await level(first.address, wall, city, swaps);
  expect(casesIn(wallFolder).length).toBe(6_000);
  expect(swaps.n).toBe(1);

  const backup = folders.killed(cityFolder);
  for (let n = 0; n < 3; n += 1)
    await take(city, [aCase(n, { rev: 2, closedAt: MORNING }), aCase(20_000 + n)]);
  first.grew();
  await level(first.address, wall, city, swaps);
  expect(casesIn(wallFolder)).toEqual(casesIn(cityFolder));
  expect(swaps.n).toBe(1);
  await first.stop();

  const restored = folders.origin(backup);
  for (let n = 0; n < 9; n += 1) await take(restored, [aCase(30_000 + n)]);
  const second = await serve(backup);
  await level(second.address, wall, restored, swaps);
  expect(casesIn(wallFolder)).toEqual(casesIn(backup));
  expect(casesIn(wallFolder).length).toBe(6_009);
  expect(swaps.n).toBe(2);
});
