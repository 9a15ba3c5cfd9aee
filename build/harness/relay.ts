import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { FEED_NAMESPACE } from '../../sync/contract/feed.ts';
import { FEED_SOCKET_OPTIONS } from '../../sync/feeds/serve/server.ts';

/** What becomes of a message: it is carried, or lost, or lost and its line is cut. */
export type Passage = 'carried' | 'lost' | 'cut';

/** A line between walls and their city on 127.0.0.1 that carries whole messages of the feed, and may lose some. */
export interface Relay {
  /** Where walls find their city. */
  address: string;
  /** From now on nobody is let through, or again. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

/** Opens a relay to the city at a port; `passage` says what becomes of each message. */
export async function relayTo(
  port: number,
  passage: (event: string, message: unknown) => Passage = () => 'carried',
): Promise<Relay> {
  const http = createServer();
  const near = new Server(http, { ...FEED_SOCKET_OPTIONS, serveClient: false });
  let open = true;
  near.of(FEED_NAMESPACE).on('connection', (wall) => {
    if (!open) return void wall.disconnect(true);
    carry(wall, port, passage);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${portOf(http)}/`,
    cut() {
      open = false;
      near.of(FEED_NAMESPACE).disconnectSockets(true);
    },
    mend: () => void (open = true),
    close: () => near.close(),
  };
}

function carry(wall: Socket, port: number, passage: Parameters<typeof relayTo>[1] & object): void {
  const city = io(`http://127.0.0.1:${port}${FEED_NAMESPACE}`, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
  });
  const end = (): void => {
    city.disconnect();
    wall.disconnect(true);
  };
  const through = (to: { emit: (event: string, message: unknown) => unknown }) => {
    return (event: string, message: unknown): void => {
      const becomes = passage(event, message);
      if (becomes === 'carried') to.emit(event, message);
      if (becomes === 'cut') end();
    };
  };
  wall.onAny(through(city));
  city.onAny(through(wall));
  wall.on('disconnect', end);
  city.on('disconnect', end);
  city.on('connect_error', end);
}

function portOf(http: HttpServer): number {
  const at = http.address() as AddressInfo;
  return at.port;
}
