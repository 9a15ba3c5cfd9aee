import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { FEED_NAMESPACE, MAX_MESSAGE } from '../../contract/feed.ts';
import { PROTOCOL } from '../../contract/version.ts';
import { MemoryCache } from '../city/memory-cache.fixture.ts';
import type { Served } from '../city/sockets.fixture.ts';
import { addressOf, cityOf, endings, follow, serve, until } from '../city/sockets.fixture.ts';

describe('a city among strangers', () => {
  /** A bare client that says what it likes. */
  const stranger = (served: Served) => {
    const socket = io(`${served.address.replace(/\/$/, '')}${FEED_NAMESPACE}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    endings.push(() => void socket.disconnect());
    return socket;
  };
  const hello = { protocol: PROTOCOL, client: 'x', version: '0', scope: { personal: false }, cursor: null };

  it('refuses another protocol, personal parts, and whatever it cannot read', async () => {
    const served = await serve(cityOf(1));
    const cases: [string, unknown, string][] = [
      ['hello', { ...hello, protocol: PROTOCOL + 1, hi: 'there' }, 'protocol'],
      ['hello', { ...hello, scope: { personal: true } }, 'scope'],
      ['hello', null, 'malformed'],
      ['hello', { ...hello, client: 'x'.repeat(100) }, 'malformed'],
      ['ack', { epoch: 'e', seq: 1 }, 'malformed'],
      ['chunk', { snapshot: 'x', after: null }, 'malformed'],
      ['command', [], 'malformed'],
      ['nonsense', { a: 1 }, 'malformed'],
    ];
    for (const [event, message, code] of cases) {
      const socket = stranger(served);
      const answer = new Promise((resolve) => socket.on('refusal', resolve));
      const closed = new Promise((resolve) => socket.on('disconnect', resolve));
      socket.emit(event, message);
      expect(await answer).toMatchObject({ code, protocol: PROTOCOL });
      await closed;
    }
    const cache = new MemoryCache();
    const feed = follow(served.address, cache);
    await until(feed, ({ phase }) => phase === 'live');
  });

  it('ends a command that it cannot read with the reason, and keeps the line', async () => {
    const served = await serve(cityOf(1));
    const socket = stranger(served);
    const welcome = new Promise((resolve) => socket.on('welcome', resolve));
    socket.emit('hello', hello);
    await welcome;
    const result = new Promise((resolve) => socket.on('result', resolve));
    const command = {
      client: 'x',
      n: 1,
      key: 'of-1970-xx',
      payload: { what: 'note' },
      expires: Date.UTC(2026, 0, 1),
    };
    socket.emit('command', { ...command, givenAt: 5_000 });
    expect(await result).toMatchObject({
      ...{ key: 'of-1970-xx', outcome: 'rejected' },
      remarks: [{ code: 'unreadable', name: 'givenAt' }],
    });
    expect(socket.connected).toBe(true);
  });

  it('outlives messages that are too large or no messages at all', async () => {
    const served = await serve(cityOf(1));
    const big = stranger(served);
    const closed = new Promise((resolve) => big.on('disconnect', resolve));
    big.emit('hello', 'x'.repeat(MAX_MESSAGE + 1));
    await closed;
    const raw = new WebSocket(`ws://127.0.0.1:${String(served.port)}/socket.io/?EIO=4&transport=websocket`);
    const over = new Promise((resolve) => raw.addEventListener('close', resolve));
    raw.addEventListener('message', () => raw.send('42 this is { no JSON'));
    await over;
    const cache = new MemoryCache();
    const feed = follow(served.address, cache);
    await until(feed, ({ phase }) => phase === 'live');
  });

  it('lets a wall know that it speaks another protocol, and the wall says so', async () => {
    const http = createServer();
    const sockets = new Server(http);
    let answer: [string, object] = [
      'refusal',
      { code: 'protocol', what: 'no', hint: 'no', protocol: PROTOCOL + 1 },
    ];
    sockets.of(FEED_NAMESPACE).on('connection', (socket) => socket.on('hello', () => socket.emit(...answer)));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    endings.push(() => sockets.close());
    const address = `http://127.0.0.1:${String(addressOf(http.address()).port)}`;
    const expectations: [[string, object], string, string][] = [
      [answer, 'city-protocol', 'refused'],
      [['welcome', { protocol: PROTOCOL + 1, quite: 'another' }], 'city-protocol', 'refused'],
      [
        ['refusal', { code: 'credential', what: 'Who?', hint: 'Ask.', protocol: PROTOCOL }],
        'city-refused',
        'refused',
      ],
      [['refusal', { code: 'busy', what: 'No.', hint: 'Wait.', protocol: PROTOCOL }], 'city-busy', 'refused'],
      [['welcome', { protocol: PROTOCOL, mode: 'resume' }], 'feed-message', 'connecting'],
      [['delta', { garbage: true }], 'feed-message', 'connecting'],
    ];
    for (const [said, code, phase] of expectations) {
      answer = said;
      const feed = follow(address, new MemoryCache());
      const state = await until(feed, ({ refusal }) => refusal !== null);
      expect([state.refusal?.code, state.phase]).toEqual([code, phase]);
      await feed.stop();
    }
  });
});
