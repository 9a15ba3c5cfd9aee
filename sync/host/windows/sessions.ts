import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { DAY } from '../../contract/instants.ts';
import type { SignedIn } from '../../contract/link.ts';
import type { Role } from '../../contract/people.ts';
import { KeyTurns, refusal } from './key-turns.ts';

/** A session that is not used for so long is over, milliseconds; use is written down once a day, so that it may last a day more. */
export const SESSION_LASTS = 30 * DAY;
/** More sessions than any wall's consoles need. */
export const MOST_SESSIONS = 500;

/** The key of a wall is its operators'. */
const ROLE: Role = 'operator';

/**
 * Sessions as they are kept: never the token, only its hash, and that of the key it was given for; those that were not used yet say so.
 * Those of before they had names are given one.
 */
const keptSession = z.object({
  hash: z.string(),
  expires: z.number(),
  name: z.string().max(80).optional(),
  of: z.string().exactOptional(),
  unused: z.literal(true).exactOptional(),
});
export const keptSessions = z
  .array(keptSession)
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
  /** Hands out the next code, the one before being of no use any more. */
  offer: (code: string) => void;
  turns?: KeyTurns;
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

/** The key of which a session is, told from every other. */
const markOf = (key: string): string => hashOf(`sessions of ${key}`);

/** Who may write over the link: consoles that showed the key of this data folder or a code in its place, until their session ends. */
export class Sessions {
  readonly #parts: SessionParts;
  readonly #turns: KeyTurns;
  #key: string;
  #code = secret();
  #sessions: KeptSessions;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#turns = parts.turns ?? new KeyTurns();
    this.#key = parts.key;
    this.#sessions = [];
  }

  /** Takes those that were kept. Those of another key are over, and those of before keys were told apart are of this one. */
  async begin(): Promise<void> {
    const of = markOf(this.#key);
    const mine = this.#parts.kept.filter((one) => (one.of ?? of) === of).map((one) => ({ ...one, of }));
    const known = mine.length === this.#parts.kept.length && this.#parts.kept.every((one) => one.of === of);
    this.#sessions = mine.filter(({ expires }) => expires > this.#parts.now());
    if (!known) await this.#keep(this.#sessions);
  }

  /** The code that signs in one console, once: an address that bears it may lie in a browser's history. */
  get code(): string {
    return this.#code;
  }

  /** Another key is in force: the sessions of the one before are over. */
  async take(key: string): Promise<void> {
    this.#key = key;
    this.#another();
    const of = markOf(key);
    await this.#keep(this.#sessions.filter((one) => one.of === of));
  }

  /** Trades the key or the code for a session, when it is the asker's turn. Throws `session-key` for a wrong one. */
  async signIn(key: string, asker: string): Promise<SignedIn> {
    await this.#turns.turn(asker);
    const isCode = isSame(key, this.#code);
    if (!isCode && !isSame(key, this.#key))
      throw refusal('The key is not this wall’s, or the code was used before.');
    const others = this.#withRoom();
    if (isCode) this.#another();
    const session = secret();
    const name = nextName(this.#sessions);
    const expires = this.#parts.now() + SESSION_LASTS + DAY;
    const made = { hash: hashOf(session), expires, name, of: markOf(this.#key), unused: true as const };
    await this.#keep([...others, made]);
    return { session, name };
  }

  /** Whoever asked is gone. */
  forget(asker: string): void {
    this.#turns.forget(asker);
  }

  /** What whoever has a session is here for; null where there is none of that token. It is not renewed by that. */
  roleOf(token: string): Role | null {
    return this.#find(token) === undefined ? null : ROLE;
  }

  /** Who has a session and what they may do; renews it. Throws `session-needed` where there is none, or it is over. */
  async whoHas(token: string): Promise<{ role: Role; name: string; units: readonly string[] }> {
    const now = this.#parts.now();
    const session = this.#find(token);
    if (session === undefined)
      throw new CitywallError('session-needed', {
        what: 'Only a console that is signed in may do this.',
        hint: 'Open the address that the host printed last: citywall console ...',
      });
    const { hash, name } = session;
    if (session.unused === undefined && session.expires - now > SESSION_LASTS)
      return { role: ROLE, name, units: [] };
    const used = { hash, expires: now + SESSION_LASTS + DAY, name, of: markOf(this.#key) };
    const others = this.#sessions.filter((one) => one !== session);
    // Where it cannot be written who asks is who they are all the same; the next use is written.
    await this.#keep([...others, used]).catch(() => {
      this.#sessions = this.#sessions.map((one) => (one === used ? session : one));
    });
    return { role: ROLE, name, units: [] };
  }

  #find(token: string): KeptSessions[number] | undefined {
    const [now, hash] = [this.#parts.now(), hashOf(token)];
    return this.#sessions.find((one) => one.hash === hash && one.expires > now);
  }

  #another(): void {
    this.#code = secret();
    this.#parts.offer(this.#code);
  }

  /** The sessions beside which there is room for one more: those that were never used go first, then those that were not of late. */
  #withRoom(): KeptSessions {
    if (this.#sessions.length < MOST_SESSIONS) return this.#sessions;
    const lately = this.#parts.now() + SESSION_LASTS - DAY;
    const isUnused = ({ unused }: KeptSessions[number]): boolean => unused === true;
    const [first] = this.#sessions
      .filter((one) => isUnused(one) || one.expires < lately)
      .sort((a, b) => Number(isUnused(b)) - Number(isUnused(a)) || a.expires - b.expires);
    if (first === undefined) throw refusal(`All ${MOST_SESSIONS} sessions of this wall are in use.`);
    return this.#sessions.filter((one) => one !== first);
  }

  async #keep(sessions: KeptSessions): Promise<void> {
    const now = this.#parts.now();
    const live = sessions.filter(({ expires }) => expires > now);
    // At once, before the disk has it: two that sign in together must each know of the other.
    this.#sessions = live;
    await this.#parts.keep(live);
  }
}

/** Compared at equal length and in equal time, so that a wrong one tells nothing of the right one. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));
