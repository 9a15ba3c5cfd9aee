import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cityOptions, wallOptions } from './options.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-options-'));
const [addressFile, wrongFile] = [path.join(folder, 'city.address'), path.join(folder, 'wrong')];
writeFileSync(addressFile, 'https://wall:secret@host/path/\n');
writeFileSync(wrongFile, 'wall:secret@host');
afterAll(() => rmSync(folder, { recursive: true }));

describe('a wall', () => {
  test('has defaults for everything but the city', () => {
    expect(wallOptions(['--offline'], '/app')).toEqual({
      port: 7022,
      data: expect.stringMatching(/\.data\/wall$/),
      profile: '/app/assets/cities/hcmc',
      city: null,
      scope: null,
      personal: null,
      personalKey: null,
      pages: '/app/dist/renderer',
      demoAccounts: false,
      demoProvider: null,
      listen: [],
      tls: null,
      child: false,
    });
  });

  test('takes the unit whose part it holds as it is: only the profile knows which there are', () => {
    expect(wallOptions(['--offline', '--scope', 'sở xd'], '/')?.scope).toBe('sở xd');
  });

  test('takes the address of its city, http or https, below a path, with a login, or the file that holds it', () => {
    const city = { address: 'https://host/path/', login: 'wall:secret' };
    expect(wallOptions(['--city', 'https://wall:secret@host/path/'], '/')?.city).toEqual(city);
    expect(wallOptions(['--city', `@${addressFile}`], '/')?.city).toEqual(city);
  });

  test('serves consoles of other machines on the addresses that are named, with a certificate that is named or its own', () => {
    const options = wallOptions(['--offline', '--listen', '10.0.0.5', '--listen', '[fd00::5]:8443'], '/');
    expect(options?.listen).toEqual([
      { address: '10.0.0.5', port: 7443 },
      { address: 'fd00::5', port: 8443 },
    ]);
    const named = ['--listen', 'fd00::5', '--tls-cert', '/a.crt', '--tls-key', '/a.key'];
    expect(wallOptions(['--offline', ...named], '/')).toMatchObject({
      listen: [{ address: 'fd00::5' }],
      tls: { cert: '/a.crt', key: '/a.key' },
    });
  });

  test('holds personal parts by the files that are named', () => {
    const named = ['--personal', '/credential', '--personal-key', '/mnt/key'];
    expect(wallOptions(['--offline', ...named], '/')).toMatchObject({
      ...{ personal: '/credential', personalKey: '/mnt/key' },
    });
  });

  test('repeats no password of an address that it refuses', () => {
    for (const given of ['ftp://wall:secret@host/', `@${wrongFile}`])
      expect(() => wallOptions(['--city', given], '/')).toThrow(
        expect.objectContaining({ where: '--city', message: expect.not.stringContaining('secret') }),
      );
  });

  test.each([
    [[], '--city'],
    [['--city', 'http://a', '--offline'], '--offline'],
    [['--city', 'data centre'], '--city'],
    [['--city', 'ftp://a'], '--city'],
    [['--city', '@/nowhere/at-all'], '--city'],
    [['--offline', '--listen', 'http://10.0.0.5'], '--listen'],
    [['--offline', '--listen', '0.0.0.0'], '--listen'],
    [['--offline', '--listen', '[::]:7443'], '--listen'],
    [['--offline', '--listen', 'wall.city.example'], '--listen'],
    [['--offline', '--listen', '10.0.0.5:70000'], '--listen'],
    [['--offline', '--listen', '10.0.0.5', '--tls-cert', 'a.crt'], '--tls-key'],
    [['--offline', '--listen', '10.0.0.5', '--tls-key', 'a.key'], '--tls-cert'],
    [['--offline', '--tls-cert', 'a.crt', '--tls-key', 'a.key'], '--tls-cert'],
    [['--offline', '--personal-key', '/key'], '--personal-key'],
    [['--offline', '--personal', ' '], '--personal'],
    [['--city', 'http://data.city.example/', '--personal', '/credential'], '--personal'],
    [['--offline', '--data', ''], '--data'],
    [['--offline', '--profile', ' '], '--profile'],
    [['--offline', '--port', 'x'], '--port'],
    [['--offline', '--port', '70000'], '--port'],
    [['--offline', '--port', ''], '--port'],
    [['--offline', '--port', '1.5'], '--port'],
    [['--offline', '--colour'], 'command line'],
    [['--offline', 'more'], 'command line'],
  ])('refuses %j, naming %s', (args, where) => {
    expect(() => wallOptions(args, '/')).toThrow(expect.objectContaining({ code: 'option-invalid', where }));
  });

  test('is asked for help', () => {
    expect(wallOptions(['--help'], '/')).toBeNull();
  });
});

describe('a city', () => {
  test('reads numbers', () => {
    const options = cityOptions(['--cases', '5', '--rate', '0.5', '--seed', '7', '--port', '0'], '/');
    expect(options).toMatchObject({
      port: 0,
      choice: { connector: 'demo', cases: 5, rate: 0.5, seed: 7 },
      chosenBy: ['--cases', '--rate', '--seed'],
    });
    expect(cityOptions([], '/')).toMatchObject({ chosenBy: [], personalKey: null, personalTo: null });
    expect(cityOptions(['--personal-to', '/etc/enrolled'], '/')?.personalTo).toBe('/etc/enrolled');
    expect(cityOptions(['--personal-key', '/mnt/key'], '/')?.personalKey).toBe('/mnt/key');
  });

  test('plays a recording as fast as it is told', () => {
    expect(cityOptions(['--replay', '/r.json', '--speed', '60'], '/')?.choice).toEqual({
      connector: 'replay',
      file: '/r.json',
      speed: 60,
    });
  });

  test.each([
    [['--speed', '2'], '--speed'],
    [['--replay', 'a', '--speed', '0'], '--speed'],
    [['--cases=-1'], '--cases'],
    [['--rate', 'NaN'], '--rate'],
    [['--rate', 'Infinity'], '--rate'],
  ])('refuses %j, naming %s', (args, where) => {
    expect(() => cityOptions(args, '/')).toThrow(expect.objectContaining({ code: 'option-invalid', where }));
  });
});
