import { createServer, type Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { LINK_NAMESPACE, type LinkError } from '../../sync/contract/link.ts';
import { linkTo, type HostLink } from './host.ts';

const FULL: LinkError = { code: 'windows-full', what: 'There are 200 windows already.', where: '', hint: '' };
const BUSY: LinkError = { code: 'window-busy', what: 'Too many wait.', where: '', hint: '' };

let ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  ends = [];
});

/** A host that refuses each thing so often before it takes it, and what a window of it is told. */
async function world(refusals: { places?: number; subscriptions?: number; asks?: number; closes?: number }) {
  const left = { places: 0, subscriptions: 0, asks: 0, closes: 0, ...refusals };
  const server: HttpServer = createServer();
  const io = new Server(server, { transports: ['websocket'] });
  ends.push(() => io.close());
  io.of(LINK_NAMESPACE).use((_socket, next) =>
    next(left.places-- > 0 ? Object.assign(new Error(FULL.what), { data: FULL }) : undefined),
  );
  const taken: string[] = [];
  io.of(LINK_NAMESPACE).on('connection', (socket) => {
    if (left.closes-- > 0) socket.disconnect();
    socket.on('open', (_request, reply) => reply({ ok: true, value: {} }));
    socket.on('subscribe', (_request, reply) => {
      const refused = left.subscriptions-- > 0;
      if (!refused) taken.push('subscribe');
      reply(refused ? { ok: false, error: BUSY } : { ok: true, value: { seq: 1 } });
    });
    socket.on('ask', (_request, reply) =>
      reply(left.asks-- > 0 ? { ok: false, error: BUSY } : { ok: true, value: 'answered' }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const told: (string | null)[] = [];
  const link: HostLink = linkTo(`http://127.0.0.1:${address.port}`, () => ({ build: '' }), {
    opened: () => told.push('opened'),
    frame: () => undefined,
    refused: (error) => told.push(error?.code ?? null),
  });
  ends.push(() => link.close());
  return { link, told, taken };
}

test('a window that is turned away says why, and comes in by itself when there is room', async () => {
  const { told } = await world({ places: 3 });
  await expect
    .poll(() => told, { timeout: 20_000 })
    .toEqual([...['windows-full', 'windows-full', 'windows-full'], 'opened']);
});

test('one that was let in and closed comes back by itself', async () => {
  const { told } = await world({ closes: 2 });
  await expect.poll(() => told.at(-1), { timeout: 20_000 }).toBe('opened');
});

test('what it subscribes to is asked again until it is taken', async () => {
  const { taken, told } = await world({ subscriptions: 3 });
  await expect.poll(() => taken, { timeout: 20_000 }).toEqual(['subscribe']);
  expect(told).toEqual(['opened']);
});

test('a question that is refused for a while is asked again while there is time, and then tells why', async () => {
  const { link, told } = await world({ asks: 2 });
  await expect.poll(() => told).toEqual(['opened']);
  expect(await link.ask('x', {})).toEqual({ ok: true, value: 'answered' });
  const { link: never, told: later } = await world({ asks: 1_000 });
  await expect.poll(() => later).toEqual(['opened']);
  expect(await never.ask('x', {}, { within: 1_500 })).toEqual({ ok: false, error: BUSY });
});
