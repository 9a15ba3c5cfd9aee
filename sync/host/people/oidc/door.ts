import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { CitywallError, type ErrorCode } from '../../../contract/errors.ts';
import { SIGN_IN_BACK, SIGN_IN_BEGIN, SIGN_IN_CODE, SIGN_IN_FAILED } from '../../../contract/sign-in.ts';
import type { Flow, Known, Provider } from './provider.ts';
import { addressOf } from '../../web/origins.ts';
import { secret, Waiting } from './waiting.ts';

/** So long somebody may be on their way to the provider and back, and a console may take to trade its code, milliseconds. */
export const AWAY = 600_000;
export const TRADED_WITHIN = 60_000;
/** More people on their way than any wall has. */
const MOST_AWAY = 200;
/** Where whoever is on the wall's own machine comes from. */
export const HERE = '';
/** Ties the way back to the browser that set out. */
const COOKIE = 'citywall-sign-in';

export interface DoorParts {
  /** The provider that is in force; null where there is none. */
  provider: () => Provider | null;
  /** Takes up whoever came back. Rejects with `person-unmapped`. */
  welcome: (known: Known) => Promise<string>;
  /** Somebody was refused, for a reason. */
  refused: (why: ErrorCode) => void;
  now: () => number;
  log: Logger;
}

interface Away {
  provider: Provider;
  flow: Flow;
  browser: string;
}

/** The two addresses by which people go to the provider and come back. Neither answers with anything but where to go on. */
export class SignInDoor {
  readonly #parts: DoorParts;
  readonly #away: Waiting<Away>;
  readonly #codes: Waiting<{ of: string; from: string }>;

  constructor(parts: DoorParts) {
    const { now } = parts;
    this.#parts = parts;
    this.#away = new Waiting({ most: MOST_AWAY, lasts: AWAY, now });
    this.#codes = new Waiting({ most: MOST_AWAY, lasts: TRADED_WITHIN, now });
  }

  /**
   * Who stands behind a console's code, once. It is of use where it was handed out alone: somebody else's, sent in an address, signs nobody in as
   * them. Throws `sign-in-over`.
   */
  trade(code: string, from: string): string {
    const held = this.#codes.take(code);
    if (held?.from !== from) throw over('The code of this sign-in was used, or has waited too long.');
    return held.of;
  }

  /** Answers a request for one of its addresses; never rejects, so that no address with a code comes into a log. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { log, refused } = this.#parts;
    try {
      const url = new URL(request.url ?? '/', originOf(request));
      if (request.method !== 'GET') response.writeHead(405, { allow: 'GET' }).end();
      else if (url.pathname === SIGN_IN_BEGIN) await this.#begin(url, request, response);
      else if (url.pathname === SIGN_IN_BACK) await this.#back(url, request, response);
      else response.writeHead(404).end();
    } catch (error) {
      const known = error instanceof CitywallError ? error : null;
      const code = known?.code ?? 'host-fault';
      // Neither the error itself nor its cause: what a provider sent is in them.
      log.warn({ code, where: known?.where ?? '' }, 'somebody was not signed in by the provider');
      refused(code);
      goOn(response, `${SIGN_IN_FAILED}=${code}`, request);
    }
  }

  async #begin(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.#parts.provider();
    if (provider === null || request.headers['sec-fetch-site'] === 'cross-site')
      throw over('There is no way to sign in here, or it was begun by a page from elsewhere.');
    const { address, flow } = await provider.begin(new URL(SIGN_IN_BACK, url).href);
    const browser = secret();
    this.#away.add(flow.state, { provider, flow, browser });
    response.setHeader('set-cookie', cookie(browser, AWAY / 1000, request));
    leave(response, address.href);
  }

  async #back(url: URL, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const away = this.#away.take(url.searchParams.get('state') ?? '');
    if (away === null) throw over('Nobody set out with this state, or they took too long.');
    if (away.browser !== cookieOf(request)) throw over('Somebody set out in another browser.');
    if (away.provider !== this.#parts.provider()) throw over('Another provider is in force meanwhile.');
    const known = await away.provider.finish(away.flow, url);
    const of = await this.#parts.welcome(known);
    const code = secret();
    this.#codes.add(code, { of, from: fromOf(request) });
    goOn(response, `${SIGN_IN_CODE}=${code}`, request);
  }
}

/** Where the host is asked: its name was held to what it may be before (`web/origins.ts`). */
const originOf = ({ headers, socket }: IncomingMessage): string =>
  `${isSafe(socket) ? 'https' : 'http'}://${headers.host ?? 'localhost'}`;
/** Where somebody is: on this machine, or at an address of another. */
const fromOf = ({ socket }: IncomingMessage): string => (isSafe(socket) ? addressOf(socket) : HERE);
const isSafe = (socket: IncomingMessage['socket']): boolean => 'encrypted' in socket;

const over = (what: string): CitywallError =>
  new CitywallError('sign-in-over', { what, hint: 'Sign in again.' });

function cookie(value: string, seconds: number, { socket }: IncomingMessage): string {
  const safe = isSafe(socket) ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/sign-in; Max-Age=${seconds}; HttpOnly; SameSite=Lax${safe}`;
}
function cookieOf({ headers }: IncomingMessage): string | undefined {
  const all = (headers.cookie ?? '').split(';').map((one) => one.trim());
  return all.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

/** Back to the console, which takes the fragment out of its address before anything else. */
function goOn(response: ServerResponse, fragment: string, request: IncomingMessage): void {
  if (response.headersSent) return void response.end();
  if (fragment.startsWith(`${SIGN_IN_CODE}=`)) response.setHeader('set-cookie', cookie('', 0, request));
  leave(response, `/?console#${fragment}`);
}
function leave(response: ServerResponse, to: string): void {
  response.writeHead(303, { location: to, 'cache-control': 'no-store' }).end();
}
