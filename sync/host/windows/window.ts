import type { Socket } from 'socket.io';
import { CitywallError, type ErrorCode, reportOf } from '../../contract/errors.ts';
import type {
  HostToWindow,
  OpenRequest,
  Reply,
  SubscribeRequest,
  WindowToHost,
} from '../../contract/link.ts';
import type { Asker } from '../../contract/people.ts';
import { WINDOW } from './budget.ts';
import type { Connection } from './connections.ts';
import type { FrameClock, FrameWindow } from './frames.ts';
import { carried, isGood, type MachinePass, type Pass } from './pass.ts';
import { type LinkDesk, prepared, type Requester } from './requests.ts';
import type { Turns } from './turns.ts';

/** A window that has not drawn a frame in this time, milliseconds, is sent the newest all the same. */
const DRAWN_WITHIN = 10_000;

/** A console on another machine whose session is over loses its line so soon, milliseconds; nothing is done for it meanwhile. */
const LEAVES_AFTER = 500;

/** Of no use any more is the line of whoever is told so. */
const LEAVES: ReadonlySet<string> = new Set<ErrorCode>(['session-needed', 'machine-needed']);

export type WallSocket = Socket<WindowToHost, HostToWindow>;

export interface WindowParts {
  socket: WallSocket;
  connection: Connection;
  clock: FrameClock;
  turns: Turns;
  desk: LinkDesk;
  /** Called when a screen of the wall drew a frame. */
  drew: (screen: number) => void;
  /** What it came in by where it is on another machine; null of one on this machine. */
  pass: Pass | null;
}

/** One window: what it requests is done when its turn has come, and it is sent frames as fast as it draws them. */
export class LinkedWindow implements FrameWindow, Requester {
  readonly id: string;
  readonly desk: LinkDesk;
  readonly #parts: WindowParts;
  #screen: number | null = null;
  #drawing = false;
  /** The session of whoever is at it; none where it is empty. */
  #session = '';
  /** Of a console: who it was told is signed in; null of any other window. */
  #people: string | null = null;
  /** Whether a question of it that takes long may be under way. */
  #long = false;

  constructor(parts: WindowParts) {
    this.#parts = parts;
    this.desk = parts.desk;
    this.id = parts.socket.id;
    const { socket, connection, clock, turns } = parts;
    connection.isWindow = true;
    socket.on('disconnect', () => {
      clock.forget(this);
      turns.gone(connection);
      this.#enough();
      this.desk.gone(this.id);
    });
    socket.on('enough', () => this.#enough());
    socket.onAny((name: string, ...said: unknown[]) => {
      if (name !== 'enough') this.#request(name, said[0], said[1]);
    });
  }

  /** One frame at a time, end to end: a slow page gets fewer and newer ones, and no memory fills anywhere. */
  ready(): boolean {
    const { socket, connection } = this.#parts;
    return socket.connected && !this.#drawing && connection.reads;
  }

  send(frame: Parameters<HostToWindow['frame']>[0]): void {
    this.#drawing = true;
    const { turns, connection, socket, drew } = this.#parts;
    turns.spend(connection, this.#standing, () => {
      socket.timeout(DRAWN_WITHIN).emit('frame', frame, (error: Error | null) => {
        this.#drawing = false;
        if (error === null && this.#screen !== null) drew(this.#screen);
      });
    });
  }

  turn<T>(work: () => Promise<T>): Promise<T> {
    const { turns, connection } = this.#parts;
    return turns.take({ asker: connection, standing: this.#standing, work });
  }

  opened({ board, console: isConsole, screen, session }: OpenRequest): void {
    this.#session = session ?? '';
    this.#people = isConsole === true ? this.desk.peopleTold(this.#session) : null;
    // A board by itself, or a console, is somebody's window and no screen of the wall.
    this.#screen = board === undefined && isConsole !== true ? (screen ?? null) : null;
  }

  signedIn(session: string): void {
    this.#session = session;
  }

  /** Others may be signed in now: a console of which that is so opens again, and shows nothing more meanwhile where nobody is. */
  peopleChanged(): void {
    const { pass, clock } = this.#parts;
    if (pass !== null && !isGood(pass, this.desk)) {
      clock.forget(this);
      // Whoever left is told so first.
      setTimeout(() => this.#leave(), LEAVES_AFTER).unref();
      return;
    }
    const now = this.desk.peopleTold(this.#session);
    if (this.#people === null || now === this.#people) return;
    this.#people = now;
    if (this.asker === 'wall') clock.forget(this);
    this.#parts.socket.emit('reopen');
  }

  get isConsole(): boolean {
    return this.#people !== null;
  }

  /** What another machine came in by of which it is a screen; null of any other window. */
  get machine(): MachinePass | null {
    const { pass } = this.#parts;
    return pass !== null && 'machine' in pass ? pass : null;
  }

  get asker(): Asker {
    return (this.#session === '' ? null : this.desk.roleOf(this.#session)) ?? 'wall';
  }

  subscribe({ subscriptions }: SubscribeRequest): Promise<number> {
    return this.#parts.clock.subscribe(this, subscriptions);
  }

  get #standing(): 'console' | 'stranger' {
    return this.asker === 'wall' ? 'stranger' : 'console';
  }

  /** Closes its line, once what it was told has gone. */
  #leave(): void {
    this.#parts.socket.conn.close();
  }

  #enough(): void {
    if (this.#long) this.desk.enough(this.id);
    this.#long = false;
  }

  /** Sees to a request. A window that wants no reply is given none. */
  #request(name: string, request: unknown, reply: unknown): void {
    const { turns, connection, pass } = this.#parts;
    const answer = (result: Reply<unknown>): void => {
      if (typeof reply === 'function') reply(result);
      // Another machine's line is of use for what it came in by alone.
      if (pass !== null && !result.ok && LEAVES.has(result.error.code)) this.#leave();
    };
    if (!connection.budget.requests(turns.waiting(connection))) {
      // Whoever does not read is not told either.
      if (connection.reads) answer(BUSY);
      return;
    }
    try {
      const meant = pass === null ? request : carried(pass, name, request, this.#session, this.desk);
      const wanted = prepared(name, meant, this);
      if (wanted === null) return;
      const { fallback, session, queued, done } = wanted;
      if (session !== undefined && this.desk.roleOf(session) !== null) this.signedIn(session);
      if (queued.standing === 'long') this.#long = true;
      turns
        .take({
          ...{ asker: connection, standing: this.#standing, ...queued, work: done },
          told: (value) => answer({ ok: true, value }),
        })
        .catch((error: unknown) => answer({ ok: false, error: reportOf(error, fallback) }));
    } catch (error) {
      answer({ ok: false, error: reportOf(error, 'question-failed') });
    }
  }
}

/** Made once: it is said most where there is least time for it. */
const BUSY: Reply<never> = {
  ok: false,
  error: reportOf(
    new CitywallError('window-busy', {
      what: `This window has ${WINDOW.waiting} requests that wait already.`,
      hint: 'Ask again when they are answered.',
    }),
    'window-busy',
  ),
};
