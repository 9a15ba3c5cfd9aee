import type { Logger } from 'pino';
import { CitywallError, type ErrorCode } from '../../contract/errors.ts';
import type { Opened, PasswordRequest, SignedIn, SignInRequest } from '../../contract/link.ts';
import { DEMO_PASSWORD, PASSWORD_LENGTH, passwordFault } from '../../contract/people.ts';
import type { Profile } from '../../contract/profile.ts';
import type { SignInSettings } from '../../contract/sign-in.ts';
import type { PasswordCalls } from '../threads/passwords.ts';
import { program, Thread } from '../threads/threads.ts';
import type { WallThreads } from '../threads/wall-threads.ts';
import { type Account, AccountsWatch, changeAccounts } from './accounts.ts';
import { demonstrationAccounts, demonstrationSignIn, isDemonstration, offeredOf } from './demonstration.ts';
import { GuessTurns, wrongSignIn } from './guess-turns.ts';
import { NOBODYS } from './hashing.ts';
import { CitySignIn } from './oidc/city-sign-in.ts';
import { HERE } from './oidc/door.ts';
import { keptSessions, Sessions } from './sessions.ts';

/** Where the journal keeps who is signed in. */
const SESSIONS = 'people.sessions';
/** And whom the provider signed in. */
const OF_CITY = 'people.city';

export interface PeopleParts {
  folder: string;
  threads: WallThreads;
  /** Whether a demonstration's accounts are offered just now: never where the city is a real one. */
  demonstrates: () => boolean;
  profile: () => Profile;
  /** The city's provider as the profile has it, and the address of a demonstration's own, where there is one. */
  signIn: () => SignInSettings | null;
  demoProvider: string | null;
  /** The secret that the provider knows this wall by, if it wants one. */
  secret: string | null;
  /** Whoever came from the provider was refused. */
  refused: (why: ErrorCode, account?: string) => void;
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
  #city: CitySignIn | null = null;

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
    const { profile, refused, secret } = this.#parts;
    const city = new CitySignIn({
      settings: () => this.#settings,
      hasUnit: (id) => profile().units.some((unit) => unit.id === id),
      isTaken: (id) => this.#own.some((one) => one.id === id),
      isIn: (account) => this.#sessions?.isIn(account) ?? false,
      kept: await threads.asks.call('recall', OF_CITY),
      keep: (next) => threads.writer.call('remember', OF_CITY, next),
      changed: async () => {
        await this.#sessions?.accountsChanged();
        this.#parts.changed();
      },
      ...{ refused, secret, log, now: Date.now },
    });
    this.#city = city;
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
    city.run();
  }

  get sessions(): Sessions {
    if (this.#sessions === null) throw new Error('people are asked for before they are there');
    return this.#sessions;
  }

  /** What a console is told before anybody is signed in on it. */
  get told(): Opened['accounts'] {
    const accounts = this.#all();
    const settings = this.#settings;
    // A demonstration's provider is of use once it is there; until then, and without it, roles are chosen here.
    const isReady = this.#parts.signIn() !== null || this.#city?.found === true;
    const city =
      settings === null || !isReady ? null : { name: settings.name ?? null, passwords: settings.passwords };
    return { any: accounts.length > 0, offered: city === null ? offeredOf(accounts) : [], city };
  }

  /** The city's provider as consoles on other machines are told of it. That of a demonstration asks nobody for a password, and is of no use there. */
  get cityBeyond(): Opened['accounts']['city'] {
    return this.#parts.signIn() === null ? null : this.told.city;
  }

  /** Signs somebody in, by a password or as they came from the provider. Throws `sign-in-wrong` or `sign-in-over`. */
  async signIn(request: SignInRequest, asker: string, from: string = HERE): Promise<SignedIn> {
    if ('account' in request) return this.sessions.signIn(request.account, request.password, asker);
    return this.sessions.enter(this.city.trade(request.code, from), request.session);
  }

  /**
   * Gives the account of whoever is signed in another password: its other sessions are over. Throws `sign-in-wrong` where the one of before is
   * another, or `password-invalid`, and nothing is changed.
   */
  async changePassword({ session, password, next }: PasswordRequest, asker: string): Promise<void> {
    const { id } = await this.sessions.whoHas(session);
    if (this.sessions.whoIs(session)?.ownPassword !== true)
      throw passwordInvalid('This account has no password that can be changed here.');
    if (passwordFault(next, id) !== null || next === password)
      throw passwordInvalid(
        `A password has ${PASSWORD_LENGTH.least} to ${PASSWORD_LENGTH.most} characters, does not hold the name of its account, ` +
          'and is another than before.',
      );
    const known = await this.sessions.prove(session, password, asker);
    const account = { ...known, password: await this.#hashOf(next) };
    await this.sessions.goingOn(session, account, async () => {
      await changeAccounts(this.#parts.folder, (accounts) => {
        // Meanwhile it may be gone, or have another password from elsewhere.
        if (!accounts.some((one) => one.id === id && one.password === known.password))
          throw wrongSignIn('The account was changed meanwhile.');
        return accounts.map((one) => (one.id === id ? { ...one, password: account.password } : one));
      });
      await this.look();
    });
  }

  /** Signing in with the city's account. */
  get city(): CitySignIn {
    if (this.#city === null) throw new Error('people are asked for before they are there');
    return this.#city;
  }

  /** Throws `sign-in-wrong` for an account that a demonstration offers to everybody: beyond this machine that is too many. */
  refuseOffered(request: SignInRequest): void {
    const isOffered =
      'account' in request
        ? offeredOf(this.#all()).some(({ id }) => id === request.account)
        : this.cityBeyond === null;
    if (isOffered) throw wrongSignIn('Accounts of a demonstration are of use on its own machine alone.');
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
    this.#city?.stop();
    await this.#looks?.catch(() => undefined);
    if (this.#looks !== null) await this.#passwords.stop();
  }

  /** The provider's settings that are in force: the profile's, or those of a demonstration's own. */
  get #settings(): SignInSettings | null {
    const { signIn, demoProvider, demonstrates } = this.#parts;
    const own = signIn();
    return own ?? (demoProvider !== null && demonstrates() ? demonstrationSignIn(demoProvider) : null);
  }

  /** The accounts of the file, where passwords work. */
  get #own(): readonly Account[] {
    return this.#settings?.passwords === false ? [] : this.#accounts.now;
  }

  /** An account of the file stands before one of a demonstration by the same name. */
  #all(): readonly Account[] {
    const own = this.#own;
    const ofCity = this.#city?.accounts ?? [];
    if (!this.#parts.demonstrates() || this.#parts.signIn() !== null) return [...own, ...ofCity];
    const offered = demonstrationAccounts(this.#parts.profile());
    return [...own, ...offered.filter(({ id }) => own.every((one) => one.id !== id)), ...ofCity];
  }

  async #isOf(password: string, account: Account | undefined): Promise<boolean> {
    if (account !== undefined && isDemonstration(account)) return password === DEMO_PASSWORD;
    return (await this.#thread()).call('isKept', password, account?.password ?? NOBODYS);
  }

  async #hashOf(password: string): Promise<string> {
    return (await this.#thread()).call('hashOf', password);
  }

  /** It is started when it is first needed: most walls have no console. */
  async #thread(): Promise<Thread<PasswordCalls>> {
    this.#looks ??= this.#passwords.run();
    await this.#looks;
    return this.#passwords;
  }
}

const passwordInvalid = (what: string): CitywallError =>
  new CitywallError('password-invalid', { what, hint: 'Nothing was changed.' });
