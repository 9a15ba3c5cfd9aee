import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { CitywallError, type ErrorReport, reportOf } from '../../contract/errors.ts';
import { enrolRequest, type SignedIn, WALL_LINE, signInRequest } from '../../contract/link.ts';
import { SIGN_IN_BEGIN } from '../../contract/sign-in.ts';
import { EXPORT_PATH } from '../../contract/exports.ts';
import { BASE_PATH } from '../../contract/base-map.ts';
import { json, pathOf } from '../web/http.ts';
import { type MachinePass, passOf } from '../windows/pass.ts';
import type { DoorDesk, Refusing } from './desk.ts';
import { EACH_ADDRESS, type PerAddress } from './limits.ts';
import { WALL_WINDOWS_STAY } from './refusal-page.ts';

/** The cookie of a session: for this host alone, over TLS, and read by no script. */
const COOKIE = '__Host-citywall';
/** And that of a screen: one machine may be both. */
const SCREENS_COOKIE = '__Host-citywall-screen';
/** As long as a browser keeps one: when a session is over, and whether a machine is still a screen, is the host's to say. */
const KEPT_FOR = 400 * 24 * 3600;
/** The largest sign-in, bytes. */
const LARGEST = 4_096;

/** The session that a request's cookie shows; none where it has none. */
export const cookieOf = (request: Pick<IncomingMessage, 'headers'>): string | undefined =>
  cookieNamed(COOKIE, request);

