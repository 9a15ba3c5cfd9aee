import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  FIGURES_EVERY,
  LINK_NAMESPACE,
  type HostToWindow,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import { OWN_FILES } from '../../sync/host/door/certificate.ts';
import { selfSigned } from '../../sync/host/door/self-signed.ts';
import { Machine } from '../harness/beyond.ts';
import { people } from '../harness/people.ts';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, holdsCity, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/**
 * Consoles on other machines, which are other addresses of this one, and whoever means ill there. All the while a screen of the wall is sent its
 * frames, and nothing that anybody is known by.
 */

const ACCOUNT = 'lan.nguyen';
const NAME = 'Nguyễn Thị Ngọc Lan';
const PASSWORD = 'đúng ngựa pin kẹp giấy';
const ADDRESS = '127.0.0.2';
type Window = Socket<HostToWindow, WindowToHost>;

let place: Awaited<ReturnType<typeof scratch>>;
let city: Program;
let wall: Program;
let served: string;
let screen: Window;
/** When the screen was sent each frame, by a clock that is never set; and all that it was sent. */
const frames: number[] = [];
const wire: string[] = [];
let mine: Machine;
let thief: Machine;
const data = (): string => path.join(place.folder, 'wall');

const consoles = async () => {
  const told = (await healthOf(wall.address)).consoles;
  if (told === null) throw new Error('no consoles are served');
  return told;
};
const keyOf = (body: string): string => {
  const reply: unknown = JSON.parse(body);
  return String(Object(Object(reply).value).session);
};
/** Signs in; the cookie as a browser would send it, and what the page shows with each request. */
async function signedIn(machine: Machine): Promise<{ cookie: string; key: string }> {
  const answer = await machine.signIn(ACCOUNT, PASSWORD);
  expect(answer.status, answer.body).toBe(200);
  return { cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '', key: keyOf(answer.body) };
}
/** What becomes of a line: `in`, or why not. */
const opened = (line: Window): Promise<string> =>
  new Promise((resolve) => {
    line.once('connect', () => resolve('in'));
    line.once('connect_error', (error) => {
      line.close();
      const { description } = Object(error);
      resolve(String(Object(description).message ?? error.message));
    });
  });
const codeOf = (reply: unknown): unknown => Object(Object(reply).error).code ?? 'done';

