import path from 'node:path';
import { parseArgs } from 'node:util';
import { CitywallError, firstSentence } from '../../contract/errors.ts';
import {
  ACCOUNT_ID,
  type KnownMachine,
  PASSWORD_LENGTH,
  passwordFault,
  ROLES,
  type Role,
} from '../../contract/people.ts';
import { loadProfile } from '../../profile/index.ts';
import { type Account, changeAccounts, readAccounts } from './accounts.ts';
import { hashOf } from './hashing.ts';
import { changeMachines, enrol, readMachines, toldOf } from '../door/machine-file.ts';

export const PEOPLE_HELP = `people: who may sign in on the consoles of a wall, and which other machines are screens of it

  npm run people -- list
  npm run people -- add ID --name NAME --role ROLE [--units UNIT,UNIT]
  npm run people -- set ID [--name NAME] [--role ROLE] [--units UNIT,UNIT]
  npm run people -- password ID
  npm run people -- remove ID
  npm run people -- enrol MACHINE
  npm run people -- machines
  npm run people -- revoke MACHINE

  MACHINE         what another machine that shows screens of the wall is called: hall-2
  ID              how somebody signs in, and is told by: lan.nguyen
  --role ROLE     ${ROLES.join(', ')}
  --units A,B     the units an officer answers for, by their ids in units.json
  --data DIR      where the cache and the journal live, as for npm start (.data)
  --profile DIR   the city profile, for its units (assets/cities/hcmc)
  --help          this text

What "set" does not name stays as it is; --units "" leaves no unit. The password is asked for, or read from what
is piped in: ${PASSWORD_LENGTH.least} characters or more. A wall that runs takes up what was changed within seconds: another role at once; with
another password, or removed, somebody is signed out everywhere.
`;

export interface PeopleDesk {
  /** Where the defaults lie. */
  root: string;
  /** Asks for a password. */
  password: () => Promise<string>;
  say: (line: string) => void;
  /** Milliseconds since 1970. */
  now?: () => number;
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
  if (await ofMachines(what, id, folder, desk)) return true;
  if (id === undefined) throw invalid('no account is named', what);
  const change = await changeFor(what, { ...values, id, profile }, desk, accounts);
  await changeAccounts(folder, change);
  desk.say(`done: ${what} ${id}, in ${folder}`);
  return true;
}

/** Does what is to be done with machines; false where something else is asked. */
async function ofMachines(
  what: string,
  name: string | undefined,
  folder: string,
  { say, now = Date.now }: PeopleDesk,
): Promise<boolean> {
  if (what === 'machines') {
    const machines = await readMachines(folder);
    for (const one of machines) say(machineLine(toldOf(one, now())));
    if (machines.length === 0) say(`no other machine is a screen of the wall in ${folder}`);
    return true;
  }
  if (what !== 'enrol' && what !== 'revoke') return false;
  if (name === undefined) throw invalid('no machine is named', what);
  if (what === 'enrol') {
    if (!ACCOUNT_ID.test(name))
      throw invalid(
        `"${name}" cannot be a machine`,
        what,
        'Take lower-case letters, digits, dots and hyphens.',
      );
    const code = await enrol(folder, name, now());
    say(`${code}\nThe code is of one use, within an hour: open the wall's https address there, and give it.`);
    return true;
  }
  await changeMachines(folder, (machines) => {
    if (!machines.some((one) => one.name === name))
      throw invalid(`there is no machine "${name}"`, what, '"machines" tells those that there are.');
    return machines.filter((one) => one.name !== name);
  });
  say(`done: revoke ${name}, in ${folder}`);
  return true;
}

const machineLine = ({ name, from, since, seen, code }: KnownMachine): string => {
  const when = (at: number): string => new Date(at).toISOString().slice(0, 16);
  return [
    name,
    from ?? '(its code was not used yet)',
    ...(since === null ? [] : [`since ${when(since)}`]),
    ...(seen === null ? [] : [`seen ${when(seen)}`]),
    ...(code === null ? [] : [`code until ${when(code)}`]),
  ].join('\t');
};

