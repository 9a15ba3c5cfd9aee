import { io, type Socket } from 'socket.io-client';
import type { Answer } from '../../sync/contract/answers.ts';
import type { ErrorReport } from '../../sync/contract/errors.ts';
import {
  LINK_NAMESPACE,
  type Frame,
  type Given,
  type GiveRequest,
  type HostToWindow,
  type Opened,
  type OpenRequest,
  type Reply,
  type SaidRequest,
  type SignedIn,
  type Subscription,
  type WindowToHost,
} from '../../sync/contract/link.ts';

/** The error of a {@link Reply}; its code may be one this build does not know. */
export type LinkError = Omit<ErrorReport, 'code'> & { code: string };

export interface LinkEvents {
  opened: (opened: Opened) => void;
  frame: (frame: Frame) => void;
  /** The host is there and will not open what was asked for. Asked again at every reconnection. */
  refused: (error: LinkError) => void;
}

export interface HostLink {
  /** Replaces the whole set of live questions; held, and sent again whenever the link comes back. */
  subscribe: (subscriptions: readonly Subscription[]) => void;
  /** `within`: how long it may take, milliseconds, where that is more than usual. */
  ask: (name: string, params: Subscription['params'], at?: number, within?: number) => Promise<Reply<Answer>>;
  /** Says that nobody waits any more for a question that takes long. */
  enough: () => void;
  signIn: (key: string) => Promise<Reply<SignedIn>>;
  give: (request: GiveRequest) => Promise<Reply<Given>>;
  said: (request: SaidRequest) => Promise<Reply<Record<string, string>>>;
  close: () => void;
}

/** How long a request may stay unanswered before it is made again, milliseconds. */
const REPLY_WITHIN = 10_000;

/** The reply to a request; that there was none is an error like any other. */
function replied<T>(
  where: string,
  send: (settle: (lost: Error | null, reply: Reply<T>) => void) => void,
): Promise<Reply<T>> {
  return new Promise((resolve) => {
    const error = { code: 'no-reply', what: 'the host did not answer', where, hint: '' };
    send((lost, reply) => resolve(lost === null ? reply : { ok: false, error }));
  });
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
  const socket: Socket<HostToWindow, WindowToHost> = io(origin + LINK_NAMESPACE, {
    transports: ['websocket'],
    reconnectionAttempts: Infinity,
    reconnectionDelay: 300,
    reconnectionDelayMax: 2_000,
  });
  let wanted: readonly Subscription[] = [];
  let open = false;
  let closed = false;

  const again = (what: () => void): void => {
    if (socket.connected && !closed) setTimeout(what, 1_000);
  };

  const sendWanted = (): void => {
    if (!open) return;
    const sent = wanted;
    socket.timeout(REPLY_WITHIN).emit('subscribe', { subscriptions: [...sent] }, (lost, reply) => {
      if (lost !== null && sent === wanted) again(sendWanted);
      else if (lost === null && !reply.ok) events.refused(reply.error);
    });
  };

  const sendOpen = (): void => {
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

  socket.on('connect', sendOpen);
  socket.on('disconnect', (reason) => {
    open = false;
    // The client does not come back by itself after a host's own disconnect; a wall always does.
    if (reason === 'io server disconnect' && !closed) setTimeout(() => socket.connect(), 1_000);
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
    ask(name, params, at, within = REPLY_WITHIN) {
      const question = at === undefined ? { name, params } : { name, params, at };
      return replied(name, (settle) => socket.timeout(within).emit('ask', question, settle));
    },
    enough: () => void (socket.connected && socket.emit('enough')),
    signIn: (key) =>
      replied('signIn', (settle) => socket.timeout(REPLY_WITHIN).emit('signIn', { key }, settle)),
    give: (request) =>
      replied('give', (settle) => socket.timeout(REPLY_WITHIN).emit('give', request, settle)),
    said: (request) =>
      replied('said', (settle) => socket.timeout(REPLY_WITHIN).emit('said', request, settle)),
    close() {
      closed = true;
      socket.close();
    },
  };
}
