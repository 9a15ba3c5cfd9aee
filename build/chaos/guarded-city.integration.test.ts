import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, holdsCity, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { wayToCity, type WayToCity } from '../harness/way-to-city.ts';

/** A city below a path of a server that wants a login, over http and https: it is followed, and the password shows nowhere. */

const PATH = '/feeds/city/';
const LOGIN = 'wall:s3cret/phrase';
const withLogin = (address: string): string => address.replace('//', '//wall:s3cret%2Fphrase@');

let place: Awaited<ReturnType<typeof scratch>>;
let city: Program;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  place = await scratch('guarded');
  city = await startProgram(HOST.city, [
    ...['--profile', path.join(root, 'assets/cities/hcmc'), '--port', '0'],
    ...['--data', path.join(place.folder, 'city'), '--cases', '1500', '--still'],
  ]);
});
afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await city?.stop();
  await place?.remove();
});

async function wallOf(name: string, source: string): Promise<Program> {
  const wall = await startProgram(HOST.wall, [
    ...['--profile', path.join(root, 'assets/cities/hcmc'), '--port', '0'],
    ...['--data', path.join(place.folder, name), '--city', source],
  ]);
  ends.push(wall.stop);
  return wall;
}
async function way(tls?: { key: string; cert: string }): Promise<WayToCity> {
  const made = await wayToCity(city.port, {
    path: PATH,
    login: LOGIN,
    ...(tls === undefined ? {} : { tls }),
  });
  ends.push(made.stop);
  return made;
}
/** All that a wall says and shows of itself. */
async function shown(wall: Program): Promise<string> {
  const pages = await Promise.all(
    ['health', 'plain'].map(async (page) => (await fetch(new URL(page, wall.address))).text()),
  );
  return [...pages, ...wall.told(), wall.said()].join('\n');
}
const withoutPassword = async (wall: Program): Promise<void> => {
  const text = await shown(wall);
  expect(text).not.toContain('s3cret');
  expect(text).not.toContain(Buffer.from(LOGIN).toString('base64'));
};

describe('a city below a path, behind a login', () => {
  test('is followed, and its password shows nowhere, also where it is the wrong one', async () => {
    const { address } = await way();
    const wall = await wallOf('http', withLogin(address));
    await holdsCity(wall);
    await withoutPassword(wall);
    const other = await wallOf('wrong', withLogin(address).replace('phrase', 'phrases'));
    await until('that it is turned away', async () =>
      (await healthOf(other.address)).notes.some((note) => note.startsWith('city-refused')),
    );
    await withoutPassword(other);
  });

  test.skipIf(process.platform === 'win32' || spawnSync('openssl', ['version']).status !== 0)(
    'is followed over https, by the name of a file, so that the list of processes does not have it either',
    async () => {
      const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(place.folder, name)) as [
        string,
        string,
      ];
      const made = spawnSync('openssl', [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...['-subj', '/CN=city', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
      ]);
      expect(made.stderr.toString()).not.toContain('rror');
      const { address } = await way({ key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') });
      const file = path.join(place.folder, 'city.address');
      await writeFile(file, `${withLogin(address)}\n`);
      const before = process.env['NODE_EXTRA_CA_CERTS'];
      process.env['NODE_EXTRA_CA_CERTS'] = cert;
      const wall = await wallOf('https', `@${file}`).finally(() => {
        if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
        else process.env['NODE_EXTRA_CA_CERTS'] = before;
      });
      await holdsCity(wall);
      await withoutPassword(wall);
      const started = spawnSync('ps', ['-o', 'args=', '-p', String(wall.pid)]).stdout.toString();
      expect(started).not.toContain('s3cret');
    },
  );
});
