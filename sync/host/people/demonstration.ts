import { createHash } from 'node:crypto';
import type { Language } from '../../contract/languages.ts';
import { DEMO_PASSWORD, type Person, type Role, ROLES } from '../../contract/people.ts';
import type { Profile } from '../../contract/profile.ts';
import type { SignInSettings } from '../../contract/sign-in.ts';
import type { Account } from './accounts.ts';

/** Who looks at the demonstration, in words that nobody takes for a real person's name. */
const NAMES: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  vi: {
    viewer: 'Người xem thử',
    presenter: 'Người trình bày thử',
    operator: 'Trực ban thử',
    officer: 'Cán bộ đơn vị thử',
    leader: 'Lãnh đạo thử',
    administrator: 'Quản trị viên thử',
  },
  en: {
    viewer: 'Trial viewer',
    presenter: 'Trial presenter',
    operator: 'Trial operator',
    officer: 'Trial unit officer',
    leader: 'Trial leader',
    administrator: 'Trial administrator',
  },
};
const ID = 'demo.';
/** Of no use to whoever reads it: the password is told to everybody. */
const KEPT = createHash('sha256').update(DEMO_PASSWORD).digest('hex');

/** One account of each role, for a city that is invented; the officer's unit is one that the profile has. */
export function demonstrationAccounts({
  city,
  units,
  indicators: { indicators },
}: Pick<Profile, 'city' | 'units' | 'indicators'>): Account[] {
  const language = city.languages[0] ?? 'vi';
  // The one that leads most of the city's indicators: there is something for its officer to answer.
  const times = (id: string): number =>
    indicators.filter(({ level, lead }) => level === 'city' && lead === id).length;
  const [unit] = units
    .filter(({ type, validTo }) => type !== 'city' && validTo === undefined)
    .sort((a, b) => times(b.id) - times(a.id));
  return ROLES.map((role) => ({
    ...{ id: `${ID}${role}`, name: NAMES[language][role], role, password: KEPT },
    units: role === 'officer' && unit !== undefined ? [unit.id] : [],
  }));
}

export const isDemonstration = ({ password }: Account): boolean => password === KEPT;
export const offeredOf = (accounts: readonly Account[]): Person[] =>
  accounts.filter(isDemonstration).map(({ id, name, role, units }) => ({ id, name, role, units }));

/** What the demonstration's own provider knows a wall by. */
export const DEMO_CLIENT = 'citywall-demonstration';
/** What it says beside who somebody is, under this scope. */
export const DEMO_SCOPE = 'citywall';
/** How a wall signs people in by the demonstration's own provider: it says roles and units as they are here. */
export const demonstrationSignIn = (issuer: string): SignInSettings => ({
  ...{ issuer, client: DEMO_CLIENT, scopes: ['profile', DEMO_SCOPE, 'offline_access'] },
  claims: { account: 'preferred_username', name: 'name', role: 'role', units: 'units' },
  roles: Object.fromEntries(ROLES.map((role) => [role, [role]])),
  ...{ units: {}, passwords: true, goOn: 43_200, lookEvery: 30 },
});
