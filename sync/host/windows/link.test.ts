import { pino } from 'pino';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../contract/answers.ts';
import { CitywallError } from '../../contract/errors.ts';
import { LINK_NAMESPACE, type Frame, type LineState } from '../../contract/link.ts';
import { FrameClock } from './frames.ts';
import { listen, type Listening } from '../web/http.ts';
import { WallLink } from './link.ts';

const answer: Answer = {
  asOf: 7,
  freshness: { state: 'live', since: 7, source: '' },
  content: 'data',
  data: new Uint8Array([1, 2, 3]),
};
const state: LineState = { state: 'live', heard: 7, city: 'c', progress: null, faults: [] };
const clock = new FrameClock({
  slice: (questions) => Promise.resolve({ asOf: 7, answers: questions.map(() => ({ answer, tag: 'same' })) }),
  line: () => state,
  now: () => 7,
});
/** The frames of consoles tell an instant of their own. */
const consoles = new FrameClock({
  slice: (questions) => Promise.resolve({ asOf: 8, answers: questions.map(() => ({ answer, tag: 'same' })) }),
  line: () => state,
  now: () => 8,
});
const sockets: Socket[] = [];
const asked: (number | null)[] = [];
const enough: string[] = [];
let host: Listening;
let link: WallLink;

beforeAll(async () => {
  host = await listen(0, async (_request, response) => void response.end(), pino({ level: 'silent' }));
  link = new WallLink(
    host.server,
    host.port,
    { walls: clock, consoles },
    {
      open: () => {
        throw new CitywallError('screen-unknown', {
          what: 'no screen 9',
          where: 'wall',
          hint: 'Its screens are 1.',
        });
      },
      signIn: (key) =>
        key === 'right'
          ? Promise.resolve({ session: 'token', name: 'desk-1' })
          : Promise.reject(new CitywallError('session-key', { what: 'The key is not this wall’s.' })),
      give: ({ session, key }) =>
        session === 'token'
          ? Promise.resolve({ key, result: null, by: 'desk-1' })
          : Promise.reject(
              new CitywallError('session-needed', { what: 'Only a console that is signed in may.' }),
            ),
      said: ({ session, keys }) =>
        session === 'token'
          ? Promise.resolve(Object.fromEntries(keys.map((key) => [key, 'words'])))
          : Promise.reject(
              new CitywallError('session-needed', { what: 'Only a console that is signed in may.' }),
            ),
      enough: (asker) => void enough.push(asker),
      ask: (_question, at) => {
        asked.push(at);
        return Promise.resolve(answer);
      },
    },
  );
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await link.stop();
  await host.close();
});

function connect(options: Partial<ManagerOptions & SocketOptions> = {}): Socket {
  const socket = io(new URL(LINK_NAMESPACE, host.address).href, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...options,
  });
  sockets.push(socket);
  return socket;
}

