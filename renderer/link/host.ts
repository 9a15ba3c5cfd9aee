import { io, type Socket } from 'socket.io-client';
import { isBeyond, type RefusedBeyond, refusalBeyond, signInBeyond } from './beyond.ts';
import type { ExportBegun, ExportRequest, ExportTold, TicketRequest } from '../../sync/contract/exports.ts';
import type { Answer } from '../../sync/contract/answers.ts';
import { pauseBefore } from '../../sync/contract/back-off.ts';
import type { KnownMachine, KnownSession } from '../../sync/contract/people.ts';
import type { MaskedPart, PersonalValue } from '../../sync/contract/personal.ts';
import {
  isForAWhile,
  LINK_NAMESPACE,
  WALL_LINE,
  linkError,
  type LinkError,
  type Frame,
  type Given,
  type GiveRequest,
  type HostToWindow,
  type LookRequest,
  type Opened,
  type OpenRequest,
  type PartRequest,
  type Reply,
  type SaidRequest,
  type EndRequest,
  type SessionRequest,
  type SignedIn,
  type SignInRequest,
  type MachineRequest,
  type PasswordRequest,
  type UnlockRequest,
  type Subscription,
  type WindowToHost,
} from '../../sync/contract/link.ts';

export interface LinkEvents {
  opened: (opened: Opened) => void;
  frame: (frame: Frame) => void;
  /**
   * The host is there and will not open what was asked for, or let this window in; null once it is not even there. Asked again, ever later.
   * `city`: how people of the city come in, where nobody is signed in on another machine.
   */
  refused: (error: LinkError | null, city?: RefusedBeyond['city']) => void;
}

/** What may be asked of a session: the request, and what is answered. */
export interface OfSession {
  signOut: [SessionRequest, null];
  lock: [SessionRequest, null];
  unlock: [UnlockRequest, null];
  changePassword: [PasswordRequest, null];
  machines: [SessionRequest, KnownMachine[]];
  revokeMachine: [MachineRequest, null];
  sessions: [SessionRequest, KnownSession[]];
  endSession: [EndRequest, null];
  part: [PartRequest, MaskedPart];
  look: [LookRequest, PersonalValue];
  export: [ExportRequest, ExportBegun];
  exported: [TicketRequest, ExportTold];
  stopExport: [TicketRequest, null];
}

export interface HostLink {
  /** Replaces the whole set of live questions; held, and sent again whenever the link comes back. */
  subscribe: (subscriptions: readonly Subscription[]) => void;
  /**
   * `within`: how long it may take, milliseconds, where that is more than usual. `slot`: where the answer goes; one that still waits for the same
   * slot is given up.
   */
  ask: (
    name: string,
    params: Subscription['params'],
    more?: { at?: number | undefined; slot?: string | undefined; within?: number | undefined },
  ) => Promise<Reply<Answer>>;
  /** Says that nobody waits any more for a question that takes long. */
  enough: () => void;
  signIn: (request: SignInRequest) => Promise<Reply<SignedIn>>;
  /** What is done with a session itself. */
  ofSession: {
    readonly [N in keyof OfSession]: (request: OfSession[N][0]) => Promise<Reply<OfSession[N][1]>>;
  };
  give: (request: GiveRequest) => Promise<Reply<Given>>;
  said: (request: SaidRequest) => Promise<Reply<Record<string, string>>>;
  /** Opens again, as whoever is signed in now. */
  again: () => void;
  close: () => void;
}

/** How long a request may stay unanswered before it is made again, milliseconds. */
const REPLY_WITHIN = 10_000;

/** A password is looked at slowly, and behind those of others. */
const SIGN_IN_WITHIN = 60_000;

/** Pauses before a host that has too much to do is asked again, milliseconds. */
const AGAIN = { first: 400, longest: 15_000 };
const pauseOf = (attempt: number): number => pauseBefore(attempt, Math.random(), AGAIN);

/** A reply as socket.io hands it on; lost where there was none in time. */
type Settle<T> = (lost: Error | null, reply: Reply<T>) => void;

