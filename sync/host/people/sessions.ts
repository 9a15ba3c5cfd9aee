import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { DAY, MINUTE } from '../../contract/instants.ts';
import type { SignedIn } from '../../contract/link.ts';
import type { KnownSession, Person, Role, SignedInPerson } from '../../contract/people.ts';
import type { Account } from './accounts.ts';
import { isDemonstration } from './demonstration.ts';
import { isProviders } from './oidc/roster.ts';
import { sessionFrom } from '../windows/pass.ts';
import { FREE_GUESSES, type GuessTurns, wrongSignIn } from './guess-turns.ts';

/** A session that is not used for so long is over, milliseconds; use is written down once a day, so that it may last a day more. */
export const SESSION_LASTS = 30 * DAY;
/** More sessions than any wall's consoles need. */
export const MOST_SESSIONS = 500;
/** So many wrong passwords in a row at a locked console end its session: whoever tries there has it before them. */
export const WRONG_UNLOCKS = 2 * FREE_GUESSES;

/** Sessions as they are kept: never the token, only its hash; and of which account, by a mark that changes with its password. */
const keptSession = z.object({
  hash: z.string(),
  account: z.string(),
  of: z.string(),
  since: z.number(),
  expires: z.number(),
  locked: z.boolean(),
  /** It was not used yet. */
  unused: z.boolean(),
  /** Of a session on another machine: the hash of its cookie, the address it is good for, and where else it was shown. */
  away: z
    .object({
      cookie: z.string(),
      from: z.string(),
      elsewhere: z.object({ address: z.string(), at: z.number(), times: z.number() }).nullable(),
    })
    .exactOptional(),
});
export const keptSessions = z.array(keptSession);
export type KeptSessions = z.infer<typeof keptSessions>;
type KeptSession = KeptSessions[number];

export interface SessionParts {
  /** The accounts that are in force. */
  accounts: () => readonly Account[];
  /** Whether a password is that of an account; where there is none, it takes as long, and it is not. */
  isOf: (password: string, account: Account | undefined) => Promise<boolean>;
  kept: KeptSessions;
  /** Keeps the sessions; resolved when they are on disk. */
  keep: (sessions: KeptSessions) => Promise<void>;
  /** The host's clock, milliseconds since 1970. */
  now: () => number;
  turns: GuessTurns;
  /** Told when a session ended, or was locked or unlocked: windows that were opened with it open again. */
  changed: () => void;
}

const hashed = (secret: string): string => createHash('sha256').update(secret).digest('hex');
/** What a session is told by: it opens nothing. */
const nameOf = ({ hash }: KeptSession): string => hash.slice(0, 12);
/** What tells an account with one password from the same with another. */
const markOf = ({ id, password }: Account): string => hashed(`sessions of ${id} with ${password}`);
const personOf = ({ id, name, role, units }: Account): Person => ({ id, name, role, units });

