import type { IncomingMessage, ServerResponse } from 'node:http';
import { CitywallError, type ErrorReport, reportOf } from '../../contract/errors.ts';
import { type SignedIn, type SignInRequest, signInRequest } from '../../contract/link.ts';
import { BASE_PATH } from '../../contract/base-map.ts';
import { json, pathOf } from '../web/http.ts';
import { passOf } from '../windows/pass.ts';
import type { DoorDesk, Refusing } from './desk.ts';
import { EACH_ADDRESS, type PerAddress } from './limits.ts';
import { WALL_WINDOWS_STAY } from './refusal-page.ts';

/** The cookie of a session: for this host alone, over TLS, and read by no script. */
const COOKIE = '__Host-citywall';
const KEPT_FOR = 31 * 24 * 3600;
/** The largest sign-in, bytes. */
const LARGEST = 4_096;

/** The session that a request's cookie shows; none where it has none. */
export function cookieOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const all = (headers.cookie ?? '').split(/;\s*/);
  const own = all.filter((one) => one.startsWith(`${COOKIE}=`)).map((one) => one.slice(COOKIE.length + 1));
  return own.length === 1 && /^[\w-]{20,100}$/.test(own[0] ?? '') ? own[0] : undefined;
}

/** A request whose host, origin and address have been looked at. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  address: string;
}

/** What a console on another machine is answered over HTTP: its page and its sign-in for everybody, all else for whoever is signed in. */
export class Visits {
  readonly #desk: DoorDesk;
  readonly #refusing: Refusing;
  readonly #guesses: PerAddress;

  constructor(desk: DoorDesk, refusing: Refusing, guesses: PerAddress) {
    this.#desk = desk;
    this.#refusing = refusing;
    this.#guesses = guesses;
  }

  async answer(visit: Visit): Promise<void> {
    const { request, response } = visit;
    const pathname = pathOf(request);
    if (request.method === 'POST' && pathname === '/sign-in') return this.#signIn(visit);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' });
      response.end();
    } else if (pathname === '/session') await this.#tellSession(visit);
    else if (pathname === '/plain' || (pathname === '/' && !queryOf(request).has('console')))
      wallWindowsStay(visit);
    else if (pathname.startsWith('/sign-in/')) json(response, 404, NEEDED);
    else if (!ofTheCity(pathname) || (await this.isSignedIn(visit)))
      await this.#desk.serve(request, response);
    else json(response, 401, NEEDED);
  }

  /** Whether somebody is signed in, and has not locked their console. A cookie from another machine is refused, and told to whose it is. */
  async isSignedIn({ request, address }: Omit<Visit, 'response'>): Promise<boolean> {
    const cookie = cookieOf(request);
    if (cookie === undefined) return false;
    if (this.#desk.has(passOf(cookie, address).session))
      return this.#desk.roleOf(passOf(cookie, address).session) !== null;
    await this.#refusing.elsewhere(cookie, address);
    return false;
  }

  async #tellSession(visit: Visit): Promise<void> {
    const cookie = cookieOf(visit.request);
    const has = cookie !== undefined && this.#desk.has(passOf(cookie, visit.address).session);
    if (!has) await this.isSignedIn(visit);
    json(visit.response, 200, has ? { ok: true, value: null } : NEEDED);
  }

  async #signIn({ request, response, address }: Visit): Promise<void> {
    const isOwn = request.headers.origin !== undefined;
    const type = request.headers['content-type'] ?? '';
    if (!isOwn || !type.startsWith('application/json')) {
      this.#refusing.foreign(address, 'a sign-in by no page of this host');
      return json(response, 403, refusal(FOREIGN));
    }
    if (!this.#guesses.take(address)) {
      this.#refusing.limited(address);
      response.setHeader('retry-after', String(this.#guesses.until(address)));
      return json(response, 429, refusal(LIMITED));
    }
    try {
      const { session } = await this.#desk.signIn(await bodyOf(request), address);
      this.#guesses.giveBack(address);
      const parts = [`${COOKIE}=${session}`, 'Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict'];
      response.setHeader('set-cookie', [...parts, `Max-Age=${KEPT_FOR}`].join('; '));
      const value: SignedIn = { session: passOf(session, address).key };
      json(response, 200, { ok: true, value });
    } catch (error) {
      json(response, 401, refusal(reportOf(error, 'host-fault')));
    }
  }
}

/** Paths by which something of the city is read. */
const ofTheCity = (pathname: string): boolean =>
  pathname === '/health' || pathname === BASE_PATH || pathname.startsWith('/pictures/');

const refusal = (error: ErrorReport): object => ({ ok: false, error });

const NEEDED = refusal({
  code: 'session-needed',
  what: 'Nobody is signed in on this console.',
  where: '',
  hint: 'Sign in.',
});
const FOREIGN: ErrorReport = {
  code: 'origin-refused',
  what: 'Only the page of this host signs in.',
  where: '',
  hint: 'Open /?console.',
};
const LIMITED: ErrorReport = {
  code: 'sign-in-limited',
  what: `More than ${EACH_ADDRESS.guesses.burst} sign-ins went wrong from this machine.`,
  where: '',
  hint: 'Wait a minute, or sign in on another machine.',
};

/** An account and its password: the provider of the city's accounts leads back to the wall's own machine alone. */
async function bodyOf(request: IncomingMessage): Promise<Extract<SignInRequest, { account: string }>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > LARGEST) break;
    parts.push(bytes);
  }
  const read = signInRequest.safeParse(size > LARGEST ? null : parsed(Buffer.concat(parts).toString()));
  if (read.success && 'account' in read.data) return read.data;
  throw new CitywallError('question-params', {
    what: read.error?.issues[0]?.message ?? 'no sign-in',
    where: read.error?.issues[0]?.path.join('.') ?? '',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is no sign-in, which is said of it.
    return null;
  }
}

const queryOf = ({ url }: IncomingMessage): URLSearchParams =>
  new URL(url ?? '/', 'https://host').searchParams;

/** Leads whoever names nothing to a console; says to whoever wants a window of the wall that there is none here. */
function wallWindowsStay({ request, response }: Visit): void {
  if (pathOf(request) === '/' && queryOf(request).size === 0) {
    response.writeHead(302, { location: '/?console', 'cache-control': 'no-store' }).end();
    return;
  }
  response.writeHead(403, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(WALL_WINDOWS_STAY);
}
