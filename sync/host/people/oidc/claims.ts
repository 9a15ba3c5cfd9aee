import { CitywallError } from '../../../contract/errors.ts';
import { ACCOUNT_ID, type Person, type Role, ROLES } from '../../../contract/people.ts';
import type { SignInSettings } from '../../../contract/sign-in.ts';

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** More units than any officer answers for. */
const MOST_UNITS = 200;

/**
 * Who somebody is here by what the provider says of them: the profile's mapping. `held` are the units of one who is known already, which they
 * keep where nothing is said of units this time. Throws `person-unmapped`, naming the claim at fault and nothing of what it says.
 */
export function personOf(
  { claims: named, roles, units: meant }: Pick<SignInSettings, 'claims' | 'roles' | 'units'>,
  claims: Claims,
  hasUnit: (id: string) => boolean,
  held: readonly string[] = [],
): Person {
  const id = accountOf(texts(claimOf(claims, named.account))[0] ?? '');
  if (!ACCOUNT_ID.test(id)) throw unmapped('no name of an account', named.account);
  const values = new Set(texts(claimOf(claims, named.role)));
  const role = ROLES.findLast((one) => roles[one]?.some((value) => values.has(value)));
  if (role === undefined) throw unmapped('no value that gives a role here', named.role);
  const said = named.units === undefined ? undefined : claimOf(claims, named.units);
  const units = said === undefined ? held : unitsIn(texts(said), meant, hasUnit);
  // Whoever has no unit answers for the whole city: an officer never does, nor anybody whose units are none of these.
  if (units.length === 0 && (role === 'officer' || texts(said).length > 0))
    throw unmapped('no unit that there is', named.units ?? 'units');
  const name = (texts(claimOf(claims, named.name))[0] ?? '').replace(/\p{C}/gu, '').trim().slice(0, 120);
  return { id, name: name === '' ? id : name, role: role satisfies Role, units: [...units] };
}

function unitsIn(
  values: readonly string[],
  meant: SignInSettings['units'],
  hasUnit: (id: string) => boolean,
): string[] {
  const units = values.map((value) => (Object.hasOwn(meant, value) ? (meant[value] ?? '') : value));
  return [...new Set(units.filter(hasUnit))].slice(0, MOST_UNITS);
}

/** A claim by its name, or by the way to it within others. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((within, part) => {
    if (typeof within !== 'object' || within === null || !Object.hasOwn(within, part)) return undefined;
    return Object.entries(within).find(([field]) => field === part)?.[1];
  }, claims);
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one: unknown): one is string => typeof one === 'string');

/** The name of an account in the form that those here have: an address by e-mail is one too. */
const accountOf = (said: string): string =>
  said
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-');

const unmapped = (what: string, claim: string): CitywallError =>
  new CitywallError('person-unmapped', {
    what: `The provider knows this person, but says ${what}.`,
    where: `sign-in.json: claims, "${claim}"`,
    hint: 'The city gives them what sign-in.json maps to a role, or its mapping is completed.',
  });
