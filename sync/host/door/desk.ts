import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { MINUTE } from '../../contract/instants.ts';
import type { Opened, SignedIn, SignInRequest } from '../../contract/link.ts';
import type { Audit } from '../audit/audit-desk.ts';
import type { Sessions } from '../people/sessions.ts';
import type { LinkDesk } from '../windows/requests.ts';
import type { Pass } from '../windows/pass.ts';
import type { Machines } from './machines.ts';

/** What the door asks of the host behind it. */
export interface DoorDesk extends Pick<LinkDesk, 'has' | 'roleOf'> {
  /** Trades a password, or the code of somebody who came back from the city's provider, for a session of an address. Throws `sign-in-wrong` or `sign-in-over`. */
  signIn: (request: SignInRequest, address: string) => Promise<SignedIn>;
  /** The city's provider, where people go to it from other machines too. */
  byCity: () => Opened['accounts']['city'];
  /** Which other machines are screens of the wall. */
  machines: Pick<Machines, 'passOf' | 'shownElsewhere' | 'enrol' | 'sawOne'>;
  /** Answers with a page, a picture, a part of the base map or `/health`. */
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Takes in the line of a console, or of a screen. False where there is no room. */
  admit: (request: IncomingMessage, socket: Duplex, head: Buffer, pass: Pass) => boolean;
}

/** What of one kind from one address was told is not told again for so long, milliseconds. */
const TOLD_EVERY = MINUTE;
const MOST_TOLD = 1_000;

/** Who is turned away beyond this machine: told in the log, and in the audit log where it is about somebody's account. */
export class Refusing {
  readonly #sessions: Pick<Sessions, 'shownElsewhere'>;
  readonly #audit: Audit;
  readonly #log: Logger;
  readonly #clock: () => number;
  readonly #told = new Map<string, number>();

  constructor(
    sessions: Pick<Sessions, 'shownElsewhere'>,
    audit: Audit,
    log: Logger,
    clock: () => number = () => performance.now(),
  ) {
    this.#sessions = sessions;
    this.#audit = audit;
    this.#log = log;
    this.#clock = clock;
  }

  /** A cookie from a machine that it is no session of. */
  async elsewhere(cookie: string, address: string): Promise<void> {
    const account = await this.#sessions.shownElsewhere(cookie, address);
    if (account === null) return;
    this.#audit.tell({ what: 'sessionElsewhere', who: { account, console: address }, of: {} });
    this.#log.warn({ account, address }, 'a session was shown from another machine, and refused');
  }

  /** The cookie of a screen, from an address that is not its own. */
  machineElsewhere(machine: string, address: string): void {
    if (!this.#isNews(`${address} ${machine}`)) return;
    this.#audit.tell({ what: 'machineElsewhere', who: { console: address }, of: { machine } });
    this.#log.warn(
      { machine, address },
      'the cookie of a screen was shown from another machine, and refused',
    );
  }

  /** A code that there is not. */
  code(address: string): void {
    this.#audit.refused('code-wrong', { console: address });
  }

  /** Too many wrong passwords, or codes. */
  limited(address: string): void {
    this.#audit.refused('sign-in-limited', { console: address });
    this.foreign(address, 'too many wrong sign-ins');
  }

  /** Anything else that no page of ours does. */
  foreign(address: string, why: string): void {
    // What was sent is in why: of each address one line a minute, whatever it sends.
    if (this.#isNews(address)) this.#log.warn({ address, why }, 'refused beyond this machine');
  }

  #isNews(key: string): boolean {
    const now = this.#clock();
    if (now - (this.#told.get(key) ?? -Infinity) < TOLD_EVERY) return false;
    if (this.#told.size >= MOST_TOLD) this.#told.clear();
    this.#told.set(key, now);
    return true;
  }
}
