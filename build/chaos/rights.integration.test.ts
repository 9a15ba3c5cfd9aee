import { EXPORT_COLUMNS } from '../../sync/contract/exports.ts';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SOUND } from '../../sync/commands/sound.fixture.ts';
import { commandNames, commands } from '../../sync/contract/commands.ts';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { ASKERS, ROLES, type Asker } from '../../sync/contract/people.ts';
import { personalField } from '../../sync/contract/personal.ts';
import { mayAsk, mayLook } from '../../sync/contract/rights.ts';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, startProgram, type Program } from '../harness/programs.ts';
import { accountOf, DEMO_ACCOUNTS, sessionAt } from '../harness/sign-in.ts';

/** Everything that a window can request of a real host, by everybody there is: what the tables say, and nothing else. */

type Window = Socket<HostToWindow, WindowToHost>;
let place: Awaited<ReturnType<typeof scratch>>;
let wall: Program;
/** A session of each role; of `wall` one that there is not. */
const sessions = new Map<Asker, string>([['wall', 'a guess']]);
const windows: Window[] = [];

beforeAll(async () => {
  place = await scratch('rights');
  const data = ['--data', path.join(place.folder, 'wall')];
  wall = await startProgram(HOST.wall, ['--offline', '--port', '0', ...data, DEMO_ACCOUNTS]);
  for (const role of ROLES) sessions.set(role, await sessionAt(wall.address, role));
});
afterAll(async () => {
  for (const window of windows) window.close();
  await wall?.stop();
  await place?.remove();
});

/** A window on which somebody is signed in, or nobody. */
async function windowOf(asker: Asker): Promise<{ window: Window; session: string }> {
  const window: Window = io(new URL(LINK_NAMESPACE, wall.address).href, {
    ...{ transports: ['websocket'], forceNew: true },
  });
  windows.push(window);
  const session = sessions.get(asker) ?? '';
  await window.emitWithAck('open', { build: '', console: true, session });
  return { window, session };
}
/** How a request ended: its code, or `done`. */
const codeOf = (reply: unknown): unknown => Object(Object(reply).error).code ?? 'done';

/** A look at a case that there is not. */
const CASE = { service: '1022', id: 'no-such' };
const LOOK = { ...CASE, field: 'phone', purpose: { code: 'handling' } } as const;

describe.each(ASKERS)('a window of %s', (asker) => {
  test('is answered those questions that are for it, and no others', async () => {
    const { window } = await windowOf(asker);
    const asked: string[] = [];
    for (const name of Object.keys(mayAsk))
      if (codeOf(await window.emitWithAck('ask', { name, params: {} })) !== 'role-needed') asked.push(name);
    expect(asked).toEqual(
      Object.entries(mayAsk).flatMap(([name, who]) => (who.includes(asker) ? [name] : [])),
    );
  });

  test('looks at those fields of a personal part that are for it, and no others', async () => {
    const { window, session } = await windowOf(asker);
    for (const field of personalField.options) {
      const reply = await window.emitWithAck('look', { session, ...LOOK, field });
      const { code, where } = Object(Object(reply).error);
      const roles: readonly string[] = mayLook[field];
      if (asker === 'wall') expect([field, code]).toEqual([field, 'session-needed']);
      else
        expect([field, code === 'role-needed' && where === field]).toEqual([field, !roles.includes(asker)]);
    }
  });

  test('gives those commands that are for it, and no others, whatever it says of itself', async () => {
    const { window, session } = await windowOf(asker);
    const refused = asker === 'wall' ? 'session-needed' : 'role-needed';
    for (const name of commandNames) {
      const roles: readonly string[] = commands[name].roles;
      const payload = { ...SOUND[name], role: 'administrator', by: { role: 'leader' } };
      const given = { session, key: `rights-${asker}-${name}`, name };
      const code = codeOf(
        await window.emitWithAck('give', { ...given, payload: JSON.parse(JSON.stringify(payload)) }),
      );
      if (roles.includes(asker)) expect([name, code]).not.toEqual([name, refused]);
      else expect([name, code]).toEqual([name, refused]);
    }
  });
});

