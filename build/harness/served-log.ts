import { createServer } from 'node:http';
import { Server } from 'socket.io';
import type { CityIdentity } from '../../sync/feeds/serve/greeting.ts';
import { FEED_SOCKET_OPTIONS, FeedServer } from '../../sync/feeds/serve/server.ts';
import type { LogReader } from '../../sync/store/ports.ts';

/** A log that is served as a city's feed, on a port of its own of 127.0.0.1. */
export interface ServedLog {
  port: number;
  /** The log grew. */
  grew: () => void;
  stop: () => Promise<void>;
}

/** Serves a log; no commands. */
export async function serveLog(log: LogReader, identity: CityIdentity): Promise<ServedLog> {
  const listeners = new Set<() => void>();
  const http = createServer();
  const io = new Server(http, { ...FEED_SOCKET_OPTIONS, serveClient: false });
  const feed = new FeedServer(io, {
    log,
    grew: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    identity,
    commands: () => Promise.reject(new Error('no commands here')),
    clock: Date.now,
    report: (error) => {
      throw error;
    },
    beatEvery: 1_000,
  });
  void feed.run();
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    port: address.port,
    grew: () => {
      for (const listener of listeners) listener();
    },
    async stop() {
      await feed.stop();
      await io.close();
    },
  };
}
