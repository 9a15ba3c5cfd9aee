import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { DAY, MINUTE } from '../../contract/instants.ts';
import type { SignedIn } from '../../contract/link.ts';
import type { Role } from '../../contract/people.ts';

/** A session that is not used for so long is over, milliseconds. */
export const SESSION_LASTS = 30 * DAY;
/** A session is renewed when less than this is left of it. */
const RENEW_AT = SESSION_LASTS / 2;
/** More sessions than any wall's consoles need: the oldest goes. */
const MOST = 200;
/** So many wrong keys in a minute, and for a minute no key is looked at. */
const WRONG = 8;

/** The key of a wall is its operators'. */
const ROLE: Role = 'operator';

/** Sessions as they are kept: never the token, only its hash. Those of before they had names are given one. */
export const keptSessions = z
  .array(z.object({ hash: z.string(), expires: z.number(), name: z.string().max(80).optional() }))
  .transform((all) => all.map((one, i, before) => ({ ...one, name: one.name ?? nextName(before, i) })));
export type KeptSessions = z.infer<typeof keptSessions>;

export interface SessionParts {
  /** The key that consoles sign in with. */
  key: string;
  kept: KeptSessions;
  /** Keeps the sessions; resolved when they are on disk. */
  keep: (sessions: KeptSessions) => Promise<void>;
  /** The host's clock, milliseconds since 1970. */
  now: () => number;
}

/** The names of sessions are of no language: `desk-1`, `desk-2` and so on. */
const DESK = 'desk-';
/** A name that none of some sessions has: one more than the greatest, so that one that was given up is not soon another's. */
function nextName(sessions: readonly { name?: string | undefined }[], more = 0): string {
  const numbers = sessions.map(({ name }) => Number(name?.slice(DESK.length) ?? 0));
  return `${DESK}${Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1 + more}`;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A key or token nobody can guess: 256 bits, in letters that an address takes as they are. */
export function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Who may write over the link: consoles that showed the key of this data folder, until their session ends. */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #key: Buffer;
  #sessions: KeptSessions;
  #wrong: number[] = [];

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#key = Buffer.from(hashOf(parts.key));
    this.#sessions = parts.kept.filter(({ expires }) => expires > parts.now());
  }

  /** Trades the key for a session. Throws `session-key` for a wrong key, or after too many of them. */
  async signIn(key: string): Promise<SignedIn> {
    const now = this.#parts.now();
    this.#wrong = this.#wrong.filter((at) => now - at < MINUTE);
    const many = this.#wrong.length >= WRONG;
    // Compared at equal length and in equal time, so that a wrong key tells nothing of the right one.
    if (many || !timingSafeEqual(Buffer.from(hashOf(key)), this.#key)) {
      if (!many) this.#wrong.push(now);
      throw new CitywallError('session-key', {
        what: many ? 'Too many wrong keys: none is looked at for a minute.' : 'The key is not this wall’s.',
        hint: 'Open the address that the host prints when it starts: citywall console ...',
      });
    }
    const session = secret();
    const name = nextName(this.#sessions);
    const made = { hash: hashOf(session), expires: now + SESSION_LASTS, name };
    await this.#keep([...this.#sessions, made].slice(-MOST));
    return { session, name };
  }

  /** Who has a session and what they may do; renews it. Throws `session-needed` where there is none, or it is over. */
  async whoHas(token: string): Promise<{ role: Role; name: string }> {
    const now = this.#parts.now();
    const hash = hashOf(token);
    const session = this.#sessions.find((one) => one.hash === hash && one.expires > now);
    if (session === undefined)
      throw new CitywallError('session-needed', {
        what: 'Only a console that is signed in may do this.',
        hint: 'Open the address that the host prints when it starts: citywall console ...',
      });
    const { name } = session;
    if (session.expires - now > RENEW_AT) return { role: ROLE, name };
    const others = this.#sessions.filter((one) => one !== session);
    await this.#keep([...others, { hash, expires: now + SESSION_LASTS, name }]);
    return { role: ROLE, name };
  }

  async #keep(sessions: KeptSessions): Promise<void> {
    const now = this.#parts.now();
    const live = sessions.filter(({ expires }) => expires > now);
    // At once, before the disk has it: two that sign in together must each know of the other.
    this.#sessions = live;
    await this.#parts.keep(live);
  }
}
