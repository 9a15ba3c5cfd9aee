import { once } from 'node:events';
import type { DisconnectReason, Namespace, Server, ServerOptions, Socket } from 'socket.io';
import type { Command, CommandResult } from '../../contract/commands.ts';
import { CitywallError } from '../../contract/errors.ts';
import { BEAT_EVERY, FEED_NAMESPACE, MAX_MESSAGE } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';
import type { LogReader, Lifecycle } from '../../store/ports.ts';
import type { Admission, CityIdentity } from './greeting.ts';
import { publicOnly, refuse } from './greeting.ts';
import { Session } from './session.ts';

/** What the socket.io server that carries a feed must be made with. */
export const FEED_SOCKET_OPTIONS: Partial<ServerOptions> = {
  maxHttpBufferSize: MAX_MESSAGE,
  // A thin link may be busy with one delta for a while before it can answer a ping.
  pingInterval: 20 * SECOND,
  pingTimeout: 60 * SECOND,
  // Records become a quarter of what they were, with the least work; on a good line that would cost more than it saves.
  perMessageDeflate: {
    threshold: 1024,
    serverNoContextTakeover: true,
    clientNoContextTakeover: true,
    zlibDeflateOptions: { level: 1 },
  },
};

export interface FeedServerParts {
  log: LogReader;
  /** Calls back whenever the log grew; returns how to end that. */
  grew: (listener: () => void) => () => void;
  identity: CityIdentity;
  /** Carries out a command, or finds what became of it before. Durable before it resolves. */
  commands: (command: Command) => Promise<CommandResult>;
  /** The city's own clock, milliseconds since 1970. */
  clock: () => number;
  /** Tells the log of a fault of the origin's own. */
  report: (error: CitywallError) => void;
  /** Decides who is let in; without one, everybody who asks for nothing personal. */
  admit?: Admission;
  /** How many clients are served at once. */
  clients?: number;
  /** Milliseconds between beats; at most {@link BEAT_EVERY}. */
  beatEvery?: number;
  /** A connection that has not been welcomed after this many milliseconds is closed. */
  helloWithin?: number;
}

/** Resolves when the connection has written what it was given, or is gone. */
async function drained(socket: Socket): Promise<void> {
  const { conn } = socket;
  while (socket.connected && conn.readyState === 'open' && !conn.transport.writable) {
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([
      once(conn.transport, 'ready', { signal }),
      once(conn, 'close', { signal }),
      once(conn, 'upgrade', { signal }),
    ]);
    waiting.abort();
  }
}

/**
 * The origin's side of the feed: one {@link Session} a client on the namespace `/feed` of a socket.io
 * server that somebody else listens with (made with {@link FEED_SOCKET_OPTIONS}).
 * `run` resolves when stopped; clients are served from the moment it is called.
 */
export class FeedServer implements Lifecycle {
  readonly #feed: Namespace;
  readonly #parts: FeedServerParts;
  readonly #sessions = new Map<Socket, Session>();
  readonly #stopped = Promise.withResolvers<undefined>();
  #endings: (() => void)[] = [];
  #beating = false;

  constructor(io: Server, parts: FeedServerParts) {
    this.#feed = io.of(FEED_NAMESPACE);
    this.#parts = parts;
  }

  /** How many clients are welcomed now. */
  get clients(): number {
    return [...this.#sessions.values()].filter((session) => session.open).length;
  }

  async run(): Promise<void> {
    const connect = (socket: Socket): void => {
      this.#connect(socket);
    };
    this.#feed.on('connection', connect);
    const beats = setInterval(
      () => void this.#beat(),
      Math.min(this.#parts.beatEvery ?? 0.8 * BEAT_EVERY, BEAT_EVERY),
    );
    const unsubscribe = this.#parts.grew(() => {
      for (const session of this.#sessions.values()) void session.pump();
    });
    this.#endings = [
      () => this.#feed.off('connection', connect),
      () => {
        clearInterval(beats);
      },
      unsubscribe,
    ];
    await this.#stopped.promise;
  }

  async stop(): Promise<void> {
    for (const ending of this.#endings) ending();
    this.#endings = [];
    const sessions = [...this.#sessions];
    for (const [socket, session] of sessions) {
      session.end();
      socket.disconnect(true);
    }
    await Promise.all(sessions.map(([, session]) => session.idle()));
    this.#stopped.resolve(undefined);
  }

  #connect(socket: Socket): void {
    if (this.#sessions.size >= (this.#parts.clients ?? 64)) {
      socket.emit(
        'refusal',
        refuse('busy', 'This city serves as many clients as it can.', 'Try again later.'),
      );
      socket.disconnect();
      return;
    }
    const session = new Session({
      log: this.#parts.log,
      identity: this.#parts.identity,
      admit: this.#parts.admit ?? publicOnly,
      commands: this.#parts.commands,
      clock: this.#parts.clock,
      report: this.#parts.report,
      send: (event, message) => {
        socket.compress(session.thin).emit(event, message);
      },
      drained: () => drained(socket),
      close: () => {
        socket.disconnect();
      },
    });
    this.#sessions.set(socket, session);
    const silent = setTimeout(
      () => {
        if (!session.open) socket.disconnect();
      },
      this.#parts.helloWithin ?? 30 * SECOND,
    );
    socket.onAny((event: unknown, message: unknown) => void session.receive(String(event), message));
    socket.on('disconnect', (_reason: DisconnectReason) => {
      clearTimeout(silent);
      session.end();
      this.#sessions.delete(socket);
    });
  }

  /** One look at the log for all clients. Where the log cannot be read there is no beat: clients show it as late. */
  async #beat(): Promise<void> {
    if (this.#beating || this.#sessions.size === 0) return;
    this.#beating = true;
    try {
      const head = await this.#parts.log.head();
      for (const session of this.#sessions.values()) session.beat(head);
    } catch (error) {
      this.#parts.report(
        new CitywallError('feed-message', { what: 'The log cannot be read for a beat.' }, { cause: error }),
      );
    } finally {
      this.#beating = false;
    }
  }
}
