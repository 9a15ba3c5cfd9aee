import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { SIGN_IN_BEGIN, SIGN_IN_CODE } from '../../sync/contract/sign-in.ts';
import { Machine } from '../harness/beyond.ts';
import { hostileProvider } from '../harness/hostile-provider.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';

/** Signing in with the city's account on other machines than the wall's. */

let place: Awaited<ReturnType<typeof scratch>>;
let wall: Program;
let data: string;
/** A line of the wall's own machine. */
let line: Socket<HostToWindow, WindowToHost>;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  place = await scratch('sign-in-beyond');
  const provider = await hostileProvider('wall-of-the-city');
  const profile = await profileCopy('new-york', path.join(place.folder, 'profile'), {});
  const signIn = {
    ...{ issuer: provider.issuer, client: 'wall-of-the-city', claims: { role: 'role' } },
    roles: { operator: ['operators'] },
  };
  await writeFile(path.join(profile, 'sign-in.json'), JSON.stringify(signIn));
  data = path.join(place.folder, 'wall');
  const own = ['--offline', '--port', '0', '--data', data, '--profile', profile];
  wall = await startProgram(HOST.wall, [...own, '--listen', '127.0.0.2:0']);
  line = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
  stops.push(
    provider.stop,
    () => wall.stop(),
    () => line.close(),
  );
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  await place.remove();
});

describe("the city's account on another machine", () => {
  const locationOf = ({ headers }: Awaited<ReturnType<Machine['send']>>): URL =>
    new URL(headers.location ?? '', 'https://nowhere.example');
  const setCookieOf = ({ headers }: Awaited<ReturnType<Machine['send']>>): string =>
    (headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '';
  async function machine(address: string): Promise<Machine> {
    const [served = ''] = (await healthOf(wall.address)).consoles?.addresses ?? [];
    return new Machine(served, data, address);
  }
  /** There and back: the code, and the cookie by which the way was one. */
  async function thereAndBack(one: Machine): Promise<string> {
    const out = await one.send(SIGN_IN_BEGIN);
    const chosen = await fetch(locationOf(out), { redirect: 'manual' });
    const back = new URL(chosen.headers.get('location') ?? '');
    expect(back.origin).toBe(one.origin);
    const home = await one.send(`${back.pathname}${back.search}`, {
      headers: { cookie: setCookieOf(out) },
    });
    expect(locationOf(home).pathname).toBe('/');
    return new URLSearchParams(locationOf(home).hash.slice(1)).get(SIGN_IN_CODE) ?? '';
  }
  const keyOf = (body: string): string => JSON.parse(body).value.session;

  test('by a cookie that is of their address alone; what they left locked is theirs again', async () => {
    const mine = await machine('127.0.0.3');
    expect(JSON.parse((await mine.send('/session')).body)).toMatchObject({
      ok: false,
      city: { passwords: false },
    });
    const entered = await mine.enter(await thereAndBack(mine));
    const cookie = setCookieOf(entered);
    expect(entered.status).toBe(200);
    expect(cookie).toMatch(/^__Host-citywall=/);
    expect((await mine.send('/health', { headers: { cookie } })).status).toBe(200);
    const thief = await machine('127.0.0.4');
    expect((await thief.send('/health', { headers: { cookie } })).status).toBe(401);
    const key = keyOf(entered.body);
    const own = mine.line({ cookie });
    stops.push(() => own.close());
    await own.emitWithAck('lock', { session: key });
    expect((await mine.send('/health', { headers: { cookie } })).status).toBe(401);
    const again = await mine.enter(await thereAndBack(mine), { cookie }, key);
    expect([keyOf(again.body), again.headers['set-cookie']]).toEqual([key, undefined]);
    expect((await mine.send('/health', { headers: { cookie } })).status).toBe(200);
  });

  test('an address sets out only so often, and others no less for it', async () => {
    const [eager, other] = [await machine('127.0.0.6'), await machine('127.0.0.7')];
    const set = await Promise.all(Array.from({ length: 15 }, () => eager.send(SIGN_IN_BEGIN)));
    expect(set.filter(({ status }) => status === 303).length).toBeLessThanOrEqual(11);
    expect(set.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4);
    expect((await other.send(SIGN_IN_BEGIN)).status).toBe(303);
  });

  test('not by a code that was used, that was never given, or posted by a page from elsewhere', async () => {
    const mine = await machine('127.0.0.3');
    const code = await thereAndBack(mine);
    expect((await mine.enter(code, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await mine.enter(code)).status).toBe(200);
    // Handed out to one machine, sent to somebody at another: nobody is signed in as whoever sent it.
    const other = await machine('127.0.0.5');
    const [sent, sentHere] = [await thereAndBack(mine), await thereAndBack(mine)];
    const refused = [await mine.enter(code), await mine.enter('made-up'), await other.enter(sent)];
    expect(refused.map(({ status, body }) => [status, JSON.parse(body).error.code])).toEqual([
      [401, 'sign-in-over'],
      [401, 'sign-in-over'],
      [401, 'sign-in-over'],
    ]);
    const here = await line.emitWithAck('signIn', { code: sentHere });
    expect(here).toMatchObject({ ok: false, error: { code: 'sign-in-over' } });
  });
});
