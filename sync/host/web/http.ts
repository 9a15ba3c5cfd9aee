import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { CitywallError } from '../../contract/errors.ts';
import { LOOPBACK, refused } from './origins.ts';

/** Answers one request whose host and origin have been checked. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface Listening {
  server: Server;
  port: number;
  /** `http://127.0.0.1:PORT/` */
  address: string;
  close(): Promise<void>;
}

/**
 * Serves on loopback only. Rejects with `port-in-use`, naming the port. The handler is asked for GET and
 * HEAD; what it throws becomes a 500 and one line of the log.
 */
export async function listen(port: number, handler: Handler, log: Logger): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(request, response, portOf(server), handler).catch((error: unknown) => {
      log.error({ err: error, url: request.url }, 'a request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(explained(cause, port)));
    server.listen(port, LOOPBACK, resolve);
  });
  const real = portOf(server);
  return {
    server,
    port: real,
    address: `http://${LOOPBACK}:${real}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path a request names, without its query; nothing is read into it beyond that. */
export function pathOf(request: Pick<IncomingMessage, 'url'>): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

/** Answers with one JSON object that nobody keeps. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(body)}\n`);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  handler: Handler,
): Promise<void> {
  const why = refused(request, port);
  if (why !== null) {
    json(response, 403, {
      code: 'origin-refused',
      what: `refused: ${why}`,
      hint: `Open http://${LOOPBACK}:${port}/ on this machine.`,
    });
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' });
    response.end();
    return;
  }
  await handler(request, response);
}

function portOf(server: Server): number {
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
