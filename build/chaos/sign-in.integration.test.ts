import { readFile, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LINK_NAMESPACE,
  type HostToWindow,
  type Opened,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import { SIGN_IN_BEGIN } from '../../sync/contract/sign-in.ts';
import { auditCommand } from '../../sync/host/audit/audit-command.ts';
import { choose, handedIn, setOutAt, Traveller, type Handed } from '../harness/city-sign-in.ts';
import { hostileProvider, type HostileProvider, type Lies } from '../harness/hostile-provider.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { freePort } from '../../electron/composition.ts';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** Signing in with the city's account: by a real provider in a process of its own, and by one that lies. */

type Line = Socket<HostToWindow, WindowToHost>;
let place: Awaited<ReturnType<typeof scratch>>;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  place = await scratch('sign-in');
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
  await place.remove();
});

/** A wall whose city has a provider, and a console's line to it. */
async function wallBy(name: string, signIn: object): Promise<{ wall: Program; line: Line; data: string }> {
  const profile = await profileCopy('new-york', path.join(place.folder, name), {});
  await writeFile(path.join(profile, 'sign-in.json'), JSON.stringify(signIn));
  const data = path.join(place.folder, name, 'wall');
  const wall = await startProgram(HOST.wall, [
    '--offline',
    '--port',
    '0',
    '--data',
    data,
    '--profile',
    profile,
  ]);
  const line: Line = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
  stops.push(
    () => wall.stop(),
    () => line.close(),
  );
  return { wall, line, data };
}
async function opened(line: Line, session?: string): Promise<Opened> {
  const reply = await line.emitWithAck('open', {
    console: true,
    build: '',
    ...(session === undefined ? {} : { session }),
  });
  if (!reply.ok) throw new Error(reply.error.what);
  return reply.value;
}
async function trade(line: Line, { code }: Handed, session?: string): Promise<string> {
  const reply = await line.emitWithAck('signIn', {
    code: code ?? 'none',
    ...(session === undefined ? {} : { session }),
  });
  return reply.ok ? reply.value.session : reply.error.code;
}
const refusalsIn = (data: string): string => {
  const said: string[] = [];
  auditCommand(['show', '--data', data], (text) => void said.push(text));
  return said.join('\n');
};

describe('a real provider', { timeout: 120_000 }, () => {
  let provider: Program;
  let stage: Awaited<ReturnType<typeof wallBy>>;
  const start = (port: number): Promise<Program> => startProgram(HOST.provider, ['--port', String(port)]);
  async function comes(role: string, by = new Traveller()): Promise<Handed> {
    const choice = await setOutAt(stage.wall.address, by);
    const back = await choose(choice, `demo.${role}`, stage.wall.address, by);
    return handedIn(await by.follow(back));
  }

  beforeAll(async () => {
    const port = await freePort();
    stage = await wallBy('real', {
      ...{ issuer: `http://127.0.0.1:${port}`, client: 'citywall-demonstration', lookEvery: 1 },
      scopes: ['profile', 'citywall', 'offline_access'],
      claims: { role: 'role', units: 'units' },
      roles: { operator: ['operator'], leader: ['leader'] },
    });
    provider = await start(port);
    stops.push(() => provider.stop());
  }, 60_000);

  test('that is not there when the wall starts costs nothing, and is found when it is', async () => {
    expect((await healthOf(stage.wall.address)).status).toBeDefined();
    expect((await opened(stage.line)).accounts).toMatchObject({ city: { name: null, passwords: false } });
    expect((await comes('operator')).code).not.toBeNull();
  });

  test('signs somebody in with their role, once for a code, and no word of it is in the log', async () => {
    const handed = await comes('operator');
    const session = await trade(stage.line, handed);
    expect((await opened(stage.line, session)).who).toMatchObject({
      id: 'demo.operator',
      role: 'operator',
      byCity: true,
    });
    expect(await trade(stage.line, handed)).toBe('sign-in-over');
    const log = stage.wall.said();
    for (const word of [session, handed.code ?? '', 'Trial', 'code=']) expect(log).not.toContain(word);
    expect(refusalsIn(stage.data)).toContain('demo.operator');
  });

  test('is of no use to whoever has no role here, which is told and stands in the audit log', async () => {
    expect(await comes('viewer')).toEqual({ code: null, failed: 'person-unmapped' });
    await until('the refusal is written', () => refusalsIn(stage.data).includes('person-unmapped'));
  });

  test('does not take a code twice, nor does the wall an address back', async () => {
    const by = new Traveller();
    const back = await choose(await setOutAt(stage.wall.address, by), 'demo.leader', stage.wall.address, by);
    expect(handedIn(await by.follow(back)).code).not.toBeNull();
    expect(handedIn(await by.follow(back)).failed).toBe('sign-in-over');
    // The code of one way in another: of another verifier, and used.
    const again = new Traveller();
    const second = await choose(
      await setOutAt(stage.wall.address, again),
      'demo.leader',
      stage.wall.address,
      again,
    );
    second.searchParams.set('code', back.searchParams.get('code') ?? '');
    expect(handedIn(await again.follow(second)).failed).toBe('provider-answer');
  });

  test('sends people back to the browser they set out in', async () => {
    const by = new Traveller();
    const back = await choose(await setOutAt(stage.wall.address, by), 'demo.leader', stage.wall.address, by);
    expect(handedIn(await new Traveller().follow(back)).failed).toBe('sign-in-over');
  });

  test('unlocks the session of the same person, and ends that of another', async () => {
    const session = await trade(stage.line, await comes('operator'));
    await stage.line.emitWithAck('lock', { session });
    expect((await opened(stage.line, session)).who?.locked).toBe(true);
    expect(await trade(stage.line, await comes('operator'), session)).toBe(session);
    expect((await opened(stage.line, session)).who?.locked).toBe(false);
    const other = await trade(stage.line, await comes('leader'), session);
    expect((await opened(stage.line, other)).who).toMatchObject({ id: 'demo.leader' });
    expect((await opened(stage.line, session)).who).toBeNull();
  });

  test('is the only way in: passwords of this wall do not work beside it unless the profile says so', async () => {
    const reply = await stage.line.emitWithAck('signIn', {
      account: 'demo.operator',
      password: 'citywall-demo',
    });
    expect(reply).toMatchObject({ ok: false, error: { code: 'sign-in-wrong' } });
  });

  test('that is lost in mid-session leaves who is signed in, told until when; one that knows them no more ends it', async () => {
    const session = await trade(stage.line, await comes('operator'));
    await provider.kill('SIGKILL');
    const doubted = await until(
      'it is told',
      async () => (await opened(stage.line, session)).who?.until ?? null,
    );
    expect(doubted).toBeGreaterThan(Date.now());
    const tried = await setOutAt(stage.wall.address, new Traveller());
    expect(handedIn(tried).failed).toBe('provider-unreachable');
    expect((await healthOf(stage.wall.address)).status).toBeDefined();
    // It comes back without a memory of anybody, as one does that has removed them.
    provider = await start(provider.port);
    await until('the session is over', async () => (await opened(stage.line, session)).who === null);
    expect(refusalsIn(stage.data)).toContain('person-gone');
  });
});

