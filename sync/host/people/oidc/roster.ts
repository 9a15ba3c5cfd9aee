import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CitywallError } from '../../../contract/errors.ts';
import { ACCOUNT_ID, type Person, ROLES } from '../../../contract/people.ts';
import type { Account } from '../accounts.ts';
import type { Tokens } from './provider.ts';

const keptPerson = z.object({
  id: z.string().regex(ACCOUNT_ID),
  name: z.string(),
  role: z.enum(ROLES),
  units: z.array(z.string()),
  issuer: z.string(),
  /** Who they are at that provider, as a hash. */
  of: z.string(),
  /** When the provider last said so, milliseconds since 1970. */
  confirmed: z.number(),
});
export const keptRoster = z.array(keptPerson);
type KeptPerson = z.infer<typeof keptPerson>;
export type KeptRoster = z.infer<typeof keptRoster>;

/** In place of a password's hash: nothing is a password of theirs. */
const MARK = 'provider:';
/** Whether an account is a provider's, and has no password here. */
export const isProviders = ({ password }: Account): boolean => password.startsWith(MARK);
/** Who somebody is at a provider, as it is kept here. */
export const markOf = (issuer: string, subject: string): string =>
  createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');

/** Somebody whom the provider signed in here. */
export interface Member extends KeptPerson {
  /** What it is asked again by; none after a restart, and where it gave nothing. */
  tokens: Tokens | null;
  /** Who they are there. */
  subject: string;
  /** It could not be asked when that was last due. */
  unsure: boolean;
}

/** Those whom the provider signed in on this wall, and when it last said so. Nothing that opens the provider is kept on disk. */
export class Roster {
  readonly #keep: (kept: KeptRoster) => Promise<void>;
  #members: Member[];

  constructor(kept: KeptRoster, keep: (kept: KeptRoster) => Promise<void>) {
    this.#keep = keep;
    this.#members = kept.map((one) => ({ ...one, subject: '', tokens: null, unsure: true }));
  }

  get all(): readonly Member[] {
    return this.#members;
  }

  /** Takes up somebody, or what the provider now says of them. Throws `person-unmapped` where another has their name. */
  async take(
    person: Person,
    from: Pick<Member, 'of' | 'issuer' | 'subject' | 'tokens'>,
    at: number,
  ): Promise<void> {
    const { of } = from;
    const other = this.#members.find(
      (one) => one.id === person.id && one.of !== of && one.issuer === from.issuer,
    );
    if (other !== undefined)
      throw new CitywallError('person-unmapped', {
        what: 'Another person of the provider has this name of an account.',
        where: 'sign-in.json: claims.account',
        hint: 'Choose a claim that is of one person alone.',
      });
    const { id, name, role, units } = person;
    const now: Member = {
      ...{ id, name, role, units: [...units] },
      ...{ ...from, confirmed: at, unsure: false },
    };
    await this.#set([...this.#members.filter((one) => one.of !== of), now]);
  }

  /** The provider could not be asked about somebody. */
  doubt({ of }: Member): void {
    this.#members = this.#members.map((one) => (one.of === of ? { ...one, unsure: true } : one));
  }

  /** Keeps those alone of whom something holds. */
  async retain(keeps: (member: Member) => boolean): Promise<void> {
    const left = this.#members.filter(keeps);
    if (left.length !== this.#members.length) await this.#set(left);
  }

  /** As accounts that sessions are of: those a provider confirmed within `goOn` milliseconds, and until when where it is not sure. */
  accounts(from: string, now: number, goOn: number): Account[] {
    return this.#members
      .filter(({ issuer, confirmed }) => issuer === from && confirmed + goOn > now)
      .map(({ id, name, role, units, of, confirmed, unsure }) => ({
        ...{ id, name, role, units, password: `${MARK}${of}` },
        ...(unsure ? { until: confirmed + goOn } : {}),
      }));
  }

  async #set(members: Member[]): Promise<void> {
    this.#members = members;
    await this.#keep(members.map(({ tokens: _t, unsure: _u, subject: _s, ...kept }) => kept));
  }
}
