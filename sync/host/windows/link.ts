import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server } from 'socket.io';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import type { Health } from '../../contract/health.ts';
import type { Instant } from '../../contract/instants.ts';
import { type HostToWindow, LINK_NAMESPACE, type WindowToHost } from '../../contract/link.ts';
import { elsewhere, type Listening } from '../web/http.ts';
import { loopback, refused } from '../web/origins.ts';
import { Budget, MOST_WINDOWS } from './budget.ts';
import { Connections } from './connections.ts';
import type { FrameClock } from './frames.ts';
import type { LinkDesk } from './requests.ts';
import type { MachinePass, Pass } from './pass.ts';
import { LANES, Turns } from './turns.ts';
import { LinkedWindow, type WallSocket } from './window.ts';

/** The largest request of a window, bytes: a subscription to 200 questions is half of it. */
const LARGEST_REQUEST = 64 * 1024;
/** Whoever connects and becomes no window within this time, milliseconds, is no window. */
const WINDOW_WITHIN = 5_000;

/** The sockets of the windows, on an HTTP server of the host's. Only pages of this host may connect. */
export class WallLink {
  readonly #io: Server<WindowToHost, HostToWindow>;
  readonly #screens = new Map<number, Instant>();
  readonly #windows = new Set<LinkedWindow>();
  readonly #budget: Budget;
  readonly #connections: Connections;
  /** What consoles on other machines came in by, by the request that brought them. */
  readonly #passes = new WeakMap<IncomingMessage, Pass>();

  /** `clock` is never set, milliseconds. */
  constructor(
    { server, port, refusal }: Pick<Listening, 'server' | 'port' | 'refusal'>,
    frames: FrameClock,
    desk: LinkDesk,
    clock: () => number = () => performance.now(),
  ) {
    this.#budget = new Budget(clock);
    this.#connections = new Connections(this.#budget, clock);
    const turns = new Turns({
      lanes: LANES,
      clock,
      later(wait, act) {
        const timer = setTimeout(act, wait);
        return () => clearTimeout(timer);
      },
    });
    this.#connections.wake = () => turns.wake();
    this.#connections.run();
    const turnedAway = new WeakSet<IncomingMessage>();
    this.#io = new Server(server, {
      serveClient: false,
      transports: ['websocket'],
      maxHttpBufferSize: LARGEST_REQUEST,
      connectTimeout: WINDOW_WITHIN,
      allowRequest: (request, decide) => decide(null, !turnedAway.has(request)),
    });
    // Before socket.io, whose own refusals have no headers.
    server.prependListener('upgrade', (request: IncomingMessage, socket: Duplex) => {
      const why = refused(request, loopback(port));
      if (why === null && this.#connections.mayConnect()) return;
      turnedAway.add(request);
      socket.on('error', () => undefined);
      socket.end(
        why === null
          ? refusal(503, { code: 'windows-full', what: 'there are more connections than a wall has' })
          : refusal(403, elsewhere(why, port)),
      );
    });
    this.#io.engine.on('connection', (line: WallSocket['conn']) => this.#connections.add(line));
    // Whatever else could be joined is nothing of ours.
    this.#io.use(({ conn }, next) => {
      this.#budget.count('turnedAway');
      this.#connections.of(conn).end();
      next(new Error('there is nothing here'));
    });
    const windows = this.#io.of(LINK_NAMESPACE);
    windows.use((_socket, next) => {
      const isFull = windows.sockets.size >= MOST_WINDOWS && !this.#connections.giveWay();
      if (isFull) this.#budget.count('turnedAway');
      next(isFull ? full() : undefined);
    });
    windows.on('connection', (socket: WallSocket) => {
      const connection = this.#connections.of(socket.conn);
      const drew = (screen: number): void => void this.#screens.set(screen, Date.now());
      const pass = this.#passes.get(socket.conn.request) ?? null;
      const window = new LinkedWindow({ socket, connection, clock: frames, turns, desk, drew, pass });
      this.#windows.add(window);
      socket.on('disconnect', () => void this.#windows.delete(window));
    });
  }

  /** Takes in a console on another machine, by a pass that was looked at. False where there is no room for it. */
  admit(request: IncomingMessage, socket: Duplex, head: Buffer, pass: Pass): boolean {
    if (!this.#connections.mayConnect()) return false;
    this.#passes.set(request, pass);
    this.#io.engine.handleUpgrade(request, socket, head);
    return true;
  }

  /** Tells every window to open again. */
  reopen(): void {
    this.#io.of(LINK_NAMESPACE).emit('reopen');
  }

  /** Others may be signed in now, or may sign in. */
  peopleChanged(): void {
    for (const window of this.#windows) window.peopleChanged();
  }

  /** The machines beyond this one of which screens are open just now. */
  get machines(): MachinePass[] {
    return [...this.#windows].flatMap(({ machine }) => machine ?? []);
  }

  /** When each screen last drew a frame since this host started, by its number. */
  get screens(): ReadonlyMap<number, Instant> {
    return this.#screens;
  }

  /** How many windows are connected, and what some of them wanted beyond their share in the last minute. */
  get load(): Health['windows'] {
    return { open: this.#io.of(LINK_NAMESPACE).sockets.size, ...this.#budget.counts };
  }

  /** Disconnects every window; the HTTP server closes with it. */
  async stop(): Promise<void> {
    this.#connections.stop();
    await this.#io.close();
  }
}

/** Why a window is turned away, in the form that socket.io hands on to it. */
function full(): Error {
  const error = new CitywallError('windows-full', {
    what: `There are ${MOST_WINDOWS} windows already.`,
    hint: 'Close some; this one opens by itself then.',
  });
  return Object.assign(error, { data: reportOf(error, 'windows-full') });
}
