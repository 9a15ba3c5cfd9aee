import type { Logger } from 'pino';
import type { Opened } from '../../contract/link.ts';
import { DEMO_PASSWORD } from '../../contract/people.ts';
import type { Profile } from '../../contract/profile.ts';
import type { PasswordCalls } from '../threads/passwords.ts';
import { program, Thread } from '../threads/threads.ts';
import type { WallThreads } from '../threads/wall-threads.ts';
import { type Account, AccountsWatch } from './accounts.ts';
import { demonstrationAccounts, isDemonstration, offeredOf } from './demonstration.ts';
import { GuessTurns } from './guess-turns.ts';
import { NOBODYS } from './hashing.ts';
import { keptSessions, Sessions } from './sessions.ts';

/** Where the journal keeps who is signed in. */
const SESSIONS = 'people.sessions';

export interface PeopleParts {
  folder: string;
  threads: WallThreads;
  /** Whether a demonstration's accounts are offered just now: never where the city is a real one. */
  demonstrates: () => boolean;
  profile: () => Profile;
  /** Other accounts are in force, also when it begins. */
  taken: (accounts: readonly Account[]) => void;
  /** Somebody signed in, left or was locked out, or there are other accounts. */
  changed: () => void;
  log: Logger;
}

/** Who may sign in on this wall's consoles, and who has. */
export class People {
  readonly #parts: PeopleParts;
  readonly #accounts: AccountsWatch;
  readonly #passwords: Thread<PasswordCalls>;
  #looks: Promise<void> | null = null;
  #sessions: Sessions | null = null;

  constructor(parts: PeopleParts) {
    const { folder, log } = parts;
    this.#parts = parts;
    this.#passwords = new Thread('passwords', program('passwords'), () => null, log);
    this.#accounts = new AccountsWatch(folder, async (accounts) => {
      log.info({ accounts: accounts.length }, 'the accounts were read');
      parts.taken(accounts);
      await this.#sessions?.accountsChanged();
    });
  }

  /** Takes up the sessions that were kept. Resolves also where accounts cannot be read, which is logged: the wall needs nobody. */
  async run(): Promise<void> {
    const { threads, log } = this.#parts;
    await this.look().catch((error: unknown) => log.error({ err: error }, 'nobody can sign in'));
    const kept = keptSessions.safeParse(await threads.asks.call('recall', SESSIONS));
    this.#sessions = new Sessions({
      accounts: () => this.#all(),
      isOf: (password, account) => this.#isOf(password, account),
      kept: kept.success ? kept.data : [],
      keep: (next) => threads.writer.call('remember', SESSIONS, next),
      now: Date.now,
      turns: new GuessTurns(),
      changed: () => this.#parts.changed(),
    });
  }

  get sessions(): Sessions {
    if (this.#sessions === null) throw new Error('people are asked for before they are there');
    return this.#sessions;
  }

  /** What a console is told before anybody is signed in on it. */
  get told(): Opened['accounts'] {
    const accounts = this.#all();
    return { any: accounts.length > 0, offered: offeredOf(accounts) };
  }

  /** Looks whether there are other accounts. Rejects where they cannot be read; those of before stay in force. */
  look(): Promise<void> {
    return this.#accounts.look();
  }

  /** Writes the accounts again where they went with all else. */
  keep(): Promise<void> {
    return this.#accounts.keep();
  }

  async stop(): Promise<void> {
    await this.#looks?.catch(() => undefined);
    if (this.#looks !== null) await this.#passwords.stop();
  }

  /** An account of the file stands before one of a demonstration by the same name. */
  #all(): readonly Account[] {
    const own = this.#accounts.now;
    if (!this.#parts.demonstrates()) return own;
    const offered = demonstrationAccounts(this.#parts.profile());
    return [...own, ...offered.filter(({ id }) => own.every((one) => one.id !== id))];
  }

  async #isOf(password: string, account: Account | undefined): Promise<boolean> {
    if (account !== undefined && isDemonstration(account)) return password === DEMO_PASSWORD;
    // It is started when it is first needed: most walls have no console.
    this.#looks ??= this.#passwords.run();
    await this.#looks;
    return this.#passwords.call('isKept', password, account?.password ?? NOBODYS);
  }
}
