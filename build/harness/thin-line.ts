import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How bad a line is. */
export interface Thinness {
  /** What it carries from the city to the wall in a second, all its connections together. */
  bytesPerSecond: number;
  /** After how many bytes to the wall a connection is cut; Infinity for never. */
  cutAfter: () => number;
}

/** A line between a wall and its city on 127.0.0.1, thin and lossy. */
export interface ThinLine {
  /** Where the wall finds its city. */
  address: string;
  /** What it was so far: bytes carried to the wall, connections, and how many of those it cut. */
  readonly carried: number;
  readonly opened: number;
  readonly cut: number;
  /** From now on it is like this, also for what is on its way. */
  become: (next: Thinness) => void;
  close: () => Promise<void>;
}

/** The line is given a share of its second so often, milliseconds. */
const TURN = 50;
/** Nothing is held in the line beyond this, so that the city is not told that what waits here has left. */
const HELD = 16 * 1024;

/** Opens a line to whoever serves on `port`. */
export async function thinLine(port: number, thinness: Thinness): Promise<ThinLine> {
  let now = thinness;
  let [carried, opened, cut] = [0, 0, 0];
  const live = new Set<Socket>();
  let closed = false;

  const carry = async (from: Socket, to: Socket): Promise<void> => {
    let like = now;
    let left = like.cutAfter();
    for await (const data of from.iterator({ destroyOnReturn: false })) {
      for (let rest: Buffer = data; rest.length > 0 && !closed;) {
        if (like !== now) {
          like = now;
          left = like.cutAfter();
        }
        const share = Math.max(
          1,
          Math.floor((now.bytesPerSecond * TURN) / 1000 / Math.max(1, live.size / 2)),
        );
        const part = rest.subarray(0, Math.min(share, left, HELD));
        to.write(part);
        carried += part.length;
        left -= part.length;
        rest = rest.subarray(part.length);
        if (left === 0) {
          cut += 1;
          from.destroy();
          to.destroy();
          return;
        }
        if (now.bytesPerSecond !== Infinity) await pause(TURN);
      }
    }
    to.end();
  };

  const server = createServer((wall) => {
    opened += 1;
    const city = connect({ port, host: '127.0.0.1', readableHighWaterMark: HELD } as never);
    for (const [one, other] of [
      [wall, city],
      [city, wall],
    ] as const) {
      live.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        live.delete(one);
        other.destroy();
      });
    }
    // As proxies do: a city knows itself by its own name alone.
    wall.once('data', (head: Buffer) => {
      const named = head.toString('latin1').replace(/^(host: 127\.0\.0\.1:)\d+/im, `$1${String(port)}`);
      city.write(named, 'latin1');
      wall.pipe(city);
    });
    // A side that goes away ends the reading with an error: there is nothing left to carry.
    carry(city, wall).catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: given } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${String(given)}/`,
    get carried() {
      return carried;
    },
    get opened() {
      return opened;
    },
    get cut() {
      return cut;
    },
    become: (next) => (now = next),
    close: async () => {
      closed = true;
      for (const socket of live) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