describe('the link', () => {
  test('sends a window all it subscribes to, bytes as bytes', async () => {
    const socket = connect();
    const frame = new Promise<Frame>((resolve) => socket.once('frame', resolve));
    const subscriptions = [{ id: 'h', name: 'heat', params: {} }];
    expect(await socket.emitWithAck('subscribe', { subscriptions })).toEqual({ ok: true, value: { seq: 0 } });
    const sent = (await frame).answers['h'];
    expect(sent).toMatchObject({ asOf: 7, content: 'data' });
    expect(sent?.content === 'data' && Array.from(new Uint8Array(Object(sent.data)))).toEqual([1, 2, 3]);
  });

  test('sends a window no other frame before it has drawn the last, then the newest', async () => {
    const socket = connect();
    const frames: Frame[] = [];
    const drawn: (() => void)[] = [];
    const heard = (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => (frames.length >= count ? resolve() : void socket.once('frame', look));
        look();
      });
    socket.on('frame', (frame: Frame, done: () => void) => {
      frames.push(frame);
      drawn.push(done);
    });
    await socket.emitWithAck('subscribe', { subscriptions: [{ id: 'h', name: 'heat', params: {} }] });
    await heard(1);
    for (let i = 0; i < 3; i++) await clock.figures();
    drawn[0]?.();
    // An answered request came after the acknowledgement: the host has it.
    await socket.emitWithAck('open', {});
    await clock.figures();
    await heard(2);
    expect(frames.map(({ seq }) => seq)).toEqual([0, 4]);
  });

  test('a console is answered by the frames of consoles from the time it says that it is one', async () => {
    const socket = connect();
    const told: (number | null)[] = [];
    socket.on('frame', (frame: Frame, done: () => void) => {
      told.push(frame.asOf);
      done();
    });
    const subscriptions = [{ id: 'h', name: 'heat', params: {} }];
    await socket.emitWithAck('open', { build: '', console: true });
    await socket.emitWithAck('subscribe', { subscriptions });
    await clock.figures();
    await consoles.figures();
    // An answered request comes after the frames that were sent before it.
    await socket.emitWithAck('ask', { name: 'x', params: {} });
    expect(new Set(told)).toEqual(new Set([8]));
  });

  test.each([
    ['subscribe', { subscriptions: 'all' }, 'subscriptions'],
    ['subscribe', null, ''],
    ['subscribe', { subscriptions: [{ id: '', name: 'x', params: {} }] }, 'subscriptions.0.id'],
    ['ask', { name: 'x' }, 'params'],
    ['ask', { name: 'x', params: {}, at: 0 }, 'at'],
    ['ask', { name: 'x', params: {}, at: Number.NaN }, 'at'],
    ['open', { screen: '1', build: '' }, 'screen'],
    ['signIn', { key: 7 }, 'key'],
    ['give', { session: 's', key: 'short', name: 'report', payload: {} }, 'key'],
    ['give', { session: 's', key: 'long-enough', name: 'x'.repeat(41), payload: {} }, 'name'],
    ['give', { session: 's', key: 'long-enough', name: 'report', payload: 'text' }, 'payload'],
  ])('%s refuses %j, naming what is wrong', async (event, request, where) => {
    const reply = await connect().emitWithAck(event, request);
    expect(reply).toMatchObject({ ok: false, error: { code: 'question-params', where } });
  });

  test("a fault of the desk's comes whole", async () => {
    expect(await connect().emitWithAck('open', { screen: 9, build: '' })).toEqual({
      ok: false,
      error: { code: 'screen-unknown', what: 'no screen 9', where: 'wall', hint: 'Its screens are 1.' },
    });
  });

  test('a question may name an instant, or none for now', async () => {
    const socket = connect();
    const at = 1_700_000_000_000;
    await socket.emitWithAck('ask', { name: 'x', params: {}, at });
    await socket.emitWithAck('ask', { name: 'x', params: {} });
    expect(asked.slice(-2)).toEqual([at, null]);
  });

  test('a write needs a session, and a session the key', async () => {
    const socket = connect();
    const wish = { key: 'key-of-the-report', name: 'report', payload: { note: 'x' } };
    expect(await socket.emitWithAck('signIn', { key: 'wrong' })).toMatchObject({
      ok: false,
      error: { code: 'session-key' },
    });
    expect(await socket.emitWithAck('give', { ...wish, session: 'guess' })).toMatchObject({
      ok: false,
      error: { code: 'session-needed' },
    });
    const keys = ['key-of-the-report'];
    expect(await socket.emitWithAck('said', { session: 'guess', keys })).toMatchObject({
      ok: false,
      error: { code: 'session-needed' },
    });
    expect(await socket.emitWithAck('said', { session: 'token', keys })).toEqual({
      ok: true,
      value: { 'key-of-the-report': 'words' },
    });
    const { value } = await socket.emitWithAck('signIn', { key: 'right' });
    expect(await socket.emitWithAck('give', { ...wish, ...value })).toEqual({
      ok: true,
      value: { key: 'key-of-the-report', result: null, by: 'desk-1' },
    });
  });

  test('who waits no longer, by a word or by going, is told of by the name it asks by', async () => {
    const socket = connect();
    await socket.emitWithAck('ask', { name: 'x', params: {} });
    const { id } = socket;
    socket.emit('enough');
    await expect.poll(() => enough.filter((one) => one === id).length).toBe(1);
    socket.close();
    await expect.poll(() => enough.filter((one) => one === id).length).toBe(2);
  });

  test('a request that wants no answer, and one without any sense, harm nothing', async () => {
    const socket = connect();
    socket.emit('ask', { name: 'x', params: {} });
    socket.emit('open');
    socket.emit('nonsense', 1);
    expect(await socket.emitWithAck('ask', { name: 'x', params: {} })).toMatchObject({ ok: true });
  });

  test.each([[{ origin: 'http://evil.example' }], [{ host: 'evil.example' }]])(
    'turns away %j',
    async (extraHeaders) => {
      const socket = connect({ extraHeaders });
      await expect(
        new Promise((resolve, reject) => {
          socket.once('connect', () => resolve('in'));
          socket.once('connect_error', reject);
        }),
      ).rejects.toThrow('websocket error');
    },
  );

  test('every window is told to open again', async () => {
    const windows = [connect(), connect()];
    const told = windows.map(
      (socket) => new Promise<void>((resolve) => socket.once('reopen', () => resolve())),
    );
    await Promise.all(windows.map((s) => new Promise<void>((resolve) => s.once('connect', () => resolve()))));
    link.reopen();
    await Promise.all(told);
  });
});
