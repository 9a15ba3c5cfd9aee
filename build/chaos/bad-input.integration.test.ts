import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FEED_NAMESPACE, type Refusal } from '../../sync/contract/feed.ts';
import { flip } from '../../sync/store/damage/flips.fixture.ts';
import { LINK_NAMESPACE } from '../../sync/contract/link.ts';
import { profileCopy } from '../harness/profile-copy.ts';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

let folder: string;
let profile: string;
const running: Program[] = [];

/** Starts a wall that is ended after the test. */
async function wall(...args: string[]): Promise<Program> {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const program = await startProgram(HOST.wall, [...port, ...args]);
  running.push(program);
  return program;
}
/** A data folder that no other test uses. */
const data = (): Promise<string> => mkdtemp(path.join(folder, 'data-'));
/** Waits until `/health` has a note with a text. */
const noted = (host: Program, text: string) =>
  until(`a note with ${text}`, async () => {
    const health = await healthOf(host.address);
    return health.notes.some((note) => note.includes(text)) && health;
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'citywall-bad-'));
  profile = await profileCopy('hcmc', folder, {});
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((program) => program.stop()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a wall that cannot start says why and ends', () => {
  test('an option that is wrong: exit code 2', async () => {
    await expect(wall('--offline', '--port', 'x')).rejects.toThrow(/ended \(2\)[^]*option-invalid[^]*--port/);
    await expect(wall()).rejects.toThrow(/ended \(2\)[^]*no city is named/);
  });

  test('a broken profile file: the file, the path in it and what was expected', async () => {
    const broken = await profileCopy('hcmc', path.join(folder, 'broken'), { timeZone: 'Asia/Atlantis' });
    await expect(wall('--offline', '--data', await data(), '--profile', broken)).rejects.toThrow(
      /ended \(1\)[^]*profile-invalid[^]*city\.json[^]*timeZone[^]*IANA/,
    );
  });

  test('a profile that is no profile', async () => {
    await expect(wall('--offline', '--data', await data(), '--profile', folder)).rejects.toThrow(
      /ended \(1\)[^]*profile-invalid[^]*city\.json/,
    );
  });

  test('a port in use: which, and what to do', async () => {
    const first = await wall('--offline', '--data', await data(), '--profile', profile);
    const again = ['--offline', '--data', await data(), '--profile', profile, '--port', String(first.port)];
    await expect(wall(...again)).rejects.toThrow(
      new RegExp(`ended \\(1\\)[^]*port-in-use[^]*port ${first.port} [^]*--port`),
    );
  });

  test('a data folder in use', async () => {
    const place = await data();
    await wall('--offline', '--data', place, '--profile', profile);
    await expect(wall('--offline', '--data', place, '--profile', profile)).rejects.toThrow(
      /ended \(1\)[^]*data-in-use/,
    );
  });

  test("another city's data folder", async () => {
    const place = await data();
    await (await wall('--offline', '--data', place, '--profile', profile)).stop();
    const other = await profileCopy('hcmc', path.join(folder, 'other'), { id: 'elsewhere' });
    await expect(wall('--offline', '--data', place, '--profile', other)).rejects.toThrow(
      /ended \(1\)[^]*data-other-city[^]*hcmc[^]*elsewhere/,
    );
  });

  test('a data folder below a file', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    await expect(wall('--offline', '--data', path.join(file, 'x'), '--profile', profile)).rejects.toThrow(
      /ended \(1\)[^]*data-no-folder/,
    );
  });

  test.skipIf(process.getuid?.() === 0)('a data folder without permission (skipped for root)', async () => {
    const place = path.join(await data(), 'closed');
    await mkdir(place, { mode: 0o500 });
    await expect(wall('--offline', '--data', place, '--profile', profile)).rejects.toThrow(
      /ended \(1\)[^]*data-no-permission/,
    );
    await chmod(place, 0o700);
  });
});

