import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandName } from '../../sync/contract/commands.ts';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { questions, type Data } from '../../sync/contract/questions/index.ts';
import { openDatabase } from '../../sync/store/sqlite.ts';
import { people } from '../harness/people.ts';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, holdsCity, root, startProgram, type Program } from '../harness/programs.ts';
import { auditCommand } from '../../sync/host/audit/audit-command.ts';
import { until } from '../harness/wait.ts';

/** What people say at a console: that something is wrong, to the city's journal, and what stays in the wall's own. */

let place: Awaited<ReturnType<typeof scratch>>;
let city: Program;
let wall: Program;
let socket: Socket<HostToWindow, WindowToHost>;
/** Of the console that signed in first. */
let session: string;

const ACCOUNT = 'lan.nguyen';
const PASSWORD = 'đúng ngựa pin kẹp giấy';
/** A session of the account; null where the password is refused. */
async function signIn(password: string): Promise<string | null> {
  const reply = await socket.emitWithAck('signIn', { account: ACCOUNT, password });
  if (reply.ok) return reply.value.session;
  expect(reply.error.code).toBe('sign-in-wrong');
  return null;
}

const profile = ['--profile', path.join(root, 'assets/cities/hcmc')];
const startCity = (port: number): Promise<Program> =>
  startProgram(HOST.city, [
    ...[...profile, '--port', String(port), '--data', path.join(place.folder, 'city')],
    ...['--cases', '1500', '--still'],
  ]);
async function startWall(port: number, ...of: string[]): Promise<void> {
  wall = await startProgram(HOST.wall, [
    ...[...profile, '--port', String(port), '--data', path.join(place.folder, 'wall')],
    ...(of.length > 0 ? of : ['--city', city.address]),
  ]);
  socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
}
/** Ends the wall as a power cut would, and starts it again. */
async function cutAndStart(...of: string[]): Promise<void> {
  socket.close();
  await wall.kill('SIGKILL');
  await startWall(wall.port, ...of);
}

