/** Everything that somebody can be here for, by who may do least to who may do most. */
export const ROLES = ['viewer', 'presenter', 'operator', 'officer', 'leader', 'administrator'] as const;

/**
 * What somebody is here for. Who looks; who shows boards to others; who works on alerts; who answers for a unit; who decides and asks
 * units to explain; who looks after this wall.
 */
export type Role = (typeof ROLES)[number];

/** Whose wish it is: somebody's of a role, or that of a window on which nobody is signed in, as on the wall's own screens. */
export type Asker = Role | 'wall';
export const ASKERS: readonly Asker[] = ['wall', ...ROLES];

/** The name of an account, by which all that somebody does is told: lower-case letters, digits, and dots, hyphens or underscores between. */
export const ACCOUNT_ID = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/;

/** Somebody who has an account. */
export interface Person {
  /** Of the account: `lan.nguyen`. */
  id: string;
  /** As people call them. */
  name: string;
  role: Role;
  /** The units they answer for, by their ids; none where it is the whole city. */
  units: readonly string[];
}

/** Who is signed in on a console. One that is locked waits for their password, and may no more than a stranger until then. */
export interface SignedInPerson extends Person {
  locked: boolean;
  /** They came by the city's provider, and sign in there again. */
  byCity?: true;
  /** Their account is of this wall alone, and they may give it another password. */
  ownPassword?: true;
  /** The provider could not be asked about them since; they go on until then, milliseconds since 1970. */
  until?: number;
}

/** A session, as it is told to whoever may end it. */
export interface KnownSession {
  /** A name of its own, which is not what it is shown by to the host. */
  id: string;
  person: Pick<Person, 'id' | 'name' | 'role'>;
  since: number;
  /** The day on which it was used last, roughly. */
  used: number;
  locked: boolean;
  /** The address of the machine it was made from; null of the wall's own. */
  from: string | null;
  /** From where it was last shown to the host by another machine, and refused, and how often; null where it never was. */
  elsewhere: { address: string; at: number; times: number } | null;
  /** It is the one by which this was asked. */
  own: boolean;
}

/** A password of fewer characters is guessed too soon; one of more is no password. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const;

/** What is wrong with a password that an account is to have; null where nothing is. */
export function passwordFault(password: string, account: string): 'length' | 'account' | null {
  if (password.length < PASSWORD_LENGTH.least || password.length > PASSWORD_LENGTH.most) return 'length';
  return password.toLowerCase().includes(account) ? 'account' : null;
}

/** The password of every account of a demonstration: it is told to everybody. */
export const DEMO_PASSWORD = 'citywall-demo';

/** A machine beyond the wall's own that is, or may become, a screen of it. */
export interface KnownMachine {
  name: string;
  /** The address it was enrolled from, for which alone its windows are served, and since when; null while its code was not used. */
  from: string | null;
  since: number | null;
  /** When it was last seen, roughly. */
  seen: number | null;
  /** Until when its code is of use; null where there is none. */
  code: number | null;
}