beforeAll(async () => {
  place = await scratch('consoles');
  await people(place.folder, PASSWORD, 'add', ACCOUNT, '--name', NAME, '--role', 'operator');
  const profile = ['--profile', path.join(root, 'assets/cities/hcmc')];
  city = await startProgram(HOST.city, [
    ...[...profile, '--port', '0', '--data', path.join(place.folder, 'city'), '--cases', '1500'],
  ]);
  wall = await startProgram(HOST.wall, [
    ...[...profile, '--port', '0', '--data', data(), '--city', city.address, '--demo-accounts'],
    ...['--listen', `${ADDRESS}:0`],
  ]);
  await holdsCity(wall);
  [served = ''] = (await consoles()).addresses;
  mine = new Machine(served, data(), '127.0.0.3');
  thief = new Machine(served, data(), '127.0.0.4');
  screen = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
  screen.onAny((...sent: unknown[]) => wire.push(JSON.stringify(sent)));
  screen.on('frame', (_frame, drawn) => {
    frames.push(performance.now());
    drawn();
  });
  await screen.emitWithAck('open', { screen: 1, build: '' });
  const subscriptions = [
    { id: 's', name: 'sources', params: {} },
    { id: 'c', name: 'commands', params: { limit: 50 } },
  ];
  await screen.emitWithAck('subscribe', { subscriptions });
  await until('a frame', () => frames.length > 0);
});
afterAll(async () => {
  screen?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

/** The longest time within which the screen was sent nothing, over what is done meanwhile, milliseconds. */
async function longestPause(meanwhile: () => Promise<void>): Promise<number> {
  const from = frames.length - 1;
  await meanwhile();
  const until = [...frames.slice(from), performance.now()];
  return Math.max(...until.slice(1).map((at, i) => at - (until[i] ?? at)));
}

describe('beyond the machine of the wall', () => {
  test('the wall is known by its certificate, made once and told; whoever pins another does not talk to it', async () => {
    const { certificate, addresses } = await consoles();
    expect(addresses).toEqual([expect.stringMatching(/^https:\/\/127\.0\.0\.2:\d+\/$/)]);
    const own = new X509Certificate(readFileSync(path.join(data(), OWN_FILES.cert)));
    expect(certificate?.sha256).toBe(own.fingerprint256);
    expect(statSync(path.join(data(), OWN_FILES.key)).mode & 0o777).toBe(0o600);
    const pinned = (ca: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = connectTls({ host: ADDRESS, port: Number(new URL(served).port), ca }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.on('error', (error) => resolve(Object(error).code));
      });
    expect(await pinned(own.toString())).toBe(own.fingerprint256);
    const other = await selfSigned([ADDRESS], Date.now());
    expect(await pinned(other.cert)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('nothing is said without TLS', async () => {
    const said = await new Promise<string>((resolve) => {
      let got = '';
      const socket = connectPlain({ host: ADDRESS, port: Number(new URL(served).port) }, () =>
        socket.write(`GET /health HTTP/1.1\r\nHost: ${new URL(served).host}\r\n\r\n`),
      );
      socket.on('data', (part) => (got += part.toString('latin1')));
      socket.on('error', () => undefined).on('close', () => resolve(got));
    });
    expect(said).not.toContain('HTTP/');
  });

  test('whoever is not signed in has the page and its form, and nothing of the city', async () => {
    for (const pathname of ['/health', '/base-map', '/pictures/any.png'])
      expect((await mine.send(pathname)).status, pathname).not.toBe(200);
    expect(await mine.send('/health')).toMatchObject({
      status: 401,
      body: expect.not.stringContaining('hcmc'),
      headers: { 'strict-transport-security': 'max-age=31536000' },
    });
    expect((await mine.send('/')).headers.location).toBe('/?console');
    expect(await mine.send('/session')).toMatchObject({
      status: 200,
      body: expect.stringContaining('session-needed'),
    });
    expect(await opened(mine.line({}))).toContain('401');
    const offered = await mine.signIn('demo.administrator', 'citywall-demo');
    expect([offered.status, offered.body.includes('sign-in-wrong')]).toEqual([401, true]);
  });

  test('a window of the wall has no place, signed in or not', async () => {
    for (const pathname of ['/?screen=1', '/?board=overview', '/plain', '/plain?screen=1', '/?gallery'])
      expect(await mine.send(pathname), pathname).toMatchObject({
        status: 403,
        body: expect.stringContaining('bàn điều hành'),
      });
    const { cookie, key } = await signedIn(mine);
    const line = mine.line({ cookie });
    expect(await opened(line)).toBe('in');
    expect(codeOf(await line.emitWithAck('open', { screen: 1, session: key, build: '' }))).toBe(
      'origin-refused',
    );
    line.close();
  });

  test('somebody signs in, asks, and leaves; the line of a session ends with it', async () => {
    const answer = await mine.signIn(ACCOUNT, PASSWORD);
    const [set = ''] = answer.headers['set-cookie'] ?? [];
    expect(set).toMatch(
      /^__Host-citywall=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    const cookie = set.split(';')[0] ?? '';
    const key = keyOf(answer.body);
    expect(cookie).not.toContain(key);
    expect((await mine.send('/health', { headers: { cookie } })).status).toBe(200);
    const line = mine.line({ cookie });
    const ask = { name: 'sources', params: {} };
    // A line alone is not enough: the page shows that it is the session's.
    expect(codeOf(await line.emitWithAck('ask', ask))).toBe('session-needed');
    const again = mine.line({ cookie });
    const reply = await again.emitWithAck('open', { console: true, session: key, build: '' });
    expect(reply).toMatchObject({ ok: true, value: { who: { id: ACCOUNT } } });
    expect(await again.emitWithAck('ask', ask)).toMatchObject({ ok: true });
    const wrongKey = mine.line({ cookie });
    const guessed = { console: true, session: `${key.slice(1)}x`, build: '' };
    expect(codeOf(await wrongKey.emitWithAck('open', guessed))).toBe('session-needed');
    const closed = new Promise<string>((resolve) => again.once('disconnect', resolve));
    expect(await again.emitWithAck('signOut', { session: key })).toMatchObject({ ok: true });
    expect(await closed).toBe('transport close');
    expect((await mine.send('/health', { headers: { cookie } })).status).toBe(401);
    line.close();
    wrongKey.close();
  });

  test('a cookie is of no use on another machine, nor on the wall’s own; whoever it is of is told', async () => {
    const { cookie, key } = await signedIn(mine);
    expect((await thief.send('/health', { headers: { cookie } })).status).toBe(401);
    expect(await opened(thief.line({ cookie }))).toContain('401');
    const token = cookie.split('=')[1] ?? '';
    for (const session of [token, key, `${token}@127.0.0.4`]) {
      const reply = await screen.emitWithAck('sessions', { session });
      expect(codeOf(reply)).toBe('session-needed');
    }
    const line = mine.line({ cookie });
    await line.emitWithAck('open', { console: true, session: key, build: '' });
    const reply = await line.emitWithAck('sessions', { session: key });
    const own = reply.ok ? reply.value.find((one) => one.own) : undefined;
    expect(own).toMatchObject({ from: '127.0.0.3', elsewhere: { address: '127.0.0.4', times: 2 } });
    const log = readFileSync(path.join(data(), 'audit.log'), 'utf8');
    expect(log.match(/"what":"sessionElsewhere"/g)).toHaveLength(1);
    expect(log).not.toContain(token);
    expect(wall.said()).toContain('a session was shown from another machine');
    line.close();
  });

  test('what no page of the host does is refused: a post of another site, a line of another origin, another name', async () => {
    const { cookie } = await signedIn(mine);
    const refusals = [
      await mine.signIn(ACCOUNT, PASSWORD, { origin: 'https://evil.example' }),
      await mine.signIn(ACCOUNT, PASSWORD, { origin: 'null' }),
      await mine.signIn(ACCOUNT, PASSWORD, { origin: mine.origin.replace('https', 'http') }),
      await mine.signIn(ACCOUNT, PASSWORD, { 'content-type': 'text/plain' }),
      await mine.signIn(ACCOUNT, PASSWORD, { 'sec-fetch-site': 'cross-site' }),
      await mine.send('/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }),
      await mine.send('/health', { headers: { cookie, host: 'wall.evil.example' } }),
      await mine.send('/health', { headers: { cookie, 'sec-fetch-site': 'cross-site' } }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.includes('origin-refused')])).toEqual(
      refusals.map(() => [403, true]),
    );
    expect(
      (await mine.send('/health', { method: 'POST', headers: { cookie, origin: mine.origin } })).status,
    ).toBe(405);
    expect(await opened(mine.line({ cookie, origin: 'https://evil.example' }))).toContain('403');
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const named = { ...upgrade, 'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==', host: 'wall.evil.example' };
    const line = await mine.send('/socket.io/?EIO=4&transport=websocket', { headers: { cookie, ...named } });
    expect(line.status).toBe(403);
    expect(wall.said()).toContain('refused beyond this machine');
  });

  test('1,000 wrong passwords get nobody in, keep nobody out, and the wall goes on', async () => {
    const statuses = new Map<number, number>();
    let right = 0;
    const pause = await longestPause(async () => {
      const guesses = async (worker: number): Promise<void> => {
        for (let i = 0; i < 125; i++) {
          const { status } = await thief.signIn(ACCOUNT, `guess ${worker} ${i}`).catch(() => ({ status: 0 }));
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
      };
      const begun = performance.now();
      await Promise.all([
        ...Array.from({ length: 8 }, (_, worker) => guesses(worker)),
        signedIn(mine).then(() => (right = performance.now() - begun)),
      ]);
    });
    expect([...statuses.values()].reduce((sum, n) => sum + n, 0)).toBe(1_000);
    expect(statuses.get(200)).toBeUndefined();
    expect(statuses.get(401) ?? 0).toBeLessThan(40);
    expect(right).toBeLessThan(30_000);
    expect(pause).toBeLessThan(4 * FIGURES_EVERY);
    // Even with the right one, and if it is heard at all.
    const last = await thief.signIn(ACCOUNT, PASSWORD, {}, true).then(
      ({ status }) => status,
      () => 0,
    );
    expect([0, 429]).toContain(last);
    const log = readFileSync(path.join(data(), 'audit.log'), 'utf8');
    expect(log).toContain('"outcome":"sign-in-limited"');
    expect(log).not.toContain('guess ');
  });

  test('another certificate is taken up as it is put there; of a bad one that is said, and the one of before serves', async () => {
    const [cert, key] = [path.join(data(), OWN_FILES.cert), path.join(data(), OWN_FILES.key)];
    const before = (await consoles()).certificate?.sha256;
    const next = await selfSigned([ADDRESS], Date.now());
    writeFileSync(key, 'no key');
    await until('the bad one is named', async () =>
      (await healthOf(wall.address)).notes.some(
        (note) => note.includes('certificate-invalid') && note.includes(key),
      ),
    );
    expect((await consoles()).certificate?.sha256).toBe(before);
    expect((await mine.send('/session')).status).toBe(200);
    writeFileSync(cert, next.cert);
    writeFileSync(key, next.key);
    const sha256 = new X509Certificate(next.cert).fingerprint256;
    await until('the next is in force', async () => (await consoles()).certificate?.sha256 === sha256);
    expect((await new Machine(served, data(), '127.0.0.3').send('/session')).status).toBe(200);
    await expect(mine.send('/session')).rejects.toThrow();
    expect((await healthOf(wall.address)).notes.join()).not.toContain('certificate');
  });

  test('a screen of the wall was sent nothing of all that by which anybody is known', async () => {
    const before = frames.length;
    await until('the frames go on', () => frames.length > before + 1);
    const all = wire.join('\n');
    expect(all).toContain('"rows"');
    for (const word of [ACCOUNT, NAME, '127.0.0.3', '127.0.0.4', '__Host-', PASSWORD])
      expect(all, word).not.toContain(word);
  });
});