function cookieNamed(name: string, { headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const all = (headers.cookie ?? '').split(/;\s*/);
  const own = all.filter((one) => one.startsWith(`${name}=`)).map((one) => one.slice(name.length + 1));
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
  readonly #codes: PerAddress;
  readonly #settingOut: PerAddress;

  /** `tries` makes a count of its own for each thing that may be tried only so often from an address. */
  constructor(desk: DoorDesk, refusing: Refusing, tries: () => PerAddress) {
    this.#desk = desk;
    this.#refusing = refusing;
    [this.#guesses, this.#codes, this.#settingOut] = [tries(), tries(), tries()];
  }

  async answer(visit: Visit): Promise<void> {
    const { request, response } = visit;
    const pathname = pathOf(request);
    if (request.method === 'POST' && pathname === '/sign-in') return this.#signIn(visit);
    if (request.method === 'POST' && pathname === '/enrol') return this.#enrol(visit);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' });
      response.end();
    } else if (pathname === '/session') await this.#tellSession(visit);
    else if (isScreens(request)) {
      const cookie = cookieNamed(SCREENS_COOKIE, request);
      if (cookie === undefined || this.screenOf(visit) === null) return wallWindowsStay(visit);
      // Kept on: a screen that is turned on once a year is one still.
      setCookie(response, SCREENS_COOKIE, cookie);
      await this.#desk.serve(request, response);
    } else if (pathname.startsWith('/sign-in/') && this.#desk.byCity() === null) json(response, 404, NEEDED);
    else if (pathname === SIGN_IN_BEGIN && !this.#settingOut.take(visit.address)) {
      this.#refusing.limited(visit.address);
      json(response, 429, refusal(LIMITED));
    } else if (!ofTheCity(pathname) || (await this.#mayRead(visit, pathname)))
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

  /** What a screen on another machine comes in by; null where it is none. A cookie from another machine is refused, and told. */
  screenOf({ request, address }: Omit<Visit, 'response'>): MachinePass | null {
    const cookie = cookieNamed(SCREENS_COOKIE, request);
    if (cookie === undefined) return null;
    const { machines } = this.#desk;
    const pass = machines.passOf(cookie, address);
    if (pass !== null) void machines.sawOne(pass);
    const other = machines.shownElsewhere(cookie, address);
    if (other !== null) this.#refusing.machineElsewhere(other, address);
    return pass;
  }

  /** A screen reads what its boards show, and nothing else of the host. */
  async #mayRead(visit: Visit, pathname: string): Promise<boolean> {
    return (pathname !== '/health' && this.screenOf(visit) !== null) || (await this.isSignedIn(visit));
  }

  async #tellSession(visit: Visit): Promise<void> {
    if (queryOf(visit.request).get('window') === WALL_LINE.window)
      return json(visit.response, 200, this.screenOf(visit) === null ? NO_SCREEN : { ok: true, value: null });
    const cookie = cookieOf(visit.request);
    const has = cookie !== undefined && this.#desk.has(passOf(cookie, visit.address).session);
    if (!has) await this.isSignedIn(visit);
    json(visit.response, 200, has ? { ok: true, value: null } : { ...NEEDED, city: this.#desk.byCity() });
  }

  async #signIn(visit: Visit): Promise<void> {
    const { request, response, address } = visit;
    if (!this.#mayTry(visit, this.#guesses)) return;
    try {
      const wanted = bodyAs(signInRequest, await bodyOf(request));
      const cookie = cookieOf(request);
      const own = cookie === undefined ? null : passOf(cookie, address);
      // A page shows its key; the session that goes on is that of its cookie.
      const had = 'code' in wanted && own?.key === wanted.session ? own?.session : undefined;
      const { session } = await this.#desk.signIn(
        'code' in wanted ? { code: wanted.code, ...(had === undefined ? {} : { session: had }) } : wanted,
        address,
      );
      this.#guesses.giveBack(address);
      const goesOn = own !== null && session === had;
      if (!goesOn) setCookie(response, COOKIE, session);
      const value: SignedIn = { session: goesOn ? own.key : passOf(session, address).key };
      json(response, 200, { ok: true, value });
    } catch (error) {
      json(response, 401, refusal(reportOf(error, 'host-fault')));
    }
  }

  /** A machine becomes a screen by a code. Wrong ones are counted apart from wrong passwords: neither keeps the other from trying. */
  async #enrol(visit: Visit): Promise<void> {
    const { request, response, address } = visit;
    if (!this.#mayTry(visit, this.#codes)) return;
    try {
      const { code } = bodyAs(enrolRequest, await bodyOf(request));
      const cookie = await this.#desk.machines.enrol(code, address);
      this.#codes.giveBack(address);
      setCookie(response, SCREENS_COOKIE, cookie);
      json(response, 200, { ok: true, value: null });
    } catch (error) {
      const told = reportOf(error, 'host-fault');
      if (told.code === 'code-wrong') this.#refusing.code(address);
      json(response, 401, refusal(told));
    }
  }

  /** Whether a page of this host tries, and not too often; it is answered where not. */
  #mayTry({ request, response, address }: Visit, tries: PerAddress): boolean {
    const isOwn = request.headers.origin !== undefined;
    const type = request.headers['content-type'] ?? '';
    if (!isOwn || !type.startsWith('application/json')) {
      this.#refusing.foreign(address, 'a sign-in by no page of this host');
      json(response, 403, refusal(FOREIGN));
    } else if (!tries.take(address)) {
      this.#refusing.limited(address);
      response.setHeader('retry-after', String(tries.until(address)));
      json(response, 429, refusal(LIMITED));
    } else return true;
    return false;
  }
}

/** Whether a window of the wall is asked for: a screen or a board, also without a script. */
function isScreens(request: IncomingMessage): boolean {
  const pathname = pathOf(request);
  return pathname === '/plain' || (pathname === '/' && !queryOf(request).has('console'));
}

/** Paths by which something of the city is read. */
const ofTheCity = (pathname: string): boolean =>
  pathname === '/health' ||
  pathname === BASE_PATH ||
  pathname.startsWith('/pictures/') ||
  pathname.startsWith(EXPORT_PATH);

const refusal = (error: ErrorReport): object => ({ ok: false, error });

const NEEDED = refusal({
  code: 'session-needed',
  what: 'Nobody is signed in on this console.',
  where: '',
  hint: 'Sign in.',
});
const NO_SCREEN = refusal({
  code: 'machine-needed',
  what: 'This machine is no screen of the wall.',
  where: '',
  hint: 'Open /?console here and enrol it.',
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

function setCookie(response: ServerResponse, name: string, value: string): void {
  const parts = [
    `${name}=${value}`,
    'Path=/',
    'Secure',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${KEPT_FOR}`,
  ];
  response.setHeader('set-cookie', parts.join('; '));
}

function bodyAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new CitywallError('question-params', {
    what: read.error.issues[0]?.message ?? 'not readable',
    where: read.error.issues[0]?.path.join('.') ?? '',
  });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > LARGEST) return null;
    parts.push(bytes);
  }
  return parsed(Buffer.concat(parts).toString());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is nothing that can be read, which is said of it.
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