/** Who is signed in on which console, until they leave, are sent away, or their account or password is another. */
export class Sessions {
  readonly #parts: SessionParts;
  #sessions: KeptSessions;
  /** The session that goes on when its account has another password, and as whose. */
  readonly #going = new Map<string, string>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#sessions = parts.kept;
  }

  /** The accounts in force are others: sessions of those that are gone, or have another password, are over. */
  async accountsChanged(): Promise<void> {
    const isInForce = (of: string): boolean => this.#parts.accounts().some((one) => markOf(one) === of);
    const now = this.#sessions.map((one) => {
      const of = this.#going.get(one.hash);
      return of !== undefined && isInForce(of) ? { ...one, of } : one;
    });
    const live = now.filter((one) => this.#accountOf(one) !== undefined);
    if (live.length !== now.length || now.some((one, i) => one !== this.#sessions[i])) await this.#keep(live);
    else this.#parts.changed();
  }

  /** Trades a password for a session, when it is the asker's turn. Throws `sign-in-wrong`, which does not tell whether there is such an account. */
  async signIn(id: string, password: string, asker: string): Promise<SignedIn> {
    const { turns, isOf } = this.#parts;
    const account = this.#parts.accounts().find((one) => one.id === id && !isProviders(one));
    const isRight = await turns.look(account?.id ?? '', asker, () => isOf(password, account));
    if (!isRight || account === undefined)
      throw wrongSignIn('There is no such account, or its password is another.');
    return this.#begin(account);
  }

  /** Signs in somebody whom the provider knows. The session that their console had goes on where it is theirs, and is over where it is not. */
  async enter(account: Account, had: string | undefined): Promise<SignedIn> {
    const session = had === undefined ? undefined : this.#find(had);
    if (session === undefined || had === undefined) return this.#begin(account);
    if (session.of !== markOf(account)) {
      await this.#keep(this.#with(session));
      return this.#begin(account);
    }
    await this.#keep(this.#with(session, { ...session, locked: false }));
    return { session: had };
  }

  /** Whether an account has a session. */
  isIn(account: Account): boolean {
    const of = markOf(account);
    return this.#sessions.some((one) => one.of === of && this.#isLive(one));
  }

  async #begin(account: Account): Promise<SignedIn> {
    const session = randomBytes(32).toString('base64url');
    const at = this.#parts.now();
    const made = { hash: hashed(session), account: account.id, of: markOf(account), since: at };
    await this.#keep([
      ...this.#withRoom(),
      { ...made, expires: at + SESSION_LASTS + DAY, locked: false, unused: true },
    ]);
    return { session };
  }

  /** Binds a session that was just made to another machine: its token alone opens nothing any more, only with the address that it is bound to. */
  async bind(token: string, address: string): Promise<void> {
    const { session } = this.#need(token);
    const away = { cookie: hashed(token), from: address, elsewhere: null };
    await this.#keep(this.#with(session, { ...session, hash: hashed(sessionFrom(token, address)), away }));
  }

  /**
   * A token was shown from an address for which it is no session. Notes it for whoever it is of; resolves with their account, null where there is
   * no such session or it was told within the last minute.
   */
  async shownElsewhere(token: string, address: string): Promise<string | null> {
    const cookie = hashed(token);
    const session = this.#sessions.find((one) => one.away?.cookie === cookie && this.#isLive(one));
    if (session?.away === undefined || session.away.from === address) return null;
    const { elsewhere } = session.away;
    const at = this.#parts.now();
    const isTold = elsewhere?.address === address && at - elsewhere.at < MINUTE;
    const seen = { address, at: isTold ? elsewhere.at : at, times: (elsewhere?.times ?? 0) + 1 };
    const next = this.#with(session, { ...session, away: { ...session.away, elsewhere: seen } });
    // Shown again and again it costs no disk.
    if (isTold) this.#sessions = next;
    else await this.#keep(next);
    return isTold ? null : session.account;
  }

  /** Whoever asked is gone. */
  forget(asker: string): void {
    this.#parts.turns.forget(asker);
  }

  /** Who has a session, locked or not; null where there is none of that token. It is not renewed by that. */
  whoIs(token: string): SignedInPerson | null {
    const session = this.#find(token);
    const account = session === undefined ? undefined : this.#accountOf(session);
    if (session === undefined || account === undefined) return null;
    return {
      ...{ ...personOf(account), locked: session.locked },
      ...(isProviders(account) ? { byCity: true } : isDemonstration(account) ? {} : { ownPassword: true }),
      ...(account.until === undefined ? {} : { until: account.until }),
    };
  }

  /** What whoever has a session is here for; null where there is none, or it is locked. */
  roleOf(token: string): Role | null {
    const who = this.whoIs(token);
    return who === null || who.locked ? null : who.role;
  }

  /** Who has a session and what they may do; renews it. Throws `session-needed` where there is none or it is over, `session-locked`. */
  async whoHas(token: string): Promise<Person> {
    const now = this.#parts.now();
    const { session, account } = this.#need(token);
    if (session.locked)
      throw new CitywallError('session-locked', {
        what: 'This console is locked.',
        hint: 'Give the password of whoever is signed in on it.',
      });
    if (session.unused || session.expires - now <= SESSION_LASTS) {
      const used = { ...session, expires: now + SESSION_LASTS + DAY, unused: false };
      // Where it cannot be written who asks is who they are all the same; the next use is written.
      await this.#keep(this.#with(session, used)).catch(() => (this.#sessions = this.#with(used, session)));
    }
    return personOf(account);
  }

  /** Ends a session. One that there is not has ended already. */
  async signOut(token: string): Promise<void> {
    const session = this.#find(token);
    if (session !== undefined) await this.#keep(this.#with(session));
  }

  /** Locks a session until the password is given again. */
  async lock(token: string): Promise<void> {
    const { session } = this.#need(token);
    if (!session.locked) await this.#keep(this.#with(session, { ...session, locked: true }));
  }

  /** Unlocks it. Throws `sign-in-wrong`; too many of them in a row end the session. */
  async unlock(token: string, password: string, asker: string): Promise<void> {
    await this.prove(token, password, asker);
    const { session: now } = this.#need(token);
    await this.#keep(this.#with(now, { ...now, locked: false }));
  }

  /** Sees that whoever has a session knows its account's password, which it resolves with. Throws `sign-in-wrong`; too many of them in a row end the session. */
  async prove(token: string, password: string, asker: string): Promise<Account> {
    const { turns, isOf } = this.#parts;
    const { session, account } = this.#need(token);
    const lane = `unlock ${session.hash}`;
    if (await turns.look(lane, asker, () => isOf(password, account))) return account;
    if (turns.wrong(lane) >= WRONG_UNLOCKS) await this.signOut(token);
    throw wrongSignIn('The password is another.');
  }

  /** While accounts are changed so that this one has another password, one session of it goes on; all others of it are over then. */
  async goingOn(token: string, account: Account, change: () => Promise<void>): Promise<void> {
    const { session } = this.#need(token);
    this.#going.set(session.hash, markOf(account));
    try {
      await change();
    } finally {
      this.#going.delete(session.hash);
    }
  }

  /** One's own sessions, the newest first; an administrator's are everybody's. Throws as {@link whoHas} does. */
  async list(token: string): Promise<KnownSession[]> {
    const asking = await this.whoHas(token);
    const own = hashed(token);
    return this.#sessions
      .flatMap((session) => {
        const account = this.#isLive(session) ? this.#accountOf(session) : undefined;
        if (account === undefined || !mayEnd(asking, account)) return [];
        const { id, name, role } = account;
        const { since, expires, locked } = session;
        const used = Math.max(since, expires - SESSION_LASTS - DAY);
        return [
          {
            ...{ id: nameOf(session), person: { id, name, role }, since, used, locked },
            ...{ from: session.away?.from ?? null, elsewhere: session.away?.elsewhere ?? null },
            own: session.hash === own,
          },
        ];
      })
      .sort((a, b) => b.since - a.since);
  }

  /** Ends another session, one's own or, for an administrator, anybody's. Throws as {@link whoHas} does, or `role-needed`. */
  async end(token: string, id: string): Promise<void> {
    const asking = await this.whoHas(token);
    const meant = this.#sessions.find((one) => nameOf(one) === id);
    const account = meant === undefined ? undefined : this.#accountOf(meant);
    if (meant === undefined || account === undefined) return;
    if (!mayEnd(asking, account))
      throw new CitywallError('role-needed', {
        what: `${asking.role} may not end the session of somebody else`,
        where: id,
        hint: 'It is for administrator.',
      });
    await this.#keep(this.#with(meant));
  }

  #need(token: string): { session: KeptSession; account: Account } {
    const session = this.#find(token);
    const account = session === undefined ? undefined : this.#accountOf(session);
    if (session === undefined || account === undefined)
      throw new CitywallError('session-needed', {
        what: 'Only a console that somebody is signed in on may do this.',
        hint: 'Sign in.',
      });
    return { session, account };
  }

  #find(token: string): KeptSession | undefined {
    const hash = hashed(token);
    return this.#sessions.find((one) => one.hash === hash && this.#isLive(one));
  }

  #isLive({ expires }: KeptSession): boolean {
    return expires > this.#parts.now();
  }

  #accountOf({ account, of }: KeptSession): Account | undefined {
    return this.#parts.accounts().find((one) => one.id === account && markOf(one) === of);
  }

  /** All sessions, one of them by another or by none. */
  #with(session: KeptSession, now?: KeptSession): KeptSessions {
    return this.#sessions.flatMap((one) => (one === session ? (now ?? []) : one));
  }

  /** The sessions beside which there is room for one more: those that were never used go first, then those that were not of late. */
  #withRoom(): KeptSessions {
    if (this.#sessions.length < MOST_SESSIONS) return this.#sessions;
    const lately = this.#parts.now() + SESSION_LASTS - DAY;
    const [first] = this.#sessions
      .filter(({ unused, expires }) => unused || expires < lately)
      .sort((a, b) => Number(b.unused) - Number(a.unused) || a.expires - b.expires);
    if (first === undefined) throw wrongSignIn(`All ${MOST_SESSIONS} sessions of this wall are in use.`);
    return this.#with(first);
  }

  async #keep(sessions: KeptSessions): Promise<void> {
    const live = sessions.filter((one) => this.#isLive(one));
    const shown = (of: KeptSessions): string => of.map(({ hash, locked }) => `${hash} ${locked}`).join();
    const isNews = shown(live) !== shown(this.#sessions);
    // At once, before the disk has it: two that sign in together must each know of the other.
    this.#sessions = live;
    if (isNews) this.#parts.changed();
    await this.#parts.keep(live);
  }
}

const mayEnd = (asking: Person, { id }: Account): boolean =>
  asking.role === 'administrator' || asking.id === id;
