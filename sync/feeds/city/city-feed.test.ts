import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { Server } from 'socket.io';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../contract/commands.ts';
import { CitywallError } from '../../contract/errors.ts';
import { FEED_NAMESPACE } from '../../contract/feed.ts';
import type { CityFeedParts, CityState } from './city-feed.ts';
import { MemoryCache } from './memory-cache.fixture.ts';
import { addressOf, cityOf, endings, follow, levelWith, serve, until } from './sockets.fixture.ts';

describe('a wall and its city over real sockets', () => {
  it('takes a snapshot, then what changes, and both hold the same', async () => {
    const city = cityOf(9);
    const cache = new MemoryCache();
    const served = await serve(city);
    const progress: number[] = [];
    const feed = follow(served.address, cache);
    feed.onChange((state) => {
      if (state.progress !== null) progress.push(state.progress.done);
    });
    await until(feed, levelWith(cache, city));
    expect(progress).toContain(4);
    for (let i = 0; i < 30; i += 1) city.append([{ id: `r${String(i)}`, rev: 2, gone: i % 3 === 0 }]);
    served.grew();
    const state = await until(feed, levelWith(cache, city));
    expect(cache.records()).toEqual(city.records());
    expect(cache.swaps).toBe(1);
    expect(state.city?.name).toBe('Thành phố');
    expect(state.refusal).toBeNull();
    expect(served.faults).toEqual([]);
  });

  it('asks for no personal parts any more where its city refuses them, and goes on without', async () => {
    const city = cityOf(3);
    const cache = new MemoryCache();
    const asked: boolean[] = [];
    const served = await serve(city, {
      admit: ({ scope }) => {
        asked.push(scope.personal);
        return scope.personal ? { code: 'enrolment', what: 'No longer.', hint: 'Ask.' } : null;
      },
    });
    let personal = true;
    const feed = follow(served.address, cache, { hello: () => ({ client: 'w', scope: { personal } }) });
    const seen: string[] = [];
    feed.onChange(({ refusal, phase }) => {
      if (refusal !== null) seen.push(`${refusal.code} ${phase}`);
      if (refusal?.code === 'personal-refused') personal = false;
    });
    await until(feed, levelWith(cache, city));
    expect(seen[0]).toBe('personal-refused refused');
    expect(asked.slice(0, 2)).toEqual([true, false]);
    expect(cache.records()).toEqual(city.records());
  });

  it('counts ages by the city’s clock', async () => {
    const city = cityOf(1);
    const cache = new MemoryCache();
    const served = await serve(city);
    const wall = Date.UTC(2020, 0, 1);
    const feed = follow(served.address, cache, { clocks: { wall: () => wall, steady: () => 1_000 } });
    const state = await until(feed, levelWith(cache, city));
    expect(feed.now()).toBe(Date.UTC(2026, 5, 1));
    expect(state.heard).toBe(Date.UTC(2026, 5, 1));
    expect(state.clockOffset).toBe(Date.UTC(2026, 5, 1) - wall);
  });

  it('comes back by itself when the city does, without a snapshot', async () => {
    const city = cityOf(3);
    const cache = new MemoryCache();
    const served = await serve(city);
    const feed = follow(served.address, cache);
    await until(feed, levelWith(cache, city));
    await served.kill();
    const gone = await until(feed, (state) => state.refusal !== null);
    expect(gone.phase).toBe('connecting');
    expect(gone.refusal?.code).toBe('city-unreachable');
    expect(gone.heard).not.toBeNull();
    city.append([{ id: 'meanwhile', rev: 1, gone: false }]);
    await serve(city, {}, served.port);
    await until(feed, levelWith(cache, city));
    expect(cache.records()).toEqual(city.records());
    expect(cache.swaps).toBe(1);
  });

  it('takes a line for dead on which nothing is heard, and opens another', async () => {
    const city = cityOf(1);
    const mute = createServer();
    const sockets = new Server(mute);
    let hellos = 0;
    sockets.of(FEED_NAMESPACE).on('connection', (socket) => socket.on('hello', () => (hellos += 1)));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    endings.push(() => sockets.close());
    const cache = new MemoryCache();
    await cache.stage({ id: 'x', cursor: city.cursor, records: 1 }, city.truth);
    const feed = follow(`http://127.0.0.1:${String(addressOf(mute.address()).port)}`, cache, {
      deadAfter: 60,
    });
    const state = await until(feed, ({ refusal }) => refusal !== null && hellos > 1);
    expect(state.refusal?.code).toBe('city-unreachable');
  });

  it('carries commands up and their results down', async () => {
    const city = cityOf(1);
    const cache = new MemoryCache();
    const served = await serve(city);
    const feed = follow(served.address, cache);
    const at = Date.UTC(2026, 0, 1);
    const command: Command = {
      client: 'wall-1',
      n: 1,
      key: 'key-00001',
      payload: { what: 'report', board: 'overview', panel: 'p', asOf: at, note: 'wrong' },
      givenAt: at,
      expires: at + 1000,
    };
    expect(feed.send(command)).toBe(false);
    const result = new Promise((resolve) => feed.onResult(resolve));
    feed.onOpen(() => feed.send(command));
    expect(await result).toMatchObject({ key: 'key-00001', outcome: 'applied' });
  });
});

describe('an address that is no city', () => {
  const refusalOf = async (address: string, parts: Partial<CityFeedParts> = {}): Promise<CityState> => {
    const feed = follow(address, new MemoryCache(), parts);
    return until(feed, (state) => state.refusal !== null);
  };

  it('is said to be none: text, a web server, a socket.io server without a feed, another service', async () => {
    const web = createServer((_request, response) => response.end('hello'));
    const other = createServer();
    const sockets = new Server(other);
    const tcp = createTcpServer((socket) => socket.end('SSH-2.0-nothing\r\n'));
    const ports: number[] = [];
    for (const server of [web, other, tcp]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ports.push(addressOf(server.address()).port);
    }
    endings.push(
      () => sockets.close(),
      () => void web.close(),
      () => void tcp.close(),
    );
    const addresses = [
      'not an address',
      'ftp://127.0.0.1/',
      ...ports.map((port) => `http://127.0.0.1:${String(port)}`),
    ];
    for (const address of addresses) {
      const state = await refusalOf(address);
      expect([address, state.refusal?.code]).toEqual([address, 'city-not-a-city']);
      expect(state.refusal?.where).toBe(address);
      expect(state.refusal?.hint).not.toBe('');
    }
  });

  it('is said to be unreachable where nothing answers', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = addressOf(closed.address());
    await new Promise((resolve) => closed.close(resolve));
    const state = await refusalOf(`http://127.0.0.1:${String(port)}`);
    expect(state.refusal?.code).toBe('city-unreachable');
    expect(state.refusal?.what).toContain('ECONNREFUSED');
  });

  it('is refused where the data are another city’s, before anything is written', async () => {
    const served = await serve(cityOf(3));
    const cache = new MemoryCache();
    const feed = follow(served.address, cache, {
      recognise: (city) =>
        Promise.reject(new CitywallError('city-other', { what: `This folder is not ${city.id}'s.` })),
    });
    const state = await until(feed, ({ phase }) => phase === 'refused');
    expect(state.refusal?.code).toBe('city-other');
    expect(cache.staging).toBeNull();
  });
});
