import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { CitywallError, type ErrorCode } from '../../../contract/errors.ts';
import type { SignInSettings } from '../../../contract/sign-in.ts';
import type { Account } from '../accounts.ts';
import { personOf } from './claims.ts';
import { SignInDoor, TRADED_WITHIN } from './door.ts';
import { FRESH, type Known, Provider } from './provider.ts';
import { keptRoster, type KeptRoster, markOf, type Member, Roster } from './roster.ts';

/** How often it is looked at who is due, milliseconds. */
const TICK = 1_000;

export interface CitySignInParts {
  /** The provider's settings that are in force; null where the city has none. */
  settings: () => SignInSettings | null;
  hasUnit: (id: string) => boolean;
  /** Whether an account of this wall's own has a name, and works just now. */
  isTaken: (id: string) => boolean;
  /** Whether somebody has a session: others need not be known any longer. */
  isIn: (account: Account) => boolean;
  kept: unknown;
  keep: (kept: KeptRoster) => Promise<void>;
  /** What is known of people is another: sessions of those that are gone are over. */
  changed: () => Promise<void>;
  refused: (why: ErrorCode, account?: string) => void;
  secret: string | null;
  now: () => number;
  log: Logger;
}

/** Signing in with the city's account: the way to its OpenID provider, who came back by it, and whether it still knows them. */
export class CitySignIn {
  readonly #parts: CitySignInParts;
  readonly #roster: Roster;
  readonly #door: SignInDoor;
  #provider: { of: string; is: Provider } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #looked = 0;
  /** What was told last: whom sessions may be of. */
  #told = '';
  #found = false;

  constructor(parts: CitySignInParts) {
    this.#parts = parts;
    const kept = keptRoster.safeParse(parts.kept);
    this.#roster = new Roster(kept.success ? kept.data : [], parts.keep);
    this.#door = new SignInDoor({
      provider: () => this.#inForce(),
      welcome: (known) => this.#welcome(known),
      refused: parts.refused,
      now: parts.now,
      log: parts.log,
    });
  }

  /** Those whom the provider signed in, as accounts. */
  get accounts(): Account[] {
    const settings = this.#parts.settings();
    return settings === null
      ? []
      : this.#roster.accounts(settings.issuer, this.#parts.now(), settings.goOn * 1000);
  }

  /** Whether the provider was found since it is in force. */
  get found(): boolean {
    return this.#found && this.#parts.settings() !== null;
  }

  run(): void {
    const tick = (): void => {
      this.#timer = setTimeout(() => {
        void this.#tick()
          .catch((error: unknown) => this.#parts.log.error({ err: error }, 'those of the provider'))
          .then(tick);
      }, TICK).unref();
    };
    tick();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.#door.answer(request, response);
  }

  /** The account that a console's code is of. Throws `sign-in-over`. */
  trade(code: string, from: string): Account {
    const of = this.#door.trade(code, from);
    const account = this.accounts.find(({ password }) => password.endsWith(of));
    if (account === undefined)
      throw new CitywallError('sign-in-over', { what: 'This sign-in is over.', hint: 'Sign in again.' });
    return account;
  }

  /** The provider that the settings in force name; another begins anew, and who another signed in is nobody here. */
  #inForce(): Provider | null {
    const settings = this.#parts.settings();
    if (settings === null) return (this.#provider = null);
    const of = JSON.stringify([settings.issuer, settings.client, settings.scopes]);
    if (this.#provider?.of !== of) {
      this.#provider = { of, is: new Provider(settings, this.#parts.secret, this.#parts.now) };
      this.#found = false;
      this.#looked = 0;
    }
    return this.#provider.is;
  }

  async #welcome(known: Known): Promise<string> {
    const of = this.#markOf(known.subject);
    await this.#take(known, of);
    await this.#parts.changed();
    return of;
  }

  #markOf(subject: string): string {
    return markOf(this.#parts.settings()?.issuer ?? '', subject);
  }

  async #take({ subject, claims, tokens }: Known, of: string, units: readonly string[] = []): Promise<void> {
    const settings = this.#parts.settings();
    if (settings === null) throw new CitywallError('sign-in-over', { what: 'The city has no provider now.' });
    const person = personOf(settings, claims, this.#parts.hasUnit, units);
    if (this.#parts.isTaken(person.id))
      throw new CitywallError('person-unmapped', {
        what: 'An account of this wall has the name that the provider gives this person.',
        where: 'sign-in.json: claims.account',
        hint: 'Remove the account with npm run people, or choose another claim.',
      });
    const { issuer } = settings;
    await this.#roster.take(person, { of, issuer, subject, tokens }, this.#parts.now());
  }

  async #tick(): Promise<void> {
    const settings = this.#parts.settings();
    const provider = this.#inForce();
    if (
      settings !== null &&
      provider !== null &&
      this.#parts.now() - this.#looked >= settings.lookEvery * 1000
    ) {
      this.#looked = this.#parts.now();
      await this.#look(provider);
    }
    const told = JSON.stringify([settings, this.accounts, this.found]);
    if (told === this.#told) return;
    this.#told = told;
    await this.#parts.changed();
  }

  /** Finds the provider, and asks it about everybody who is signed in. */
  async #look(provider: Provider): Promise<void> {
    const isIn = new Set(this.accounts.filter(this.#parts.isIn).map(({ password }) => password));
    const since = this.#parts.now() - TRADED_WITHIN;
    await this.#roster.retain(
      ({ of, confirmed }) => confirmed > since || [...isIn].some((one) => one.endsWith(of)),
    );
    try {
      await provider.find(FRESH);
      if (!this.#found) this.#parts.log.info('the provider was found');
      this.#found = true;
    } catch {
      if (this.#found) this.#parts.log.warn('the provider does not answer; who is signed in goes on');
      this.#found = false;
    }
    for (const member of this.#roster.all) await this.#lookAt(provider, member);
  }

  async #lookAt(provider: Provider, member: Member): Promise<void> {
    const { log, refused } = this.#parts;
    try {
      const seen = member.tokens === null ? 'blind' : await provider.look(member.subject, member.tokens);
      if (seen === 'blind') this.#roster.doubt(member);
      else if (seen === 'gone') throw new CitywallError('person-gone', { what: 'no longer known' });
      else await this.#take(seen, member.of, member.units);
    } catch (error) {
      const code = error instanceof CitywallError ? error.code : 'host-fault';
      if (code === 'person-gone' || code === 'person-unmapped') {
        log.info({ account: member.id, code }, 'the provider no longer signs somebody in here');
        refused(code, member.id);
        await this.#roster.retain(({ of }) => of !== member.of);
      } else {
        if (!member.unsure) log.warn({ code }, 'the provider could not be asked about somebody');
        this.#roster.doubt(member);
      }
    }
  }
}