describe('a wall that cannot reach its city shows what it has and says why', () => {
  test('nobody is there', async () => {
    const host = await wall('--city', 'http://127.0.0.1:9', '--data', await data(), '--profile', profile);
    expect((await noted(host, 'city-unreachable')).status).toBe('empty');
  });

  test('somebody is there who is no city', async () => {
    const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const host = await wall(
      '--city',
      `http://127.0.0.1:${port}`,
      '--data',
      await data(),
      '--profile',
      profile,
    );
    expect((await noted(host, 'city-not-a-city')).status).toBe('empty');
    server.close();
  });

  test('a city of another protocol version', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const feed = new Server(server);
    const refusal: Refusal = { code: 'protocol', what: 'speaks 9', hint: 'upgrade', protocol: 9 };
    feed
      .of(FEED_NAMESPACE)
      .on('connection', (socket) => socket.on('hello', () => socket.emit('refusal', refusal)));
    const { port } = server.address() as AddressInfo;
    const host = await wall(
      '--city',
      `http://127.0.0.1:${port}`,
      '--data',
      await data(),
      '--profile',
      profile,
    );
    expect((await noted(host, 'city-protocol')).status).toBe('empty');
    await feed.close();
  });

  test('the city of another name', async () => {
    const other = await profileCopy('hcmc', path.join(folder, 'named'), { id: 'elsewhere' });
    const city = await startProgram(HOST.city, [
      ...['--port', '0', '--cases', '10', '--rate', '0', '--data', await data(), '--profile', other],
    ]);
    running.push(city);
    const host = await wall('--city', city.address, '--data', await data(), '--profile', profile);
    expect((await noted(host, 'city-other')).status).toBe('empty');
  });
});

describe('a wall that is up', () => {
  test('sets a damaged cache aside and fetches it again', async () => {
    const city = await startProgram(HOST.city, [
      ...['--port', '0', '--cases', '500', '--rate', '0', '--data', await data(), '--profile', profile],
    ]);
    running.push(city);
    const place = await data();
    const args = ['--city', city.address, '--data', place, '--profile', profile];
    const whole = (host: Program) =>
      until('whole', async () => {
        const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
        const health = await healthOf(host.address);
        return health.status === 'live' && health.cursor?.seq === there.seq && health;
      });
    const first = await wall(...args);
    const { cases } = await whole(first);
    expect(cases).toBeGreaterThan(0);
    await first.stop();
    const caches = (await readdir(place)).filter((file) => /^cache.*\.db$/.test(file));
    expect(caches.length).toBeGreaterThan(0);
    for (const file of caches) {
      const bytes = await readFile(path.join(place, file));
      bytes.fill(0x5a, 0, Math.min(bytes.length, 64 * 1024));
      await writeFile(path.join(place, file), bytes);
      await rm(path.join(place, `${file}-wal`), { force: true });
    }
    const again = await whole(await wall(...args));
    expect(again.cases).toBeGreaterThanOrEqual(cases);
    expect(again.notes.join()).toContain('cache-corrupt');
    expect((await readdir(place)).some((file) => file.includes('.aside'))).toBe(true);
  });

  test('starts over a damaged journal, keeps what can be read, and says what is missing', async () => {
    const place = await data();
    const args = ['--offline', '--data', place, '--profile', profile];
    await (await wall(...args)).stop();
    const file = path.join(place, 'journal.db');
    const bytes = await readFile(file);
    bytes.fill(0x5a, 0, 8192);
    await writeFile(file, bytes);
    const again = await wall(...args);
    const { notes } = await healthOf(again.address);
    expect(notes.join()).toContain('journal-damaged: What people did here was damaged');
    const names = await readdir(place);
    expect(names).toEqual(
      expect.arrayContaining(['journal.db.aside-1', 'journal.db.aside-1.txt', 'journal.db']),
    );
  });

  test('puts a flipped bit of its journal right, and says so', async () => {
    const place = await data();
    const args = ['--offline', '--data', place, '--profile', profile];
    await (await wall(...args)).stop();
    flip(path.join(place, 'journal.db'), 4096 * 8 + 77);
    const { notes } = await healthOf((await wall(...args)).address);
    expect(notes.join()).toContain('file-mended: 1 flipped bit was found and put right');
  });

  test('turns away pages from elsewhere, over HTTP and over its sockets', async () => {
    const host = await wall('--offline', '--data', await data(), '--profile', profile);
    const answer = await fetch(new URL('health', host.address), {
      headers: { origin: 'http://evil.example' },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'origin-refused' });
    const socket = io(new URL(LINK_NAMESPACE, host.address).href, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { origin: 'http://evil.example' },
    });
    const error = await new Promise<Error>((resolve, reject) => {
      socket.once('connect_error', resolve);
      socket.once('connect', () => reject(new Error('let in')));
    });
    expect(error.message).toContain('websocket');
    socket.close();
  });

  test('says nothing of the machine in its pages, and ends with its parent', async () => {
    const host = await wall('--offline', '--data', await data(), '--profile', profile);
    const answer = await fetch(host.address);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('server')).toBeNull();
    await host.stop();
    await expect(fetch(host.address)).rejects.toThrow();
  });
});
