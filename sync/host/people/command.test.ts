import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../contract/people.ts';
import { loadProfile } from '../../profile/index.ts';
import { AccountsWatch, changeAccounts, readAccounts, writeAccounts, type Account } from './accounts.ts';
import { peopleCommand } from './command.ts';
import { demonstrationAccounts } from './demonstration.ts';
import { readMachines } from '../door/machine-file.ts';
import { hashOf, isKept, NOBODYS } from './hashing.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const place = mkdtempSync(path.join(tmpdir(), 'citywall-people-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A data folder of its own, and the command over it. */
function stage(name: string) {
  const data = path.join(place, name);
  const said: string[] = [];
  const people = (
    argv: string[],
    password: string | (() => Promise<string>) = 'correct horse battery',
  ): Promise<true | null> =>
    peopleCommand([...argv, '--data', data], {
      root,
      password: typeof password === 'string' ? () => Promise.resolve(password) : password,
      say: (line) => void said.push(line),
    });
  return { wall: path.join(data, 'wall'), file: path.join(data, 'wall', 'accounts.json'), said, people };
}
const add = (id: string, ...more: string[]): string[] => [
  'add',
  id,
  '--name',
  'Lan Nguyễn',
  '--role',
  'operator',
  ...more,
];

describe('npm run people', { timeout: 60_000 }, () => {
  it('makes an account, of a password that is kept hashed, in a file for its owner alone', async () => {
    const { people, wall, file, said } = stage('made');
    await people(add('lan.nguyen'));
    const [account] = await readAccounts(wall);
    expect(account).toMatchObject({ id: 'lan.nguyen', name: 'Lan Nguyễn', role: 'operator', units: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(wall).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, 'utf8')).not.toContain('horse');
    expect(await isKept('correct horse battery', account?.password ?? '')).toBe(true);
    expect(await isKept('correct horse Battery', account?.password ?? '')).toBe(false);
    await people(['list']);
    expect(said.at(-1)).toBe('lan.nguyen\toperator\tLan Nguyễn');
    await people(['password', 'lan.nguyen'], 'another one of them');
    expect(await isKept('another one of them', (await readAccounts(wall))[0]?.password ?? '')).toBe(true);
    await people(['remove', 'lan.nguyen']);
    await people(['list']);
    expect(said.at(-1)).toContain('nobody yet');
  });

  it('makes officers of units that there are', async () => {
    const { people, wall } = stage('officers');
    await people(['add', 'ha', '--name', 'Hà', '--role', 'officer', '--units', 'sotc, sonv']);
    expect(await readAccounts(wall)).toMatchObject([{ units: ['sotc', 'sonv'] }]);
  });

  it('changes what it is told of an account, and nothing else', async () => {
    const { people, wall } = stage('set');
    await people(add('lan.nguyen'));
    const [before] = await readAccounts(wall);
    await people(['set', 'lan.nguyen', '--role', 'officer', '--units', 'sotc,sonv']);
    expect(await readAccounts(wall)).toEqual([{ ...before, role: 'officer', units: ['sotc', 'sonv'] }]);
    await people(['set', 'lan.nguyen', '--name', ' Nguyễn Thị Lan ']);
    await people(['set', 'lan.nguyen', '--role', 'leader', '--units', '']);
    expect(await readAccounts(wall)).toEqual([{ ...before, role: 'leader', name: 'Nguyễn Thị Lan' }]);
    for (const [argv, where] of [
      [[], 'set'],
      [['--role', 'officer'], '--units'],
      [['--role', 'king'], '--role'],
      [['--units', 'nowhere'], '--units'],
      [['--name', ' '], '--name'],
    ] as const)
      await expect(people(['set', 'lan.nguyen', ...argv])).rejects.toMatchObject({ where });
    expect(await readAccounts(wall)).toEqual([{ ...before, role: 'leader', name: 'Nguyễn Thị Lan' }]);
  });

  it('keeps what was changed elsewhere while a password was asked for', async () => {
    const { people, wall } = stage('meanwhile');
    await people(add('lan'));
    await people(add('minh'), async () => {
      await people(['set', 'lan', '--role', 'leader']);
      return 'correct horse battery';
    });
    expect((await readAccounts(wall)).map(({ id, role }) => [id, role])).toEqual([
      ['lan', 'leader'],
      ['minh', 'operator'],
    ]);
  });

  it.each([
    [add('Lan'), '', 'add'],
    [add('lan/nguyen'), '', 'add'],
    [['add', 'lan', '--role', 'operator'], '', '--name'],
    [['add', 'lan', '--name', 'Lan', '--role', 'king'], '', '--role'],
    [['add', 'lan', '--name', 'Lan', '--role', 'officer'], '', '--units'],
    [add('lan', '--units', 'nowhere'), '', '--units'],
    [add('lan'), 'short', 'password'],
    [add('lan.nguyen'), 'LAN.nguyen is my password', 'password'],
    [['remove', 'lan'], '', 'remove'],
    [['password', 'lan'], '', 'password'],
    [['set', 'lan', '--role', 'viewer'], '', 'set'],
    [['remove'], '', 'remove'],
    [['promote', 'lan'], '', 'command line'],
    [['list', '--all'], '', 'command line'],
  ])('refuses %j with password "%s", naming %s, and changes nothing', async (argv, password, where) => {
    const { people, wall } = stage('refused');
    await expect(people(argv, password || 'correct horse battery')).rejects.toMatchObject({
      code: 'option-invalid',
      where,
    });
    expect(await readAccounts(wall)).toEqual([]);
  });

  it('gives machines codes, tells which are screens, and revokes them', async () => {
    const { people, said, wall } = stage('machines');
    await people(['machines']);
    expect(said.at(-1)).toContain('no other machine');
    await people(['enrol', 'hall-2']);
    expect(said.at(-1)).toMatch(/^[0-9A-Z-]{14}\n/);
    await people(['machines']);
    expect(said.at(-1)).toMatch(/^hall-2\t\(its code was not used yet\)\tcode until /);
    await people(['revoke', 'hall-2']);
    expect(await readMachines(wall)).toEqual([]);
    for (const argv of [['enrol'], ['enrol', 'Hall 2'], ['revoke', 'hall-2'], ['revoke']])
      await expect(people(argv), argv.join(' ')).rejects.toMatchObject({
        code: 'option-invalid',
        where: argv[0],
      });
  });

  it('makes no account twice', async () => {
    const { people } = stage('twice');
    await people(add('lan'));
    await expect(people(add('lan'))).rejects.toThrow('already');
  });

  it('says how it is used where nothing is asked', async () => {
    expect(await stage('help').people([])).toBeNull();
  });
});

