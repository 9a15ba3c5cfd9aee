import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_NAMESPACE, WALL_LINE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { Machine } from '../harness/beyond.ts';
import { people } from '../harness/people.ts';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, root, startProgram, type Program } from '../harness/programs.ts';
import { sessionAt } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';

/** Screens of the wall on other machines, which are other addresses of this one: each enrolled by a code, and of use from its own address alone. */

type Window = Socket<HostToWindow, WindowToHost>;
let place: Awaited<ReturnType<typeof scratch>>;
let wall: Program;
let served: string;
let hall: Machine;
let thief: Machine;
/** What the hall's machine has, once it is enrolled. */
let cookie = '';

const data = (): string => path.join(place.folder, 'wall');
const auditLog = (): string => readFileSync(path.join(data(), 'audit.log'), 'utf8');
async function codeFor(name: string): Promise<string> {
  const said = await people(place.folder, '', 'enrol', name);
  return /^([0-9A-Z]{4}-){2}[0-9A-Z]{4}$/m.exec(said)?.[0] ?? '';
}
const cookieOf = (set: string | undefined): string => set?.split(';')[0] ?? '';
const codeOf = (reply: unknown): unknown => Object(Object(reply).error).code ?? 'done';
const screenOf = (machine: Machine, shown: string): Window => machine.line({ cookie: shown }, WALL_LINE);
/** Whether a line is let in. */
const isIn = (line: Window): Promise<boolean> =>
  new Promise((resolve) => {
    line.once('connect', () => resolve(true));
    line.once('connect_error', () => {
      line.close();
      resolve(false);
    });
  });

async function startWall(port: number): Promise<void> {
  wall = await startProgram(HOST.wall, [
    ...['--profile', path.join(root, 'assets/cities/hcmc'), '--port', String(port), '--data', data()],
    ...['--offline', '--demo-accounts', '--listen', '127.0.0.2:0'],
  ]);
  [served = ''] = (await healthOf(wall.address)).consoles?.addresses ?? [];
  hall = new Machine(served, data(), '127.0.0.3');
  thief = new Machine(served, data(), '127.0.0.4');
}
beforeAll(async () => {
  place = await scratch('screens');
  await startWall(0);
});
afterAll(async () => {
  await wall?.stop();
  await place?.remove();
});