describe('a provider that lies', { timeout: 120_000 }, () => {
  let provider: HostileProvider;
  let stage: Awaited<ReturnType<typeof wallBy>>;
  const CLIENT = 'wall-of-the-city';
  async function comes(lies: Lies): Promise<Handed> {
    provider.lies = lies;
    return handedIn(await setOutAt(stage.wall.address, new Traveller()));
  }
  beforeAll(async () => {
    provider = await hostileProvider(CLIENT);
    stops.push(provider.stop);
    stage = await wallBy('hostile', {
      ...{ issuer: provider.issuer, client: CLIENT, claims: { role: 'role' } },
      ...{ roles: { operator: ['operators'] }, lookEvery: 1 },
    });
  }, 60_000);

  test('about what it is, is none', async () => {
    expect((await comes({ issuer: 'https://other.example' })).failed).toBe('provider-answer');
  });

  test.each<[string, Lies]>([
    ['nothing', {}],
    ['a token that was over two minutes ago', { times: { exp: -120, iat: -420 } }],
    ['a token of two minutes from now', { times: { exp: 420, iat: 120, nbf: 120 } }],
  ])('is believed: %s', async (_what, lies) => {
    const handed = await comes(lies);
    expect(handed).toMatchObject({ failed: null });
    expect(provider.keptPkce).toBe(true);
    const session = await trade(stage.line, handed);
    expect((await opened(stage.line, session)).who).toMatchObject({ id: 'lan.nguyen', role: 'operator' });
  });

  test.each<[string, Lies, string]>([
    ['another audience', { claims: { aud: 'other' } }, 'provider-answer'],
    ['another issuer', { claims: { iss: 'https://other.example' } }, 'provider-answer'],
    ['another nonce', { claims: { nonce: 'other' } }, 'provider-answer'],
    ['no nonce', { claims: { nonce: undefined } }, 'provider-answer'],
    ['a token that was over ten minutes ago', { times: { exp: -600, iat: -900 } }, 'provider-answer'],
    ['a token of in ten minutes', { times: { exp: 900, iat: 600, nbf: 600 } }, 'provider-answer'],
    ['another key', { signed: 'otherwise' }, 'provider-answer'],
    ['no signature', { signed: 'not' }, 'provider-answer'],
    ['more about somebody else', { subject: 'person-2' }, 'provider-answer'],
    ['another state', { state: 'other' }, 'sign-in-over'],
    ['another role', { person: { preferred_username: 'lan.nguyen', role: 'cooks' } }, 'person-unmapped'],
    ['no role', { person: { preferred_username: 'lan.nguyen' } }, 'person-unmapped'],
    ['no name', { person: { preferred_username: '\u202e', role: 'operators' } }, 'person-unmapped'],
  ])('is refused: %s', async (_what, lies, code) => {
    expect(await comes(lies)).toEqual({ code: null, failed: code });
  });

  test('takes a role back, and the session is over', async () => {
    const session = await trade(stage.line, await comes({}));
    expect((await opened(stage.line, session)).who).toMatchObject({ role: 'operator' });
    provider.lies = { person: { preferred_username: 'lan.nguyen', role: 'cooks' } };
    await until('the session is over', async () => (await opened(stage.line, session)).who === null);
  });

  test('is told to be down before anybody is sent there', async () => {
    await until('it is told', async () => (await comes({ down: true })).failed === 'provider-unreachable');
  });

  test('and a page from elsewhere begins nothing', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    // Not by fetch, which says itself how it asks.
    const asked = get(new URL(SIGN_IN_BEGIN, stage.wall.address), { headers });
    const [answered]: IncomingMessage[] = await once(asked, 'response');
    expect(answered?.headers.location).toContain('sign-in-over');
    answered?.resume();
    expect(await readFile(path.join(stage.data, 'audit.log'), 'utf8')).not.toContain('access-of-person-1');
  });
});
