import path from 'node:path';
import { parseArgs } from 'node:util';
import { CitywallError, firstSentence } from '../../contract/errors.ts';
import { ACCOUNT_ID, ROLES, type Role } from '../../contract/people.ts';
import { loadProfile } from '../../profile/index.ts';
import { type Account, readAccounts, writeAccounts } from './accounts.ts';
import { hashOf } from './hashing.ts';

export const PEOPLE_HELP = `people: who may sign in on the consoles of a wall

  npm run people -- list
  npm run people -- add ID --name NAME --role ROLE [--units UNIT,UNIT]
  npm run people -- password ID
  npm run people -- remove ID

  ID              how somebody signs in, and is told by: lan.nguyen
  --role ROLE     ${ROLES.join(', ')}
  --units A,B     the units an officer answers for, by their ids in units.json
  --data DIR      where the cache and the journal live, as for npm start (.data)
  --profile DIR   the city profile, for its units (assets/cities/hcmc)
  --help          this text

The password is asked for, or read from what is piped in: 12 characters or more. A wall that runs takes
up what was changed within seconds; with another password, or removed, somebody is signed out everywhere.
`;

/** A password of fewer characters is guessed too soon. */
const SHORTEST = 12;
const LONGEST = 200;

export interface PeopleDesk {
  /** Where the defaults lie. */
  root: string;
  /** Asks for a password. */
  password: () => Promise<string>;
  say: (line: string) => void;
}
interface Asked {
  id: string;
  name?: string | undefined;
  role?: string | undefined;
  units?: string | undefined;
  profile: string;
}

/** Does what a command line asks; null where it asks for the help text. Throws a CitywallError that names what is wrong. */
export async function peopleCommand(argv: readonly string[], desk: PeopleDesk): Promise<true | null> {
  const { values, positionals } = parsed(argv);
  const [what, id, ...more] = positionals;
  if (values.help || what === undefined) return null;
  if (more.length > 0) throw invalid(`not understood: ${more.join(' ')}`, 'command line');
  const folder = path.join(path.resolve(values.data ?? path.join(desk.root, '.data')), 'wall');
  const profile = path.resolve(values.profile ?? path.join(desk.root, 'assets/cities/hcmc'));
  const accounts = await readAccounts(folder);
  if (what === 'list') {
    for (const one of accounts) desk.say(lineOf(one));
    if (accounts.length === 0) desk.say(`nobody yet in ${folder}`);
    return true;
  }
  if (id === undefined) throw invalid('no account is named', what);
  const next = await changed(what, { ...values, id, profile }, accounts, desk);
  await writeAccounts(folder, next);
  desk.say(`done: ${what} ${id}, in ${folder}`);
  return true;
}

/** The accounts as they are once that is done. */
async function changed(
  what: string,
  asked: Asked,
  accounts: readonly Account[],
  desk: PeopleDesk,
): Promise<Account[]> {
  const known = accounts.find(({ id }) => id === asked.id);
  if (what === 'add') {
    if (known !== undefined)
      throw invalid(`there is an account "${asked.id}" already`, 'add', 'Remove it first.');
    const made = await newAccount(asked);
    return [...accounts, { ...made, password: await hashOf(checked(await desk.password(), made.id)) }];
  }
  if (what !== 'remove' && what !== 'password') throw invalid(`there is no "${what}"`, 'command line');
  if (known === undefined)
    throw invalid(`there is no account "${asked.id}"`, what, '"list" tells those that there are.');
  if (what === 'remove') return accounts.filter((one) => one !== known);
  const password = await hashOf(checked(await desk.password(), known.id));
  return accounts.map((one) => (one === known ? { ...one, password } : one));
}

async function newAccount({
  id,
  name = '',
  role,
  units = '',
  profile,
}: Asked): Promise<Omit<Account, 'password'>> {
  if (!ACCOUNT_ID.test(id))
    throw invalid(
      `"${id}" cannot be an account`,
      'add',
      'Take lower-case letters, digits, dots and hyphens: lan.nguyen.',
    );
  if (name.trim() === '' || name.length > 120) throw invalid('a name has 1 to 120 characters', '--name');
  if (!isRole(role))
    throw invalid(`not a role: ${role ?? '(none)'}`, '--role', `It is one of ${ROLES.join(', ')}.`);
  const named = units
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (role === 'officer' && named.length === 0) throw invalid('an officer answers for a unit', '--units');
  if (named.length > 0) {
    const there = new Set((await loadProfile(profile)).profile.units.map((one) => one.id));
    const missing = named.filter((one) => !there.has(one));
    if (missing.length > 0)
      throw invalid(
        `the profile has no unit ${missing.join(', ')}`,
        '--units',
        `See ${path.join(profile, 'units.json')}.`,
      );
  }
  return { id, name: name.trim(), role, units: named };
}

const isRole = (word: string | undefined): word is Role => ROLES.some((one) => one === word);

function checked(password: string, id: string): string {
  if (password.length < SHORTEST || password.length > LONGEST)
    throw invalid(`a password has ${SHORTEST} to ${LONGEST} characters`, 'password', 'Nothing was changed.');
  if (password.toLowerCase().includes(id))
    throw invalid('a password does not hold the name of its account', 'password', 'Nothing was changed.');
  return password;
}

const lineOf = ({ id, name, role, units }: Account): string =>
  [id, role, name, units.join(',')].filter((one) => one !== '').join('\t');

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string' },
        units: { type: 'string' },
        data: { type: 'string' },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw invalid(firstSentence(cause), 'command line');
  }
}

function invalid(what: string, where: string, hint = '--help says how.'): CitywallError {
  return new CitywallError('option-invalid', { what, where, hint });
}
