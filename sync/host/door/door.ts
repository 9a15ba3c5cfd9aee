import type { ServerResponse } from 'node:http';
import { type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { isIP, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { ErrorReport } from '../../contract/errors.ts';
import { WALL_LINE } from '../../contract/link.ts';
import type { Consoles } from '../../contract/health.ts';
import type { Faults } from '../health/faults.ts';
import { type Headers, answering, answerNonsense, failed, json, portOf, whole } from '../web/http.ts';
import { addressOf, refused, type Site } from '../web/origins.ts';
import { type Pass, passOf } from '../windows/pass.ts';
import type { CertificateKeeper } from './certificate.ts';
import type { DoorDesk, Refusing } from './desk.ts';
import { EACH_ADDRESS, PerAddress } from './limits.ts';
import { hostOf, type ListenAddress } from './listen-address.ts';
import { cookieOf, Visits } from './visits.ts';

/** How often the certificate's files are looked at, and addresses that could not be had are tried again, milliseconds. */
const LOOK_EVERY = 2_000;
/** Whoever says too little in such a time is heard no longer, milliseconds. */
const SAID_WITHIN = 10_000;
/** More connections to one address than its consoles need. */
const MOST_CONNECTIONS = 600;
const A_YEAR = 31_536_000;

export interface DoorParts {
  listen: readonly ListenAddress[];
  certificate: CertificateKeeper;
  desk: DoorDesk;
  refusing: Refusing;
  /** What every answer says of itself; where lines may go to is given. */
  headers: (sockets: string) => Headers;
  faults: Pick<Faults, 'set'>;
  log: Logger;
  clock?: () => number;
}

/** Serves consoles on other machines: over TLS alone, under this host's own names, and nothing of the city to whoever is not signed in. */
export class Door {
  readonly #parts: DoorParts;
  readonly #servers = new Map<ListenAddress, Server>();
  readonly #connections: PerAddress;
  readonly #requests: PerAddress;
  readonly #visits: Visits;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: DoorParts) {
    const { desk, refusing, clock = () => performance.now() } = parts;
    this.#parts = parts;
    this.#connections = new PerAddress(EACH_ADDRESS.connections, clock);
    this.#requests = new PerAddress(EACH_ADDRESS.requests, clock);
    const tries = (): PerAddress => new PerAddress(EACH_ADDRESS.guesses, clock);
    this.#visits = new Visits(desk, refusing, tries);
  }

  /** Opens, and goes on trying where it cannot: a wall waits for no network. */
  async run(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look());
    }, LOOK_EVERY);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    for (const server of this.#servers.values()) {
      server.close();
      server.closeAllConnections();
    }
  }

  /** Where it serves just now. */
  get told(): Consoles {
    const { now } = this.#parts.certificate;
    return {
      addresses: [...this.#servers].map(
        ([at, server]) => `https://${hostOf({ ...at, port: portOf(server) })}/`,
      ),
      certificate: now === null ? null : { sha256: now.fingerprint, until: now.until },
    };
  }

  /** Looks now after the certificate and the addresses. Never rejects. */
  async look(): Promise<void> {
    const { certificate, listen } = this.#parts;
    const isOther = await certificate.look();
    this.#tell('certificate', certificate.fault);
    const { now } = certificate;
    if (now === null) return;
    if (isOther) for (const server of this.#servers.values()) server.setSecureContext(now);
    const failed: string[] = [];
    let isNew = false;
    for (const at of listen.filter((one) => !this.#servers.has(one))) {
      const why = await this.#open(at);
      if (why === null) isNew = true;
      else failed.push(why);
    }
    const what = `consoles cannot be served on ${failed.join(', ')}`;
    const hint = 'Look whether it is an address of this machine, and its port free; it is tried again.';
    this.#tell(
      'listen',
      failed.length === 0 ? null : { code: 'listen-failed', what, where: '--listen', hint },
    );
    if (isNew || isOther) {
      const { addresses } = this.told ?? { addresses: [] };
      const until = new Date(now.until).toISOString();
      this.#parts.log.info(
        { addresses, sha256: now.fingerprint, until },
        'consoles are served beyond this machine',
      );
    }
  }

  #tell(heading: string, report: ErrorReport | null): void {
    const { faults, log } = this.#parts;
    if (faults.set(heading, report) && report !== null) log.warn(report, 'consoles on other machines');
  }

  /** Listens on one address. Resolves with why it cannot, null where it does. */
  async #open(at: ListenAddress): Promise<string | null> {
    const { certificate, headers, log } = this.#parts;
    const site = (): Site => ({ scheme: 'https', isOurs: (host) => this.#isOurs(host, at, portOf(server)) });
    const given = (): Headers => ({
      ...headers(`wss://${hostOf({ ...at, port: portOf(server) })}`),
      'strict-transport-security': `max-age=${A_YEAR}`,
    });
    const { cert, key } = certificate.now ?? { cert: '', key: '' };
    const server = createServer(
      { ...{ cert, key }, minVersion: 'TLSv1.2', ServerResponse: answering(given) },
      (request, response) => {
        this.#answer(request, response, site()).catch((error: unknown) =>
          failed(error, request, response, log),
        );
      },
    );
    Object.assign(server, { headersTimeout: SAID_WITHIN, requestTimeout: SAID_WITHIN });
    server.maxConnections = MOST_CONNECTIONS;
    // Before any of it is computed: a handshake costs whoever answers as much as whoever asks.
    server.prependListener('connection', (socket) => {
      socket.on('error', () => undefined);
      if (socket instanceof Socket && !this.#connections.take(addressOf(socket))) socket.destroy();
    });
    server.on('tlsClientError', (_error, socket) => socket.destroy());
    const refusal = (status: number, body: object): string => whole(status, given(), body);
    answerNonsense(server, refusal);
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      this.#upgrade({ request, socket, head, site: site(), refusal }).catch((error: unknown) => {
        log.error({ err: error }, 'a line could not be taken in');
        socket.destroy();
      });
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(at.port, at.address, resolve);
      });
    } catch (error) {
      const { code } = error instanceof Error && 'code' in error ? error : { code: String(error) };
      return `${hostOf(at)} (${String(code)})`;
    }
    server.on('error', (error) => log.error({ err: error }, 'consoles on other machines'));
    this.#servers.set(at, server);
    return null;
  }

  /** Whether a Host header names this host: by the address that is listened on, or by what its certificate is for. */
  #isOurs(host: string, at: ListenAddress, port: number): boolean {
    if (host === hostOf({ ...at, port }) || (port === 443 && host === hostOf(at).replace(/:\d+$/, '')))
      return true;
    const [, name = '', named] = /^([a-z0-9.-]+)(?::(\d+))?$/.exec(host) ?? [];
    const isPort = named === undefined ? port === 443 : Number(named) === port;
    return isPort && isIP(name) === 0 && this.#parts.certificate.now?.isFor(name) === true;
  }

  async #answer(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
    const address = addressOf(request.socket);
    const why = this.#turnedAway(request, address, site);
    if (why === null) return this.#visits.answer({ request, response, address });
    json(response, why.status, why.body);
  }

  async #upgrade(line: Line): Promise<void> {
    const { request, socket, head, site, refusal } = line;
    const { desk, refusing } = this.#parts;
    const address = addressOf(request.socket);
    const why = this.#turnedAway(request, address, site);
    if (why !== null) return void socket.end(refusal(why.status, why.body));
    // A page says where it is from; whatever else connects is no page of ours.
    if (request.headers.origin === undefined || !request.url?.startsWith('/socket.io/')) {
      refusing.foreign(address, 'a line of no page');
      return void socket.end(refusal(403, FOREIGN));
    }
    const pass = await this.#passOf({ request, address });
    if (pass === null)
      return void socket.end(refusal(401, { code: 'session-needed', what: 'nobody is signed in' }));
    if (!desk.admit(request, socket, head, pass))
      socket.end(refusal(503, { code: 'windows-full', what: 'there are more connections than a wall has' }));
  }

  /** What a line comes in by: it says itself whether it is of a screen, or of a console. */
  async #passOf(from: { request: IncomingMessage; address: string }): Promise<Pass | null> {
    const { request, address } = from;
    const asked = new URL(request.url ?? '/', 'https://host').searchParams;
    if (asked.get('window') === WALL_LINE.window) return this.#visits.screenOf(from);
    const cookie = cookieOf(request);
    const pass = cookie === undefined ? null : passOf(cookie, address);
    if (pass !== null && this.#parts.desk.has(pass.session)) return pass;
    await this.#visits.isSignedIn(from);
    return null;
  }

  /** Why a request gets no further than its head; null where it does. */
  #turnedAway(
    request: IncomingMessage,
    address: string,
    site: Site,
  ): { status: number; body: object } | null {
    if (!this.#requests.take(address))
      return { status: 429, body: { code: 'window-busy', what: 'too many requests from this machine' } };
    const why = refused(request, site);
    if (why === null) return null;
    this.#parts.refusing.foreign(address, why.slice(0, 200));
    return { status: 403, body: FOREIGN };
  }
}

interface Line {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  site: Site;
  refusal: (status: number, body: object) => string;
}

const FOREIGN = { code: 'origin-refused', what: 'refused: this is no page of this host' };
