import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../contract/link.ts';
import { linkStage, type LinkStage } from './link.fixture.ts';

let stage: LinkStage;
beforeAll(async () => {
  stage = await linkStage();
});
afterAll(() => stage.close());

describe('the link', () => {
  test('sends a window all it subscribes to, bytes as bytes', async () => {
    const socket = stage.connect();
    const frame = new Promise<Frame>((resolve) => socket.once('frame', resolve));
    const subscriptions = [{ id: 'h', name: 'heat', params: {} }];
    expect(await socket.emitWithAck('subscribe', { subscriptions })).toEqual({ ok: true, value: { seq: 0 } });
    const sent = (await frame).answers['h'];
    expect(sent).toMatchObject({ asOf: 7, content: 'data' });
    expect(sent?.content === 'data' && Array.from(new Uint8Array(Object(sent.data)))).toEqual([1, 2, 3]);
  });

  test('sends a window no other frame before it has drawn the last, then the newest', async () => {
    const socket = stage.connect();
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
    for (let i = 0; i < 3; i++) await stage.clock.figures();
    drawn[0]?.();
    // An answered request came after the acknowledgement: the host has it.
    await socket.emitWithAck('open', {});
    await stage.clock.figures();
    await heard(2);
    expect(frames.map(({ seq }) => seq)).toEqual([0, 4]);
  });

  test.each([
    ['subscribe', { subscriptions: 'all' }, 'subscriptions'],
    ['subscribe', null, ''],
    ['subscribe', { subscriptions: [{ id: '', name: 'x', params: {} }] }, 'subscriptions.0.id'],
    ['subscribe', { subscriptions: [{ id: 'l', name: 'long', params: {} }] }, 'subscriptions.0.name'],
    ['ask', { name: 'x' }, 'params'],
    ['ask', { name: 'x', params: {}, at: 0 }, 'at'],
    ['ask', { name: 'x', params: {}, at: Number.NaN }, 'at'],
    ['open', { screen: '1', build: '' }, 'screen'],
    ['signIn', { account: 'lan', password: 7 }, 'password'],
    ['unlock', { session: 's' }, 'password'],
    ['changePassword', { session: 's', password: 'p' }, 'next'],
    ['endSession', { session: 's', id: '' }, 'id'],
    ['give', { session: 's', key: 'short', name: 'report', payload: {} }, 'key'],
    ['give', { session: 's', key: 'long-enough', name: 'x'.repeat(41), payload: {} }, 'name'],
    ['give', { session: 's', key: 'long-enough', name: 'report', payload: 'text' }, 'payload'],
  ])('%s refuses %j, naming what is wrong', async (event, request, where) => {
    const reply = await stage.connect().emitWithAck(event, request);
    expect(reply).toMatchObject({ ok: false, error: { code: 'question-params', where } });
  });

  test("a fault of the desk's comes whole", async () => {
    expect(await stage.connect().emitWithAck('open', { screen: 9, build: '' })).toEqual({
      ok: false,
      error: { code: 'screen-unknown', what: 'no screen 9', where: 'wall', hint: 'Its screens are 1.' },
    });
  });

  test('a question may name an instant, or none for now', async () => {
    const socket = stage.connect();
    const at = 1_700_000_000_000;
    await socket.emitWithAck('ask', { name: 'x', params: {}, at });
    await socket.emitWithAck('ask', { name: 'x', params: {} });
    expect(stage.asked.slice(-2)).toEqual([at, null]);
  });

  test('a write needs a session, and a session the password', async () => {
    const socket = stage.connect();
    const wish = { key: 'key-of-the-report', name: 'report', payload: { note: 'x' } };
    expect(await socket.emitWithAck('signIn', { account: 'lan.nguyen', password: 'wrong' })).toMatchObject({
      ok: false,
      error: { code: 'sign-in-wrong' },
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
    const { value } = await socket.emitWithAck('signIn', { account: 'lan.nguyen', password: 'right' });
    expect(await socket.emitWithAck('give', { ...wish, ...value })).toEqual({
      ok: true,
      value: { key: 'key-of-the-report', result: null, by: 'lan.nguyen' },
    });
  });

  test('who waits no longer, by a word or by going, is told of by the name it asks by', async () => {
    const socket = stage.connect();
    await socket.emitWithAck('ask', { name: 'long', params: {} });
    const { id } = socket;
    socket.emit('enough');
    await expect.poll(() => stage.enough.filter((one) => one === id).length).toBe(1);
    await socket.emitWithAck('ask', { name: 'long', params: {} });
    expect(stage.gone).not.toContain(id);
    socket.close();
    await expect.poll(() => stage.enough.filter((one) => one === id).length).toBe(2);
    expect(stage.gone).toContain(id);
  });

  test('a request that wants no answer, and one without any sense, harm nothing', async () => {
    const socket = stage.connect();
    socket.emit('ask', { name: 'x', params: {} });
    socket.emit('open');
    socket.emit('nonsense', 1);
    expect(await socket.emitWithAck('ask', { name: 'x', params: {} })).toMatchObject({ ok: true });
  });

  test.each([[{ origin: 'http://evil.example' }], [{ host: 'evil.example' }]])(
    'turns away %j',
    async (extraHeaders) => {
      const socket = stage.connect({ extraHeaders });
      await expect(
        new Promise((resolve, reject) => {
          socket.once('connect', () => resolve('in'));
          socket.once('connect_error', reject);
        }),
      ).rejects.toThrow('websocket error');
    },
  );

  test('every window is told to open again', async () => {
    const windows = [stage.connect(), stage.connect()];
    const told = windows.map(
      (socket) => new Promise<void>((resolve) => socket.once('reopen', () => resolve())),
    );
    await Promise.all(windows.map((s) => new Promise<void>((resolve) => s.once('connect', () => resolve()))));
    stage.link.reopen();
    await Promise.all(told);
  });
});

describe('personal parts', () => {
  const request = { service: '1022', id: 'P-1', session: 'token' };
  const look = { ...request, field: 'text', purpose: { code: 'reply' } };

  test('are for consoles: a screen of the wall is refused, whoever’s session it shows', async () => {
    for (const what of [{}, { screen: 1 }, { board: 'map' }]) {
      const screen = stage.connect();
      await screen.emitWithAck('open', { build: '', session: 'token', ...what });
      for (const [event, asked] of [
        ['part', request],
        ['look', look],
      ] as const)
        expect(await screen.emitWithAck(event, asked)).toMatchObject({
          ok: false,
          error: { code: 'role-needed' },
        });
    }
    const unopened = stage.connect();
    expect(await unopened.emitWithAck('look', look)).toMatchObject({ error: { code: 'role-needed' } });
  });

  test('are for whoever is signed in on one, who says what for', async () => {
    const console = stage.connect();
    await console.emitWithAck('open', { build: '', console: true, session: 'token' });
    expect(await console.emitWithAck('look', look)).toEqual({ ok: true, value: 'words of somebody' });
    expect(await console.emitWithAck('part', request)).toMatchObject({
      ok: true,
      value: { standing: 'held' },
    });
    for (const [wrong, where] of [
      [{ purpose: undefined }, 'purpose'],
      [{ purpose: { code: 'curious' } }, 'purpose.code'],
      [{ purpose: { code: 'other' } }, 'purpose.words'],
      [{ purpose: { code: 'other', words: ' \u202e ' } }, 'purpose.words'],
      [{ field: 'rev' }, 'field'],
      [{ service: '' }, 'service'],
    ] as const)
      expect(await console.emitWithAck('look', { ...look, ...wrong })).toMatchObject({
        error: { code: 'question-params', where },
      });
    expect(await console.emitWithAck('look', { ...look, session: 'x' })).toMatchObject({
      error: { code: 'session-needed' },
    });
  });
});
