import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import process from 'node:process';
import { LINK_NAMESPACE } from '../../sync/contract/link.ts';

/**
 * Many windows that behave as no page of ours does, in a process of their own: `flood.ts PORT KIND WINDOWS`, until its channel tells it to
 * stop. They speak raw WebSocket, since a client that parsed what it is sent would be busier than the host.
 */
export const FLOODS = ['subscribe', 'ask', 'unread', 'open', 'root'] as const;
export type Flood = (typeof FLOODS)[number];

/** Every window sends so many requests at each tick. */
const TICK = 100;
const PER_TICK = 10;

/** A flood's own work is no matter of the host's: on few cores it must not stand in the host's way. */
const PRIORITY = 10;

let asked = 0;
const service = '1022';
const RANGES = ['today', '24h', '7d', '30d'] as const;
/** A question that few have asked before. */
function fresh(name: 'units' | 'categories' | 'cases'): object {
  asked += 1;
  const range = RANGES[asked % RANGES.length];
  if (name === 'cases') return { service, limit: 1 + (asked % 200) };
  return name === 'units'
    ? { service, range, limit: 1 + (asked % 500) }
    : { service, range, limit: 1 + (asked % 100) };
}
/** Instants that nobody asked about before. */
const past = (): number => Date.now() - 3_600_000 - (asked += 1);

const REQUESTS: Record<Exclude<Flood, 'root'>, () => unknown[]> = {
  subscribe: () => {
    const names = ['units', 'categories', 'cases', 'units'] as const;
    return [
      'subscribe',
      { subscriptions: names.map((name, i) => ({ id: `${i}`, name, params: fresh(name) })) },
    ];
  },
  ask: () => ['ask', { name: 'units', params: { service, range: '30d' }, at: past() }],
  unread: () => ['ask', { name: 'cases', params: { service, limit: 200 }, at: past() }],
  open: () => ['open', { screen: 1, build: '' }],
};

/** A text frame as a client sends it; its mask is of zeros. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head =
    length < 126
      ? Buffer.from([0x81, 0x80 | length])
      : Buffer.from([0x81, 0x80 | 126, (length >> 8) & 0xff, length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

/** One window: connected to a namespace once it has shaken hands; null where it is turned away. */
function opened(port: number, namespace: string, reads: boolean): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        [
          'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
          `Host: 127.0.0.1:${port}`,
          ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
          ...['', ''],
        ].join('\r\n'),
      ),
    );
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
    let said = '';
    const hear = (data: Buffer): void => {
      const greeted = said !== '';
      said += data.toString('latin1');
      if (!greeted) socket.write(frame(namespace === '/' ? '40' : `40${namespace},`));
      // What is sent before it has joined would end it.
      if (namespace !== '/' && !said.includes(`40${namespace},`)) return;
      socket.off('data', hear);
      if (reads) socket.resume();
      else socket.pause();
      resolve(socket);
    };
    socket.on('data', hear);
  });
}

async function main(port: number, kind: Flood, windows: number): Promise<void> {
  setPriority(PRIORITY);
  const namespace = kind === 'root' ? '/' : LINK_NAMESPACE;
  const sockets = await Promise.all(
    Array.from({ length: windows }, () => opened(port, namespace, kind !== 'unread')),
  );
  const open = sockets.filter((one) => one !== null);
  process.send?.({ opened: open.length });
  const timer = setInterval(() => {
    if (kind === 'root') return;
    for (const socket of open) {
      if (!socket.writable || socket.writableNeedDrain) continue;
      const requests = Array.from({ length: PER_TICK }, () =>
        frame(`42${LINK_NAMESPACE},${asked % 1000}${JSON.stringify(REQUESTS[kind]())}`),
      );
      socket.write(Buffer.concat(requests));
    }
  }, TICK);
  process.once('message', () => {
    clearInterval(timer);
    for (const socket of open) socket.destroy();
    process.disconnect?.();
  });
}

const [, , port, kind, windows] = process.argv;
const named = FLOODS.find((one) => one === kind);
if (port !== undefined && named !== undefined) {
  process.on('disconnect', () => process.exit(0));
  await main(Number(port), named, Number(windows));
}