/** What becomes of a request by a session that there is not, by one that is locked, and by another; the last two meet them in this order. */
type Tried = 'viewer' | 'administrator';
type Becomes = [ofNone: string, ofLocked: string, ofAny: string | Readonly<Record<Tried, string>>];
const OF_ADMINISTRATORS = { viewer: 'role-needed', administrator: 'done' };
const KEYS = { keys: ['some-command'] };
const FILE = {
  ...{ format: 'csv', filter: {}, order: 'newest', at: Date.UTC(2026, 10, 30), language: 'vi' },
  words: {
    ...{ title: '', about: [], states: {}, unknown: '' },
    columns: Object.fromEntries(EXPORT_COLUMNS.map((column) => [column, column])),
  },
};
type OfSessions = Exclude<keyof WindowToHost, 'open' | 'subscribe' | 'ask' | 'signIn' | 'enough'>;
const OF_SESSIONS: Readonly<Record<OfSessions, { more: object; becomes: Becomes }>> = {
  said: { more: KEYS, becomes: ['session-needed', 'session-locked', 'done'] },
  sessions: { more: {}, becomes: ['session-needed', 'session-locked', 'done'] },
  endSession: { more: { id: 'no-such' }, becomes: ['session-needed', 'session-locked', 'done'] },
  give: {
    more: { key: 'key-of-nobody', name: 'no-such', payload: {} },
    becomes: ['session-needed', 'session-locked', 'command-invalid'],
  },
  part: { more: CASE, becomes: ['session-needed', 'session-locked', 'done'] },
  look: { more: LOOK, becomes: ['session-needed', 'session-locked', 'role-needed'] },
  export: { more: FILE, becomes: ['session-needed', 'session-locked', 'done'] },
  exported: { more: { ticket: 'no-such' }, becomes: ['session-needed', 'session-locked', 'export-gone'] },
  stopExport: { more: { ticket: 'no-such' }, becomes: ['session-needed', 'session-locked', 'export-gone'] },
  unlock: {
    more: { password: 'not this one' },
    becomes: ['session-needed', 'sign-in-wrong', 'sign-in-wrong'],
  },
  // An account of a demonstration keeps the password that is told to everybody.
  changePassword: {
    more: { password: 'not this one', next: 'another one altogether' },
    becomes: ['session-needed', 'session-locked', 'password-invalid'],
  },
  machines: { more: {}, becomes: ['session-needed', 'session-locked', OF_ADMINISTRATORS] },
  revokeMachine: {
    more: { machine: 'no-such' },
    becomes: ['session-needed', 'session-locked', OF_ADMINISTRATORS],
  },
  lock: { more: {}, becomes: ['session-needed', 'done', 'done'] },
  // Whoever has no session has left already.
  signOut: { more: {}, becomes: ['done', 'done', 'done'] },
};

describe('what is done with a session', () => {
  test.each<Tried>(['viewer', 'administrator'])('%s needs one, and one that is not locked', async (role) => {
    const { window } = await windowOf('wall');
    const [locked, own] = [await sessionAt(wall.address, role), await sessionAt(wall.address, role)];
    await window.emitWithAck('lock', { session: locked });
    for (const [event, { more, becomes }] of Object.entries(OF_SESSIONS)) {
      const became: unknown[] = [];
      for (const session of ['a guess', locked, own])
        became.push(codeOf(await window.emitWithAck(event as 'sessions', { session, ...more })));
      const expected = becomes.map((code) => (typeof code === 'string' ? code : code[role]));
      expect([event, ...became]).toEqual([event, ...expected]);
    }
  });

  test.each(ROLES)(
    '%s sees and ends their own, and everybody’s where they look after the wall',
    async (role) => {
      const { window, session } = await windowOf(role);
      const other = role === 'viewer' ? 'operator' : 'viewer';
      const theirs = await sessionAt(wall.address, other);
      const list = async (of: string) => {
        const reply = await window.emitWithAck('sessions', { session: of });
        return reply.ok ? reply.value : [];
      };
      const seen = new Set((await list(session)).map(({ person }) => person.id));
      const isAll = role === 'administrator';
      expect(seen.has(accountOf(other).account)).toBe(isAll);
      expect(seen.has(accountOf(role).account)).toBe(true);
      const id = (await list(theirs)).find(({ own }) => own)?.id ?? '';
      const ended = codeOf(await window.emitWithAck('endSession', { session, id }));
      expect(ended).toBe(isAll ? 'done' : 'role-needed');
      expect((await list(theirs)).length > 0).toBe(!isAll);
      await window.emitWithAck('signOut', { session: theirs });
    },
  );

  test('an officer answers for no other unit, whoever they say they are', async () => {
    const { window, session } = await windowOf('officer');
    const opened = await window.emitWithAck('open', { build: '', console: true, session });
    if (!opened.ok) throw new Error(opened.error.what);
    const own = opened.value.who?.units ?? [];
    expect(own.length).toBeGreaterThan(0);
    const others = opened.value.names.units.filter(({ id }) => !own.includes(id));
    expect(others.length).toBeGreaterThan(10);
    for (const { id: unit } of others.slice(0, 5))
      for (const name of ['receive', 'answer'] as const) {
        const payload = { request: 'ask-00001', rev: 1, unit, text: 'x', links: [], units: [unit] };
        const reply = await window.emitWithAck('give', { session, key: `${name}-of-${unit}`, name, payload });
        expect(reply).toMatchObject({ ok: false, error: { code: 'role-needed', where: `${name}.unit` } });
      }
  });
});