describe('another machine', () => {
  test('is no screen of the wall until it gives a code, and says so', async () => {
    expect((await hall.send('/?screen=1')).status).toBe(403);
    expect((await hall.send('/session?window=wall')).body).toContain('machine-needed');
    expect(await isIn(hall.line({}, WALL_LINE))).toBe(false);
    const wrong = await hall.enrol('AAAA-BBBB-CCCC');
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
    expect(wrong.body).toContain('code-wrong');
  });

  test('becomes one by a code of one use, in a cookie that no script reads', async () => {
    const code = await codeFor('hall-2');
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const answer = await hall.enrol(typed);
    expect(answer.status, answer.body).toBe(200);
    const [set = ''] = answer.headers['set-cookie'] ?? [];
    expect(set).toMatch(
      /^__Host-citywall-screen=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    );
    cookie = cookieOf(set);
    expect((await hall.enrol(code)).status).toBe(401);
    const kept = path.join(data(), 'machines.json');
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    for (const secret of [code, typed, cookie.split('=')[1] ?? ''])
      for (const text of [readFileSync(kept, 'utf8'), auditLog(), wall.said()])
        expect(text).not.toContain(secret);
    expect(await people(place.folder, '', 'machines')).toMatch(/^hall-2\t127\.0\.0\.3\tsince .*\tseen /);
  });

  test('then shows screens as the wall’s own machine does, with the rights of a wall, and is no console', async () => {
    for (const pathname of ['/', '/?screen=1', '/?board=overview', '/plain'])
      expect((await hall.send(pathname, { headers: { cookie } })).status, pathname).toBe(200);
    expect((await hall.send('/health', { headers: { cookie } })).status).toBe(401);
    const line = screenOf(hall, cookie);
    expect(await isIn(line)).toBe(true);
    expect(await line.emitWithAck('open', { screen: 1, build: '' })).toMatchObject({
      ok: true,
      value: { screen: { id: 1 }, who: null },
    });
    const subscriptions = [{ id: 's', name: 'sources', params: {} }];
    const frame = new Promise((resolve) => line.once('frame', resolve));
    expect(await line.emitWithAck('subscribe', { subscriptions })).toMatchObject({ ok: true });
    await frame;
    const session = await sessionAt(wall.address, 'administrator');
    const attempts = [
      await line.emitWithAck('ask', { name: 'search', params: { text: '1022' } }),
      await line.emitWithAck('open', { console: true, build: '' }),
      await line.emitWithAck('open', { console: true, session, build: '' }),
      await line.emitWithAck('sessions', { session }),
      await line.emitWithAck('signIn', { account: 'demo.administrator', password: 'citywall-demo' }),
    ];
    expect(attempts.map(codeOf)).toEqual([
      'role-needed',
      ...['origin-refused', 'origin-refused', 'origin-refused', 'origin-refused'],
    ]);
    line.close();
    // Nor does it open a console’s line.
    expect(await isIn(hall.line({ cookie }))).toBe(false);
  });

  test('shows a cookie that was stolen in vain, which is told', async () => {
    expect((await thief.send('/?screen=1', { headers: { cookie } })).status).toBe(403);
    expect(await isIn(screenOf(thief, cookie))).toBe(false);
    expect(auditLog().match(/"what":"machineElsewhere"/g)).toHaveLength(1);
    expect(wall.said()).toContain('the cookie of a screen was shown from another machine');
  });

  test('is one still after the host was killed', async () => {
    await wall.kill('SIGKILL');
    await startWall(wall.port);
    const line = screenOf(hall, cookie);
    expect(await isIn(line)).toBe(true);
    line.close();
  });

  test('is one no more as soon as it is revoked, at a console or by the command: its lines are cut', async () => {
    const console = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] }) as Window;
    const [operator, administrator] = [
      await sessionAt(wall.address, 'operator'),
      await sessionAt(wall.address, 'administrator'),
    ];
    expect(codeOf(await console.emitWithAck('machines', { session: operator }))).toBe('role-needed');
    const revoke = { session: operator, machine: 'hall-2' };
    expect(codeOf(await console.emitWithAck('revokeMachine', revoke))).toBe('role-needed');
    const listed = await console.emitWithAck('machines', { session: administrator });
    expect(listed).toMatchObject({
      ok: true,
      value: [{ name: 'hall-2', from: '127.0.0.3', code: null, since: expect.any(Number) }],
    });
    const cut = async (revoked: () => Promise<unknown>): Promise<void> => {
      const line = screenOf(hall, cookie);
      expect(await isIn(line)).toBe(true);
      await line.emitWithAck('open', { screen: 1, build: '' });
      const gone = new Promise((resolve) => line.once('disconnect', resolve));
      await revoked();
      expect(await gone).toBe('transport close');
      expect(await isIn(screenOf(hall, cookie))).toBe(false);
      expect((await hall.send('/?screen=1', { headers: { cookie } })).status).toBe(403);
    };
    await cut(() => console.emitWithAck('revokeMachine', { ...revoke, session: administrator }));
    const again = await hall.enrol(await codeFor('hall-2'));
    cookie = cookieOf(again.headers['set-cookie']?.[0]);
    await cut(() => people(place.folder, '', 'revoke', 'hall-2'));
    expect(auditLog()).toMatch(/"what":"machineRevoked".*"account":"demo\.administrator"/);
    console.close();
  });

  test('gives 1,000 wrong codes and gets in nowhere, and keeps nobody out, neither with a code nor with a password', async () => {
    await people(place.folder, 'đúng ngựa pin kẹp giấy', 'add', 'lan', '--name', 'Lan', '--role', 'viewer');
    const code = await codeFor('hall-3');
    const statuses = new Map<number, number>();
    const guesses = async (worker: number): Promise<void> => {
      for (let i = 0; i < 125; i++) {
        const guess = `${worker}${String(i).padStart(3, '0')}-AAAA-BBBB`;
        const { status } = await thief.enrol(guess, {}, true).catch(() => ({ status: 0 }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const [right] = await Promise.all([
      hall.enrol(code),
      ...Array.from({ length: 8 }, (_, worker) => guesses(worker)),
    ]);
    expect(right.status).toBe(200);
    expect([...statuses.values()].reduce((sum, n) => sum + n, 0)).toBe(1_000);
    expect(statuses.get(200)).toBeUndefined();
    expect(statuses.get(401) ?? 0).toBeLessThan(40);
    expect(auditLog()).toContain('"outcome":"sign-in-limited"');
    // The same address signs in all the same, once it is heard again.
    await until('the right password is taken', async () => {
      const { status } = await thief.signIn('lan', 'đúng ngựa pin kẹp giấy').catch(() => ({ status: 0 }));
      return status === 200;
    });
  });

  test('has nothing of what no page of the host asks for it', async () => {
    const code = await codeFor('hall-4');
    for (const headers of [{ origin: 'https://evil.example' }, { 'content-type': 'text/plain' }])
      expect((await hall.enrol(code, headers)).status).toBe(403);
    const bare = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await hall.send('/enrol', bare)).status).toBe(403);
    expect((await hall.enrol(code)).status).toBe(200);
  });
});