beforeAll(async () => {
  place = await scratch('report');
  city = await startCity(0);
  await startWall(0);
  await holdsCity(wall);
  await people(place.folder, PASSWORD, 'add', ACCOUNT, '--name', 'Lan Nguyễn', '--role', 'operator');
  await until('the account is taken up', async () => (await signIn(PASSWORD)) !== null);
});
afterAll(async () => {
  socket?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

type Said = Partial<Record<'board' | 'panel' | 'note', string> & { asOf: number }>;
const give = (name: string, more: Said = {}, named: string = randomUUID()) =>
  socket.emitWithAck('give', {
    ...{ session, key: named, name },
    payload: { board: 'overview', panel: 'headline', asOf: Date.now() - 1000, note: 'Số này sai', ...more },
  });
const report = (more: Said = {}) => give('report', more);
async function commands(what: CommandName): Promise<Data<'commands'>> {
  const reply = await socket.emitWithAck('ask', { name: 'commands', params: { what: [what], limit: 50 } });
  if (!reply.ok || reply.value.content !== 'data') throw new Error(JSON.stringify(reply));
  return questions.commands.answer.parse(reply.value.data);
}
/** What was typed with commands, as whoever has a session reads it. */
async function wordsOf({ rows }: Data<'commands'>): Promise<(string | undefined)[]> {
  const reply = await socket.emitWithAck('said', { session, keys: rows.map(({ key }) => key) });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return rows.map(({ key }) => reply.value[key]);
}
const reports = () => commands('report');
const stateOf = async (wanted: string) => (await reports()).rows.find((row) => row.key === wanted)?.state;
/** The notes that the city keeps, by key. */
function kept(): [key: string, note: string][] {
  const journal = openDatabase(path.join(place.folder, 'city', 'journal.db'), 'read');
  try {
    return journal
      .prepare<[], { key: string; note: string }>(
        `SELECT key, command ->> '$.payload.note' AS note FROM results WHERE outcome = 'applied' ORDER BY n`,
      )
      .all()
      .map((row) => [row.key, row.note]);
  } finally {
    journal.close();
  }
}
async function given(more: Said = {}): Promise<string> {
  const reply = await report(more);
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value.key;
}

describe('a report', () => {
  test('needs a session, and a session an account and its password', async () => {
    session = 'guess';
    expect(await report()).toMatchObject({ ok: false, error: { code: 'session-needed' } });
    expect(await signIn('guess')).toBeNull();
    expect(wall.told()).toEqual([`citywall ready ${wall.address}`]);
    session = (await signIn(PASSWORD)) ?? '';
    expect(await reports()).toMatchObject({ total: 0 });
    const files = await Promise.all(
      ['accounts.json', 'journal.db', 'journal.db-wal'].map((name) =>
        readFile(path.join(place.folder, 'wall', name), 'latin1').catch(() => ''),
      ),
    );
    for (const secret of [session, Buffer.from(PASSWORD).toString('latin1')])
      expect(files.join('') + wall.said()).not.toContain(secret);
  });

  test('is of a tile that there is, and says something, but no book', async () => {
    for (const [more, code] of [
      [{ panel: 'nowhere' }, 'board-unknown'],
      [{ board: 'nowhere' }, 'board-unknown'],
      [{ board: '<script>' }, 'command-invalid'],
      [{ note: '' }, 'command-invalid'],
      [{ note: ' \n ' }, 'command-invalid'],
      [{ note: 'x'.repeat(10_000) }, 'command-invalid'],
      [{ asOf: Number.NaN }, 'command-invalid'],
    ] as const)
      expect(await report(more), JSON.stringify(more).slice(0, 60)).toMatchObject({
        ok: false,
        error: { code },
      });
    expect(await reports()).toMatchObject({ total: 0, waiting: 0 });
  });

  test('reaches the city as it was said, markup and all, and its answer comes back', async () => {
    const note = `<script>alert(1)</script> ${'🏙️ ngập '.repeat(100)}\u0000'); DROP TABLE outbox; --`.trim();
    const sent = await given({ note });
    // A character that controls and cannot be seen is no word of it.
    const seen = note.replace('\u0000', '');
    await until('what became of it', async () => (await stateOf(sent)) === 'applied');
    expect(kept()).toEqual([[sent, seen]]);
    expect((await reports()).rows).toMatchObject([
      {
        key: sent,
        board: 'overview',
        panel: 'headline',
        state: 'applied',
        settledAt: expect.any(Number),
      },
    ]);
  });

  test('is told to everybody as being there, and its words to whoever has a session alone', async () => {
    const told = await reports();
    expect(await wordsOf(told)).toEqual([expect.stringContaining('DROP TABLE')]);
    const keys = told.rows.map(({ key }) => key);
    for (const guess of ['guess', ACCOUNT])
      expect(await socket.emitWithAck('said', { session: guess, keys })).toMatchObject({
        ok: false,
        error: { code: 'session-needed' },
      });
    const asked = await Promise.all(
      [{}, { what: ['report', 'note'] }].map((params) =>
        socket.emitWithAck('ask', { name: 'commands', params }),
      ),
    );
    const pages = await Promise.all(
      ['health', 'plain'].map(async (page) => (await fetch(new URL(page, wall.address))).text()),
    );
    expect(JSON.stringify([asked, pages, wall.said()])).not.toContain('DROP TABLE');
  });

  test('waits on disk while the city is away, through a power cut here; then the city has each once, in order', async () => {
    const { port } = city;
    await city.stop();
    const sent: string[] = [];
    for (const note of ['một', 'hai', 'ba']) sent.push(await given({ note }));
    await cutAndStart();
    // The console did not have to sign in again.
    sent.push(await given({ note: 'bốn' }));
    expect(await reports()).toMatchObject({ waiting: 4, total: 5 });
    expect((await healthOf(wall.address)).outbox).toBe(4);
    city = await startCity(port);
    await until('all of them', async () => (await reports()).waiting === 0);
    expect(kept().slice(1)).toEqual(sent.map((of, i) => [of, ['một', 'hai', 'ba', 'bốn'][i]]));
    await cutAndStart();
    await until('a live line', async () => (await healthOf(wall.address)).status === 'live');
    const late = await given({ note: 'năm' });
    await until('the last', async () => (await stateOf(late)) === 'applied');
    expect(
      kept()
        .map(([, note]) => note)
        .slice(1),
    ).toEqual(['một', 'hai', 'ba', 'bốn', 'năm']);
  });

  test('said twice under one key is one; another under that key is refused', async () => {
    const { total } = await reports();
    const key = randomUUID();
    const asOf = Date.now() - 5_000;
    const twice = await Promise.all([1, 2].map(() => give('report', { note: 'hai lần', asOf }, key)));
    for (const reply of twice) expect(reply).toMatchObject({ ok: true, value: { key, result: null } });
    expect(await give('report', { note: 'khác', asOf }, key)).toMatchObject({
      ok: false,
      error: { code: 'command-invalid', where: key },
    });
    expect((await reports()).total).toBe(total + 1);
  });

  test('is given by whoever has the password after all that, however many others guessed', async () => {
    for (let i = 0; i < 6; i++) expect(await signIn(`${PASSWORD}${i}`)).toBeNull();
    session = (await signIn(PASSWORD)) ?? '';
    expect(await report()).toMatchObject({ ok: true, value: { by: ACCOUNT } });
  });
});

describe('a remark that stays here', () => {
  const note = 'Ca sau theo dõi <b>tiếp</b>';
  const [one, asOf] = [randomUUID(), Date.now() - 9_000];

  test('is kept when it is answered, once, through a power cut, and goes to no city', async () => {
    const first = await give('note', { note, asOf }, one);
    expect(first).toMatchObject({ ok: true, value: { key: one, result: { outcome: 'applied' } } });
    await cutAndStart();
    // The reply was lost, says the window, and asks again.
    expect(await give('note', { note, asOf }, one)).toEqual(first);
    expect(await commands('note')).toMatchObject({
      ...{ total: 1, waiting: 0 },
      rows: [{ key: one, board: 'overview', panel: 'headline', state: 'applied' }],
    });
    const sent = await given({ note: 'sau ghi chú' });
    await until('a report after it', async () => (await stateOf(sent)) === 'applied');
    expect(kept().map(([, words]) => words)).not.toContain(note);
  });

  test('needs no city at all; a report then waits for one', async () => {
    await cutAndStart('--offline');
    const { total } = await reports();
    expect(await give('note', { note: 'không mạng' })).toMatchObject({ ok: true });
    await given({ note: 'chờ mạng' });
    await cutAndStart('--offline');
    expect(await wordsOf(await commands('note'))).toEqual(['không mạng', note]);
    expect(await reports()).toMatchObject({ total: total + 1, waiting: 1 });
    expect((await healthOf(wall.address)).outbox).toBe(1);
  });

  test('is refused by name where there is no such command', async () => {
    expect(await give('remark')).toMatchObject({
      ok: false,
      error: { code: 'command-invalid', what: expect.stringContaining('"remark"') },
    });
  });
});

describe('an account', () => {
  const isOver = async (): Promise<boolean> => {
    const reply = await give('note', { note: 'còn phiên' });
    return !reply.ok && reply.error.code === 'session-needed';
  };

  test('ends its sessions where it has another password or is removed, at once and between starts', async () => {
    session = (await signIn(PASSWORD)) ?? '';
    expect(await isOver()).toBe(false);
    await people(place.folder, 'another password altogether', 'password', ACCOUNT);
    await until('the sessions of the old password are over', isOver);
    expect(await signIn(PASSWORD)).toBeNull();
    session = (await signIn('another password altogether')) ?? '';
    socket.close();
    await wall.stop();
    await people(place.folder, '', 'remove', ACCOUNT);
    await startWall(wall.port, '--offline');
    expect(await isOver()).toBe(true);
    expect(await signIn('another password altogether')).toBeNull();
  });

  test('is what the host goes by at once: a role, and whether somebody is there', async () => {
    await people(place.folder, PASSWORD, 'add', ACCOUNT, '--name', 'Lan Nguyễn', '--role', 'viewer');
    await until('the account is taken up', async () => (session = (await signIn(PASSWORD)) ?? '') !== '');
    expect(await give('note')).toMatchObject({ ok: false, error: { code: 'role-needed', where: 'note' } });
    const opened = await socket.emitWithAck('open', { build: '', console: true, session });
    expect(opened).toMatchObject({
      ok: true,
      value: { who: { id: ACCOUNT, role: 'viewer', locked: false }, accounts: { any: true, offered: [] } },
    });
    const again = new Promise<void>((resolve) => socket.once('reopen', () => resolve()));
    await socket.emitWithAck('lock', { session });
    await again;
    expect(await socket.emitWithAck('ask', { name: 'search', params: { text: '1022' } })).toMatchObject({
      ok: false,
      error: { code: 'role-needed', where: 'search' },
    });
    expect(await socket.emitWithAck('unlock', { session, password: PASSWORD })).toEqual({
      ok: true,
      value: null,
    });
    expect(await socket.emitWithAck('ask', { name: 'search', params: { text: '1022' } })).toMatchObject({
      ok: true,
    });
  });
});

describe('the audit log of all that', () => {
  test('is whole after every power cut, has who came and what was done, and no word or key', async () => {
    const lines: string[] = [];
    const data = path.join(place.folder, 'wall');
    const say = (line: string): void => void lines.push(line);
    expect(auditCommand(['verify', '--data', data], say)).toBe(0);
    expect(auditCommand(['show', '--data', data], say)).toBe(0);
    const shown = lines.join('\n');
    for (const deed of [
      / started .*profile=/,
      / signIn {2}lan\.nguyen /,
      / signInRefused .* → sign-in-wrong/,
      / command {2}lan\.nguyen operator {2}command=report {2}key=[\w-]{36} {2}board=overview {2}panel=headline/,
      / decided {2}by=city {2}key=[\w-]{36} {2}→ applied/,
    ])
      expect(shown).toMatch(deed);
    const kept = await readFile(path.join(data, 'audit.log'), 'utf8');
    for (const secret of ['DROP TABLE', 'hai lần', PASSWORD, session]) expect(kept).not.toContain(secret);
  });
});
