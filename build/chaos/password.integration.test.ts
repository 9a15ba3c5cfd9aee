import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { auditCommand } from '../../sync/host/audit/audit-command.ts';
import { people } from '../harness/people.ts';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** Somebody at a console gives their account another password. */

let place: Awaited<ReturnType<typeof scratch>>;
let wall: Program;
let socket: Socket<HostToWindow, WindowToHost>;
let session: string;

const ACCOUNT = 'lan.nguyen';
const PASSWORD = 'đúng ngựa pin kẹp giấy';
const NEXT = 'một mật khẩu hoàn toàn khác';

async function startWall(port: number): Promise<void> {
  const data = path.join(place.folder, 'wall');
  const profile = path.join(root, 'assets/cities/hcmc');
  wall = await startProgram(HOST.wall, [
    ...['--profile', profile, '--port', String(port), '--data', data, '--offline'],
  ]);
  socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
}
/** A session of the account; null where the password is refused. */
async function signIn(password: string): Promise<string | null> {
  const reply = await socket.emitWithAck('signIn', { account: ACCOUNT, password });
  if (reply.ok) return reply.value.session;
  expect(reply.error.code).toBe('sign-in-wrong');
  return null;
}
const change = (password: string, next: string) =>
  socket.emitWithAck('changePassword', { session, password, next });
async function isSigned(token: string): Promise<boolean> {
  const opened = await socket.emitWithAck('open', { build: '', console: true, session: token });
  return opened.ok && opened.value.who !== null;
}

beforeAll(async () => {
  place = await scratch('password');
  await people(place.folder, PASSWORD, 'add', ACCOUNT, '--name', 'Lan Nguyễn', '--role', 'viewer');
  await startWall(0);
  session = (await signIn(PASSWORD)) ?? '';
});
afterAll(async () => {
  socket?.close();
  await wall?.stop();
  await place?.remove();
});

describe('one’s own password', () => {
  test('is changed with the one of before: this console goes on, all others of the account are signed out', async () => {
    const other = (await signIn(PASSWORD)) ?? '';
    expect(await change('guess', NEXT)).toMatchObject({ ok: false, error: { code: 'sign-in-wrong' } });
    for (const bad of ['short', `${ACCOUNT} và nữa`, PASSWORD])
      expect(await change(PASSWORD, bad)).toMatchObject({ ok: false, error: { code: 'password-invalid' } });
    expect([await isSigned(session), await isSigned(other)]).toEqual([true, true]);
    expect(await change(PASSWORD, NEXT)).toEqual({ ok: true, value: null });
    expect([await isSigned(session), await isSigned(other)]).toEqual([true, false]);
    expect(await signIn(PASSWORD)).toBeNull();
    expect(await signIn(NEXT)).not.toBeNull();
  });

  test('is that also after a power cut, and no password stands in the audit log', async () => {
    socket.close();
    await wall.kill('SIGKILL');
    await startWall(wall.port);
    expect(await isSigned(session)).toBe(true);
    expect(await signIn(PASSWORD)).toBeNull();
    expect(await signIn(NEXT)).not.toBeNull();
    const lines: string[] = [];
    auditCommand(['show', '--data', path.join(place.folder, 'wall')], (line) => void lines.push(line));
    const shown = lines.join('\n');
    expect(shown).toMatch(/ password {2}lan\.nguyen viewer \S+ {2}→ sign-in-wrong/);
    expect(shown).toMatch(/ password {2}lan\.nguyen viewer \S+ {2}→ applied/);
    for (const word of [...PASSWORD.split(' '), ...NEXT.split(' ')]) expect(shown).not.toContain(` ${word} `);
  });

  test('of an account that was set to another role meanwhile is that account’s, with that role', async () => {
    await people(place.folder, '', 'set', ACCOUNT, '--role', 'operator');
    const roleNow = async (): Promise<unknown> => {
      const opened = await socket.emitWithAck('open', { build: '', console: true, session });
      return opened.ok && opened.value.who?.role;
    };
    await until('the role is in force', async () => (await roleNow()) === 'operator');
    expect(await change(NEXT, PASSWORD)).toEqual({ ok: true, value: null });
    expect(await roleNow()).toBe('operator');
    await people(place.folder, '', 'set', ACCOUNT, '--role', 'leader');
    await until('the role is in force', async () => (await roleNow()) === 'leader');
  });
});
