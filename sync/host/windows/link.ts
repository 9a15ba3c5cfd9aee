import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { z } from 'zod';
import type { Answer } from '../../contract/answers.ts';
import type { Instant } from '../../contract/instants.ts';
import { CitywallError, type ErrorCode, reportOf } from '../../contract/errors.ts';
import {
  askRequest,
  type Given,
  giveRequest,
  type GiveRequest,
  type HostToWindow,
  LINK_NAMESPACE,
  type Opened,
  openRequest,
  type OpenRequest,
  type Reply,
  saidRequest,
  type SaidRequest,
  signInRequest,
  type SignedIn,
  subscribeRequest,
  type WindowToHost,
} from '../../contract/link.ts';
import type { FrameClock, FrameWindow, Question } from './frames.ts';
import { refused } from '../web/origins.ts';

/** More windows than any wall has: one that opens them without end is turned away. */
const MOST_WINDOWS = 200;
/** The largest request of a window, bytes: a subscription to 200 questions is a tenth of it. */
const LARGEST_REQUEST = 256 * 1024;

/** A window that has not drawn a frame in this time, milliseconds, is sent the newest all the same. */
const DRAWN_WITHIN = 10_000;

/** What the link asks of the host. */
export interface LinkDesk {
  /** What a window shows. Throws `screen-unknown` or `board-unknown`. */
  open(request: OpenRequest): Opened;
  /** Trades the wall's key for a session. Throws `session-key`. */
  signIn(key: string, asker: string): Promise<SignedIn>;
  /** Takes a command; resolves when it is on disk. Rejects with why it is not taken. */
  give(request: GiveRequest): Promise<Given>;
  /** What people typed with commands, by key. Throws `session-needed`. */
  said(request: SaidRequest): Promise<Record<string, string>>;
  /** Answers one question apart from the frames, at the city's now or an earlier instant. */
  ask(question: Question, at: number | null, asker: string): Promise<Answer>;
  /** Whoever asked waits no longer for what takes long. */
  enough(asker: string): void;
}

/** The frames of screens, and those of consoles, answered by another reader. */
export interface Clocks {
  walls: FrameClock;
  consoles: FrameClock;
}

type WallSocket = Socket<WindowToHost, HostToWindow>;

/** The sockets of the windows, on an HTTP server of the host's. Only pages of this host may connect. */
export class WallLink {
  readonly #io: Server<WindowToHost, HostToWindow>;
  readonly #screens = new Map<number, Instant>();

  constructor(server: HttpServer, port: number, clocks: Clocks, desk: LinkDesk) {
    this.#io = new Server(server, {
      serveClient: false,
      maxHttpBufferSize: LARGEST_REQUEST,
      allowRequest: (request, decide) => {
        const why = refused(request, port);
        decide(why === null ? null : `origin-refused: ${why}`, why === null);
      },
    });
    this.#io.of(LINK_NAMESPACE).use((_socket, next) => {
      const full = this.#io.of(LINK_NAMESPACE).sockets.size >= MOST_WINDOWS;
      next(full ? new Error(`more than ${MOST_WINDOWS} windows`) : undefined);
    });
    this.#io
      .of(LINK_NAMESPACE)
      .on('connection', (socket: WallSocket) =>
        serve(socket, clocks, desk, (screen) => this.#screens.set(screen, Date.now())),
      );
  }

  /** Tells every window to open again. */
  reopen(): void {
    this.#io.of(LINK_NAMESPACE).emit('reopen');
  }

  /** When each screen last drew a frame since this host started, by its number. */
  get screens(): ReadonlyMap<number, Instant> {
    return this.#screens;
  }

  /** How many windows are connected. */
  get windows(): number {
    return this.#io.of(LINK_NAMESPACE).sockets.size;
  }

  /** Disconnects every window; the HTTP server closes with it. */
  async stop(): Promise<void> {
    await this.#io.close();
  }
}

function serve(socket: WallSocket, clocks: Clocks, desk: LinkDesk, drew: (screen: number) => void): void {
  let clock = clocks.walls;
  let screen: number | null = null;
  let drawing = false;
  const window: FrameWindow = {
    // One frame at a time, end to end: a slow page gets fewer and newer ones, and no memory fills anywhere.
    ready: () => socket.connected && !drawing,
    send(frame) {
      drawing = true;
      socket.timeout(DRAWN_WITHIN).emit('frame', frame, (error: Error | null) => {
        drawing = false;
        if (error === null && screen !== null) drew(screen);
      });
    },
  };
  const { id } = socket;
  socket.on('disconnect', () => {
    clock.forget(window);
    desk.enough(id);
  });
  socket.on('enough', () => desk.enough(id));
  socket.on('open', (request, reply) =>
    settle(reply, 'option-invalid', () => {
      const asked = read(openRequest, request);
      const own = asked.console === true ? clocks.consoles : clocks.walls;
      if (own !== clock) clock.forget(window);
      clock = own;
      const opened = desk.open(asked);
      // A board by itself, or a console, is somebody's window and no screen of the wall.
      screen = asked.board === undefined && asked.console !== true ? (asked.screen ?? null) : null;
      return opened;
    }),
  );
  socket.on('subscribe', (request, reply) =>
    settle(reply, 'question-failed', async () => {
      const { subscriptions } = read(subscribeRequest, request);
      return { seq: await clock.subscribe(window, subscriptions) };
    }),
  );
  socket.on('signIn', (request, reply) =>
    settle(reply, 'session-key', () => desk.signIn(read(signInRequest, request).key, id)),
  );
  socket.on('give', (request, reply) =>
    settle(reply, 'command-invalid', () => desk.give(read(giveRequest, request))),
  );
  socket.on('said', (request, reply) =>
    settle(reply, 'question-failed', () => desk.said(read(saidRequest, request))),
  );
  socket.on('ask', (request, reply) =>
    settle(reply, 'question-failed', () => {
      const { at, ...question } = read(askRequest, request);
      return desk.ask(question, at ?? null, id);
    }),
  );
}

/** A request as its schema reads it. Throws `question-params`, naming the first path that is wrong. */
function read<T>(schema: z.ZodType<T>, request: unknown): T {
  const result = schema.safeParse(request);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new CitywallError('question-params', {
    what: issue?.message ?? 'not a request',
    where: issue?.path.join('.') ?? '',
    hint: 'See sync/contract/link.ts.',
  });
}

/** Answers a request with its value or its error. A window that wants no answer is given none. */
function settle<T>(reply: (result: Reply<T>) => void, fallback: ErrorCode, work: () => T | Promise<T>): void {
  const answer = (result: Reply<T>): void => {
    if (typeof reply === 'function') reply(result);
  };
  Promise.resolve()
    .then(work)
    .then(
      (value) => answer({ ok: true, value }),
      (error: unknown) => answer({ ok: false, error: reportOf(error, fallback) }),
    );
}
