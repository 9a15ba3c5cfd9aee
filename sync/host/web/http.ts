import { createServer, type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http';
import type { Logger } from 'pino';
import { CitywallError } from '../../contract/errors.ts';
import { headersFor } from './headers.ts';
import { LOOPBACK, loopback, refused } from './origins.ts';

/** Answers one request whose host and origin have been checked. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type Headers = Readonly<Record<string, string>>;

export interface Listening {
  server: Server;
  port: number;
  /** `http://127.0.0.1:PORT/` */
  address: string;
  /** An answer that refuses, whole, for a connection that is none of HTTP's any more; with the headers of every other. */
  refusal(status: number, body: object): string;
  close(): Promise<void>;
}

/**
 * Serves on loopback only. Rejects with `port-in-use`, naming the port. The handler is asked for GET and
 * HEAD; what it throws becomes a 500 and one line of the log. Whoever answers, and whatever, the answer has the headers.
 */
export async function listen(
  port: number,
  handler: Handler,
  log: Logger,
  headers: (port: number) => Headers = headersFor,
): Promise<Listening> {
  const given = (): Headers => headers(portOf(server));
  const server = createServer({ ServerResponse: answering(given) }, (request, response) => {
    answer(request, response, portOf(server), handler).catch((error: unknown) =>
      failed(error, request, response, log),
    );
  });
  const refusal = (status: number, body: object): string => whole(status, given(), body);
  answerNonsense(server, refusal);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(explained(cause, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  const real = portOf(server);
  return {
    ...{ server, refusal },
    port: real,
    address: `http://${LOOPBACK}:${real}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What writing to somebody comes to who has gone meanwhile. */
const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE', 'ECONNRESET', 'EPIPE']);

/** Tells of a request that failed, and ends it. That whoever asked went before the answer was whole is no failure. */
export function failed(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  log: Logger,
): void {
  if (response.destroyed && error instanceof Error && 'code' in error && GONE.has(String(error.code))) return;
  log.error({ err: error, url: request.url }, 'a request failed');
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

/** Answers what is no HTTP at all, below any response. */
export function answerNonsense(server: Server, refusal: Listening['refusal']): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else socket.end(refusal(MALFORMED[error.code ?? ''] ?? 400, { what: 'this is no request' }));
  });
}

/** The status of what cannot be read as a request, by Node's code; 400 where it has none. */
const MALFORMED: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Responses that have some headers from the beginning. */
export function answering(headers: () => Headers): typeof ServerResponse {
  return class<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {
    constructor(...given: ConstructorParameters<typeof ServerResponse<R>>) {
      super(...given);
      for (const [name, value] of Object.entries(headers())) this.setHeader(name, value);
    }
  };
}

/** A whole answer, as it goes over the line. */
export function whole(status: number, headers: Headers, body: object): string {
  const text = `${JSON.stringify(body)}\n`;
  const all = {
    ...headers,
    ...{ 'content-type': JSON_TYPE, 'cache-control': 'no-store', connection: 'close' },
    'content-length': String(Buffer.byteLength(text)),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', text].join('\r\n');
}

/** The path a request names, without its query; nothing is read into it beyond that. */
export function pathOf(request: Pick<IncomingMessage, 'url'>): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Answers with one JSON object that nobody keeps. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': JSON_TYPE,
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}

/** What is said to whom is refused for where it asks from. */
export const elsewhere = (why: string, port: number): object => ({
  code: 'origin-refused',
  what: `refused: ${why}`,
  hint: `Open http://${LOOPBACK}:${port}/ on this machine.`,
});

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  handler: Handler,
): Promise<void> {
  const why = refused(request, loopback(port));
  if (why !== null) {
    json(response, 403, elsewhere(why, port));
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' });
    response.end();
    return;
  }
  await handler(request, response);
}

export function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function explained(cause: NodeJS.ErrnoException, port: number): Error {
  if (cause.code === 'EADDRINUSE')
    return new CitywallError(
      'port-in-use',
      {
        what: `port ${port} is in use by another program`,
        where: `${LOOPBACK}:${port}`,
        hint: 'End that program, or choose another port with --port N (0 takes any free one).',
      },
      { cause },
    );
  if (cause.code === 'EACCES')
    return new CitywallError(
      'port-in-use',
      {
        what: `port ${port} may not be used by this user`,
        where: `${LOOPBACK}:${port}`,
        hint: 'Choose a port above 1023 with --port N.',
      },
      { cause },
    );
  return cause;
}