/** The accounts as they are once something is done to those that there are then. */
type Change = (accounts: readonly Account[]) => Account[];

/** What is to be done, with all that has to be asked for it; what cannot be is refused before anything is asked. */
async function changeFor(
  what: string,
  asked: Asked,
  desk: PeopleDesk,
  accounts: readonly Account[],
): Promise<Change> {
  const { id } = asked;
  if (what === 'add') {
    absent(accounts, id);
    const made = await newAccount(asked);
    const account = { ...made, password: await hashOf(checked(await desk.password(), id)) };
    return (now) => [...absent(now, id), account];
  }
  if (what !== 'remove' && what !== 'password' && what !== 'set')
    throw invalid(`there is no "${what}"`, 'command line');
  const known = present(accounts, id, what);
  if (what === 'remove') return (now) => now.filter((one) => one !== present(now, id, what));
  const part = what === 'set' ? await editOf(asked, known) : { password: await passwordFor(known, desk) };
  return (now) => {
    const meant = present(now, id, what);
    return now.map((one) => (one === meant ? { ...one, ...part } : one));
  };
}

function absent(accounts: readonly Account[], id: string): readonly Account[] {
  if (accounts.some((one) => one.id === id))
    throw invalid(`there is an account "${id}" already`, 'add', 'Change it with "set", or remove it first.');
  return accounts;
}

function present(accounts: readonly Account[], id: string, what: string): Account {
  const known = accounts.find((one) => one.id === id);
  if (known !== undefined) return known;
  throw invalid(`there is no account "${id}"`, what, '"list" tells those that there are.');
}

const passwordFor = async ({ id }: Account, desk: PeopleDesk): Promise<string> =>
  hashOf(checked(await desk.password(), id));

/** What of an account is to be another. */
async function editOf(
  { name, role, units, profile }: Asked,
  known: Account,
): Promise<Partial<Pick<Account, 'name' | 'role' | 'units'>>> {
  if (name === undefined && role === undefined && units === undefined)
    throw invalid('nothing is to be set', 'set', 'Name --name, --role or --units.');
  const now = { role: role === undefined ? known.role : roleIn(role), units: known.units };
  if (units !== undefined) now.units = await unitsIn(units, profile);
  if (now.role === 'officer' && now.units.length === 0) throw invalid(...UNITLESS);
  return { ...now, ...(name === undefined ? {} : { name: nameIn(name) }) };
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
  const made = { id, name: nameIn(name), role: roleIn(role), units: await unitsIn(units, profile) };
  if (made.role === 'officer' && made.units.length === 0) throw invalid(...UNITLESS);
  return made;
}

const UNITLESS = ['an officer answers for a unit', '--units'] as const;

function nameIn(said: string): string {
  const name = said.trim();
  if (name === '' || name.length > 120) throw invalid('a name has 1 to 120 characters', '--name');
  return name;
}

function roleIn(said: string | undefined): Role {
  if (isRole(said)) return said;
  throw invalid(`not a role: ${said ?? '(none)'}`, '--role', `It is one of ${ROLES.join(', ')}.`);
}

/** Ids of units that the profile has, parted by commas. */
async function unitsIn(said: string, profile: string): Promise<string[]> {
  const named = said
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (named.length === 0) return [];
  const there = new Set((await loadProfile(profile)).profile.units.map((one) => one.id));
  const missing = named.filter((one) => !there.has(one));
  if (missing.length === 0) return named;
  throw invalid(
    `the profile has no unit ${missing.join(', ')}`,
    '--units',
    `See ${path.join(profile, 'units.json')}.`,
  );
}

const isRole = (word: string | undefined): word is Role => ROLES.some((one) => one === word);

function checked(password: string, id: string): string {
  const fault = passwordFault(password, id);
  if (fault === null) return password;
  const { least, most } = PASSWORD_LENGTH;
  throw invalid(
    fault === 'length'
      ? `a password has ${least} to ${most} characters`
      : 'a password does not hold the name of its account',
    'password',
    'Nothing was changed.',
  );
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
