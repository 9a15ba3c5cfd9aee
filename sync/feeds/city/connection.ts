import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { io } from 'socket.io-client';
import { z } from 'zod';
import type { CommandResult } from '../../contract/commands.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { Refusal, Up } from '../../contract/feed.ts';
import { anyProtocol, down, FEED_NAMESPACE, MAX_MESSAGE } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';
import { PROTOCOL } from '../../contract/version.ts';
import { cityAddress, unopened } from './address.ts';
import type { Heard } from './replica-state.ts';

export type Received =
  Heard | { event: 'refusal'; message: Refusal } | { event: 'result'; message: CommandResult };

export interface ConnectionEvents {
  opened: () => void;
  received: (message: Received) => void;
  /** Called once, whoever ended it; with the reason, unless this side did. */
  closed: (fault: CitywallError | null) => void;
}

/** One open line to a city. It never reconnects and holds nothing back: after `closed` it is of no more use. */
export interface Connection {
  send: <E extends keyof Up>(event: E, message: Up[E]) => void;
  /** How many bytes came so far, also of what is not whole as yet. */
  bytes: () => number;
  /** Ends it; `fault` is handed on to `closed`. */
  end: (fault: CitywallError | null) => void;
}

/** The typed form of what came, or null for an event this protocol does not have. Throws `feed-message`, `city-protocol`. */
export function parseDown(event: string, raw: unknown, where: string): Received | null {
  const read = <T>(schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return parsed.data;
    throw new CitywallError('feed-message', {
      what: `The city sent a "${event}" that cannot be read: ${z.prettifyError(parsed.error).slice(0, 400)}`,
      where,
      hint: 'The city does not follow docs/feed-protocol.md; the host goes on trying.',
    });
  };
  switch (event) {
    case 'welcome': {
      const said = anyProtocol.safeParse(raw);
      if (said.success && said.data.protocol !== PROTOCOL) throw otherProtocol(said.data.protocol, where);
      return { event, message: read(down.welcome) };
    }
    case 'refusal':
      return { event, message: read(down.refusal) };
    case 'beat':
      return { event, message: read(down.beat) };
    case 'delta':
      return { event, message: read(down.delta) };
    case 'chunk':
      return { event, message: read(down.chunk) };
    case 'result':
      return { event, message: read(down.result) };
    default:
      return null;
  }
}

/** The two sides speak different versions of the feed. */
export function otherProtocol(theirs: number, where: string): CitywallError {
  return new CitywallError('city-protocol', {
    what: `The city speaks feed protocol ${String(theirs)}, this wall ${String(PROTOCOL)}.`,
    where,
    hint: `Install the release of the ${theirs > PROTOCOL ? 'wall' : 'city'} that matches the other.`,
  });
}

/** An agent for one connection that tells how many bytes came by it, TLS's own left out. */
function wireOf(url: URL): { agent: PlainAgent; bytes: () => number } {
  let wire: Socket | null = null;
  const kept = (socket: Duplex | null | undefined): Duplex | null | undefined => {
    if (socket !== null && socket !== undefined && 'bytesRead' in socket) wire = socket as Socket;
    return socket;
  };
  const agent = url.protocol === 'https:' ? new SecureAgent() : new PlainAgent();
  const open = agent.createConnection.bind(agent);
  agent.createConnection = (...asked) => kept(open(...asked));
  return { agent, bytes: () => wire?.bytesRead ?? 0 };
}

/**
 * Opens a line to the city at `address`, with a login (`name:password`) for whoever guards the way to it. Whatever goes wrong, also the
 * address itself, is told by `closed`.
 */
export function connect(
  { address, login }: { address: string; login?: string | null },
  events: ConnectionEvents,
): Connection {
  let over = false;
  let drop = (): void => undefined;
  const end = (fault: CitywallError | null): void => {
    if (over) return;
    over = true;
    drop();
    events.closed(fault);
  };
  let url: URL;
  try {
    url = new URL(cityAddress(address).address);
  } catch (error) {
    queueMicrotask(() => {
      end(error instanceof CitywallError ? error : unopened(address, error));
    });
    return { send: () => undefined, bytes: () => 0, end };
  }
  const guarded =
    typeof login === 'string'
      ? { extraHeaders: { authorization: `Basic ${Buffer.from(login).toString('base64')}` } }
      : {};
  const wire = wireOf(url);
  const options: Parameters<typeof io>[1] = {
    path: `${url.pathname.replace(/\/+$/, '')}/socket.io`,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: 10 * SECOND,
  };
  // Not in socket.io's types, but handed on to the web socket: a larger message ends the connection.
  Object.assign(options, { ...guarded, maxPayload: MAX_MESSAGE, agent: wire.agent });
  const socket = io(`${url.origin}${FEED_NAMESPACE}`, options);
  drop = () => {
    socket.offAny();
    socket.removeAllListeners();
    socket.disconnect();
  };
  socket.on('connect', events.opened);
  socket.on('connect_error', (error) => {
    end(unopened(address, error));
  });
  socket.on('disconnect', (reason, details) => {
    end(
      new CitywallError(
        'city-unreachable',
        {
          what: `The connection to the city ended (${reason}).`,
          where: address,
          hint: 'The host goes on trying.',
        },
        { cause: details },
      ),
    );
  });
  socket.onAny((event: unknown, raw: unknown) => {
    try {
      const message = parseDown(String(event), raw, address);
      if (message !== null && !over) events.received(message);
    } catch (error) {
      end(error instanceof CitywallError ? error : unopened(address, error));
    }
  });
  return {
    send: (event, message) => {
      // Nothing is left to socket.io's buffer: what is said while the line is down is said again after hello.
      if (!over && socket.connected) socket.emit(event, message);
    },
    bytes: wire.bytes,
    end,
  };
}