describe('a file of accounts', () => {
  const account = (id: string): Account => ({ id, name: id, role: 'viewer', units: [], password: NOBODYS });

  it.each([
    ['{', 'no JSON'],
    ['{"accounts":[{"id":"lan"}]}', 'accounts.0.name'],
    [JSON.stringify({ accounts: [{ ...account('lan'), role: 'king' }] }), 'accounts.0.role'],
    [JSON.stringify({ accounts: [{ ...account('lan'), password: 'plain' }] }), 'accounts.0.password'],
    [JSON.stringify({ accounts: [account('lan'), account('lan')] }), 'two accounts "lan"'],
  ])('that cannot be read is said to be so: %s', async (text, named) => {
    const folder = mkdtempSync(path.join(place, 'bad-'));
    writeFileSync(path.join(folder, 'accounts.json'), text);
    const failure = await readAccounts(folder).catch(String);
    expect(failure).toContain('accounts-invalid');
    expect(failure).toContain(named);
  });

  it('is taken up while the host runs, one that cannot be read is not, and it is written again where all was deleted', async () => {
    const folder = path.join(place, 'watched');
    const taken: string[][] = [];
    const watch = new AccountsWatch(
      folder,
      async (accounts) => void taken.push(accounts.map(({ id }) => id)),
    );
    await watch.look();
    await writeAccounts(folder, [account('lan')]);
    await watch.look();
    await watch.look();
    await writeAccounts(folder, [account('lan'), account('minh')]);
    await watch.look();
    writeFileSync(path.join(folder, 'accounts.json'), '{"acc');
    await expect(watch.look()).rejects.toMatchObject({ code: 'accounts-invalid' });
    await watch.look();
    expect(watch.now).toHaveLength(2);
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    await watch.keep();
    expect(await readAccounts(folder)).toHaveLength(2);
    rmSync(path.join(folder, 'accounts.json'));
    await watch.look();
    expect(taken).toEqual([[], ['lan'], ['lan', 'minh'], []]);
  });

  it('is changed by one after the other, and by nobody who stopped half way', async () => {
    const folder = path.join(place, 'many');
    const ids = Array.from({ length: 20 }, (_, i) => `n${i}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'accounts.json.lock'), '');
    utimesSync(path.join(folder, 'accounts.json.lock'), 0, 0);
    await Promise.all(ids.map((id) => changeAccounts(folder, (now) => [...now, account(id)])));
    expect(new Set((await readAccounts(folder)).map(({ id }) => id))).toEqual(new Set(ids));
    const refused = changeAccounts(folder, () => {
      throw new Error('not so');
    });
    await expect(refused).rejects.toThrow('not so');
    expect(readdirSync(folder)).toEqual(['accounts.json']);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read says so', async () => {
    const folder = mkdtempSync(path.join(place, 'closed-'));
    writeFileSync(path.join(folder, 'accounts.json'), '{}');
    chmodSync(path.join(folder, 'accounts.json'), 0);
    await expect(readAccounts(folder)).rejects.toMatchObject({ code: 'data-no-permission' });
  });
});

describe('passwords', () => {
  it('are hashed with salt, as OWASP asks', async () => {
    const [one, other] = [await hashOf('the same'), await hashOf('the same')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it('are the same however their accents are written', async () => {
    expect(await isKept('mật khẩu'.normalize('NFD'), await hashOf('mật khẩu'.normalize('NFC')))).toBe(true);
  });

  it('of nobody are held against a hash like any other', async () => {
    expect(await isKept('guess', NOBODYS)).toBe(false);
  });
});

it('a demonstration has one account of each role, the officer’s of the unit that leads most indicators', async () => {
  const { profile } = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  const accounts = demonstrationAccounts(profile);
  expect(accounts.map(({ id, role }) => [id, role])).toEqual(ROLES.map((role) => [`demo.${role}`, role]));
  const unit = accounts.find(({ role }) => role === 'officer')?.units[0] ?? '';
  expect(profile.units.find(({ id }) => id === unit)?.type).not.toBe('city');
  const { indicators } = profile.indicators;
  const named = (id: string): number =>
    indicators.filter(({ level, lead }) => level === 'city' && lead === id).length;
  expect(Math.max(...profile.units.map(({ id, type }) => (type === 'city' ? 0 : named(id))))).toBe(
    named(unit),
  );
});