/** The reply to a request; that there was none is an error like any other. One refused for a while is made again, ever later, while there is time. */
async function replied<T>(
  where: string,
  within: number,
  send: (within: number, settle: Settle<T>) => void,
): Promise<Reply<T>> {
  const end = performance.now() + within;
  for (let attempt = 0; ; attempt += 1) {
    const left = end - performance.now();
    const reply = await new Promise<Reply<T>>((resolve) => {
      const error = { code: 'no-reply', what: 'the host did not answer', where, hint: '' };
      send(left, (lost, reply) => resolve(lost === null ? reply : { ok: false, error }));
    });
    const pause = pauseOf(attempt);
    if (reply.ok || reply.error.code !== 'window-busy' || performance.now() + pause >= end) return reply;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The error of a refusal to let a window in, where it is one of the host's. */
function refusalIn(error: Error): LinkError | null {
  const told: unknown = 'data' in error ? error.data : null;
  const read = linkError.safeParse(told);
  return read.success ? read.data : null;
}

/** Calls back once what was changed just now is on the glass; a hidden page draws nothing, so at once. */
function afterDrawing(then: () => void): void {
  if (document.hidden) setTimeout(then);
  else requestAnimationFrame(() => setTimeout(then));
}

/**
 * Opens the link to the host at `origin` and keeps it: it reconnects for ever, opens again and subscribes
 * again each time, so that callers see nothing but a pause. `request` is asked anew at each opening.
 */
export function linkTo(origin: string, request: () => OpenRequest, events: LinkEvents): HostLink {
  // On another machine a line says what it is of: a screen there, and a console, come in by another cookie each.
  const isScreen = isBeyond(origin) && request().console !== true;
  const socket: Socket<HostToWindow, WindowToHost> = io(origin + LINK_NAMESPACE, {
    transports: ['websocket'],
    ...(isScreen ? { query: WALL_LINE } : {}),
    reconnectionAttempts: Infinity,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
  });
  let wanted: readonly Subscription[] = [];
  let open = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** How often in a row this window was not let in or not served. */
  let refusals = 0;

  const later = (what: () => void): void => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(what, pauseOf(refusals++));
  };
  const again = (what: () => void): void => {
    // A request that was lost with its line is made when there is one again.
    if (socket.connected) later(() => socket.connected && what());
  };

  const sendWanted = (): void => {
    if (!open) return;
    clearTimeout(timer);
    const sent = wanted;
    socket.timeout(REPLY_WITHIN).emit('subscribe', { subscriptions: [...sent] }, (lost, reply) => {
      // What was asked for meanwhile has its own reply.
      if (sent !== wanted) return;
      if (lost !== null) return again(sendWanted);
      if (reply.ok) refusals = 0;
      else if (isForAWhile(reply.error.code)) again(sendWanted);
      else events.refused(reply.error);
    });
  };

  const sendOpen = (): void => {
    clearTimeout(timer);
    socket.timeout(REPLY_WITHIN).emit('open', request(), (lost, reply) => {
      if (lost !== null) return again(sendOpen);
      if (!reply.ok) {
        events.refused(reply.error);
        return again(sendOpen);
      }
      open = true;
      events.opened(reply.value);
      sendWanted();
    });
  };

  const ofSession: HostLink['ofSession'] = {
    signOut: (request) =>
      replied('signOut', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('signOut', request, settle),
      ),
    lock: (request) =>
      replied('lock', REPLY_WITHIN, (left, settle) => socket.timeout(left).emit('lock', request, settle)),
    unlock: (request) =>
      replied('unlock', SIGN_IN_WITHIN, (left, settle) =>
        socket.timeout(left).emit('unlock', request, settle),
      ),
    changePassword: (request) =>
      replied('changePassword', SIGN_IN_WITHIN, (left, settle) =>
        socket.timeout(left).emit('changePassword', request, settle),
      ),
    machines: (request) =>
      replied('machines', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('machines', request, settle),
      ),
    revokeMachine: (request) =>
      replied('revokeMachine', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('revokeMachine', request, settle),
      ),
    sessions: (request) =>
      replied('sessions', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('sessions', request, settle),
      ),
    endSession: (request) =>
      replied('endSession', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('endSession', request, settle),
      ),
    part: (request) =>
      replied('part', REPLY_WITHIN, (left, settle) => socket.timeout(left).emit('part', request, settle)),
    export: (request) =>
      replied('export', REPLY_WITHIN, (left, settle) => socket.timeout(left).emit('export', request, settle)),
    exported: (request) =>
      replied('exported', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('exported', request, settle),
      ),
    stopExport: (request) =>
      replied('stopExport', REPLY_WITHIN, (left, settle) =>
        socket.timeout(left).emit('stopExport', request, settle),
      ),
    look: (request) =>
      replied('look', REPLY_WITHIN, (left, settle) => socket.timeout(left).emit('look', request, settle)),
  };

  socket.on('connect', sendOpen);
  socket.on('connect_error', (error) => {
    const why = refusalIn(error);
    if (why !== null || !isBeyond(origin)) events.refused(why);
    else
      void refusalBeyond(origin, isScreen).then(
        (told) => socket.connected || events.refused(told?.error ?? null, told?.city ?? null),
      );
    // The client comes back by itself to a host that is not there, but not to one that turned it away.
    if (!socket.active) later(() => socket.connect());
  });
  socket.on('disconnect', (reason) => {
    open = false;
    // Nor after a host's own disconnect.
    if (reason === 'io server disconnect') later(() => socket.connect());
  });
  socket.on('reopen', sendOpen);
  socket.on('frame', (frame, drawn) => {
    events.frame(frame);
    afterDrawing(drawn);
  });

  return {
    subscribe(subscriptions) {
      wanted = subscriptions;
      sendWanted();
    },
    ask(name, params, { at, slot, within = REPLY_WITHIN } = {}) {
      const asked = {
        ...{ name, params },
        ...(at === undefined ? {} : { at }),
        ...(slot === undefined ? {} : { slot }),
      };
      return replied(name, within, (left, settle) => socket.timeout(left).emit('ask', asked, settle));
    },
    enough: () => void (socket.connected && socket.emit('enough')),
    signIn: (request) =>
      isBeyond(origin)
        ? signInBeyond(origin, request)
        : replied('signIn', SIGN_IN_WITHIN, (left, settle) =>
            socket.timeout(left).emit('signIn', request, settle),
          ),
    ofSession,
    again: () => void (socket.connected && sendOpen()),
    give: (request) =>
      replied('give', REPLY_WITHIN, (left, settle) => socket.timeout(left).emit('give', request, settle)),
    said: (request) =>
      replied('said', REPLY_WITHIN, (left, settle) => socket.timeout(left).emit('said', request, settle)),
    close() {
      closed = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}
