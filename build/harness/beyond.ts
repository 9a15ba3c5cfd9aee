import { readFileSync } from 'node:fs';
import { type IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';
import path from 'node:path';
import { checkServerIdentity } from 'node:tls';
import { io, type Socket } from 'socket.io-client';
import { OWN_FILES } from '../../sync/host/door/certificate.ts';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';

/** An answer of a host to another machine. */
export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What another machine sends beside the path: where from, and what. */
export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Over connections that are kept, as a browser does. */
  keep?: boolean;
}

/** Another machine of a wall's: an address of this one by which it comes, and the certificate that it knows the wall by. */
export class Machine {
  readonly wall: string;
  readonly #ca: Buffer;
  readonly #address: string;
  readonly #kept = new Agent({ keepAlive: true });

  /** `wall` is where consoles are served, `data` the folder of its certificate. */
  constructor(wall: string, data: string, address: string, cert = path.join(data, OWN_FILES.cert)) {
    this.wall = wall;
    this.#ca = readFileSync(cert);
    this.#address = address;
  }

  get origin(): string {
    return new URL(this.wall).origin;
  }

  send(
    pathname: string,
    { method = 'GET', headers = {}, body = '', keep = false }: Sent = {},
  ): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const sent = {
        ...{ ca: this.#ca, localAddress: this.#address, agent: keep ? this.#kept : (false as const) },
        ...{ method, headers },
        // By the address that it means, whatever name it shows.
        checkServerIdentity: (_name: string, cert: Parameters<typeof checkServerIdentity>[1]) =>
          checkServerIdentity(new URL(this.wall).hostname, cert),
      };
      const asked = request(new URL(pathname, this.wall), sent, (response) => {
        let said = '';
        response.setEncoding('utf8').on('data', (part: string) => (said += part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: said }),
        );
      });
      asked.on('error', reject).end(body);
    });
  }

  /** Signs in as the page does. */
  signIn(
    account: string,
    password: string,
    headers: Record<string, string> = {},
    keep = false,
  ): Promise<Answered> {
    return this.send('/sign-in', {
      ...{ method: 'POST', keep },
      headers: { origin: this.origin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ account, password }),
    });
  }

  /** Trades the code that somebody came back from the city's provider with, as the page does; `had` is the key of the session that it shows. */
  enter(code: string, headers: Record<string, string> = {}, had?: string): Promise<Answered> {
    return this.send('/sign-in', {
      method: 'POST',
      headers: { origin: this.origin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ code, ...(had === undefined ? {} : { session: had }) }),
    });
  }

  /** Gives a code as the page does. */
  enrol(code: string, headers: Record<string, string> = {}, keep = false): Promise<Answered> {
    return this.send('/enrol', {
      ...{ method: 'POST', keep },
      headers: { origin: this.origin, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ code }),
    });
  }

  /** A line as a page opens it, with the headers that are given, and what its address says. */
  line(
    headers: Record<string, string>,
    query: Record<string, string> = {},
  ): Socket<HostToWindow, WindowToHost> {
    return io(new URL(LINK_NAMESPACE, this.wall).href, {
      ...{ transports: ['websocket'], forceNew: true, reconnection: false, ca: this.#ca.toString() },
      query,
      ...{ localAddress: this.#address, extraHeaders: { origin: this.origin, ...headers } },
    });
  }
}
