import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import type { Role } from '../../sync/contract/people.ts';
import { personalRecord, type PersonalRecord } from '../../sync/contract/records.ts';
import { mayLook } from '../../sync/contract/rights.ts';
import { auditCommand } from '../../sync/host/audit/audit-command.ts';
import { createLogReader } from '../../sync/store/log-reader.ts';
import { scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, root, startProgram, type Program } from '../harness/programs.ts';
import { DEMO_ACCOUNTS, sessionAt } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';

/** A wall that holds personal parts, as programs: who is told what, what crosses to the wall's screens, and what lies on its disk. */

const KEY = 'the key of the tests, which is not in the data folder';
const CREDENTIAL = 'the credential of the tests, of one wall alone';
/** So many cases are looked at. */
const LOOKED = 25;
const WORDS = 'theo công văn số 12 của phường';

let place: Awaited<ReturnType<typeof scratch>>;
let city: Program;
let wall: Program;
let parts: PersonalRecord[];
const sockets: Socket[] = [];
const at = (...names: string[]): string => path.join(place.folder, ...names);
const enrol = (...credentials: string[]): void =>
  writeFileSync(
    at('enrolled'),
    `# walls\n${credentials.map((one) => `wall ${createHash('sha256').update(one).digest('hex')}\n`).join('')}`,
  );
const common = ['--profile', path.join(root, 'assets/cities/hcmc'), '--port', '0'];
const startWall = (...more: string[]): Promise<Program> =>
  startProgram(HOST.wall, [...common, '--data', at('wall'), '--city', city.address, DEMO_ACCOUNTS, ...more]);
const holding = (): string[] => ['--personal', at('credential'), '--personal-key', at('key')];

beforeAll(async () => {
  place = await scratch('personal');
  for (const [name, text] of [
    ['key', KEY],
    ['city-key', `${KEY}, of the city`],
    ['credential', CREDENTIAL],
  ] as const)
    writeFileSync(at(name), text);
  enrol(CREDENTIAL);
  city = await startProgram(HOST.city, [
    ...[...common, '--data', at('city'), '--cases', '3000', '--seed', '5', '--still'],
    ...['--personal-to', at('enrolled'), '--personal-key', at('city-key')],
  ]);
  wall = await startWall(...holding());
  await until('the whole city', async () => (await healthOf(wall.address)).cursor !== null);
  parts = await handedOut();
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

async function handedOut(): Promise<PersonalRecord[]> {
  const log = createLogReader(at('city'), `${KEY}, of the city`);
  const found: PersonalRecord[] = [];
  for (let next: string | null = null; ;) {
    const chunk = await log.chunk(next, { records: 100_000, bytes: 1e9 }, { personal: true });
    const all: { kind: string }[] = JSON.parse(chunk.records);
    found.push(...all.filter(({ kind }) => kind === 'personal').map((one) => personalRecord.parse(one)));
    if (chunk.next === null) break;
    ({ next } = chunk);
  }
  log.close();
  return found;
}

/** A window, and all that ever came to it. */
function windowOf(): { socket: Socket<HostToWindow, WindowToHost>; came: string[] } {
  const socket: Socket<HostToWindow, WindowToHost> = io(new URL(LINK_NAMESPACE, wall.address).href, {
    transports: ['websocket'],
  });
  sockets.push(socket);
  const came: string[] = [];
  socket.io.on('open', () => socket.io.engine.on('data', (data) => void came.push(String(data))));
  socket.on('frame', (_frame, drawn) => drawn());
  return { socket, came };
}
async function consoleOf(role: Role) {
  const session = await sessionAt(wall.address, role);
  const { socket, came } = windowOf();
  const opened = await socket.emitWithAck('open', { console: true, session, build: '' });
  if (!opened.ok) throw new Error(opened.error.what);
  return { socket, session, came };
}
/** What nobody but who looks may be told: words of the parts that are looked at here, each once, as UTF-8 and UTF-16. */
const secrets = (): Buffer[] => {
  const words = parts.slice(0, LOOKED).flatMap(({ text, phone, address }) => [text, phone, address]);
  return [...new Set(words.filter((one) => one !== undefined))].flatMap((word) => [
    Buffer.from(word),
    Buffer.from(word, 'utf16le'),
    Buffer.from(word, 'utf16le').swap16(),
  ]);
};
const within = (bytes: Buffer): string[] =>
  secrets().flatMap((word) => (bytes.includes(word) ? [word.toString()] : []));
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name));
const privates = (): string[] => readdirSync(at('wall')).filter((name) => /^private-|^personal/.test(name));
const first = (): PersonalRecord => {
  const [part] = parts;
  if (part === undefined) throw new Error('a city without personal parts');
  return part;
};
function audit(): string {
  const lines: string[] = [];
  expect(auditCommand(['verify', '--data', at('wall')], () => undefined)).toBe(0);
  auditCommand(['show', '--data', at('wall')], (line) => lines.push(line));
  return lines.join('\n');
}

describe('a wall that holds personal parts', () => {
  test('tells whoever may one field at a time, and nobody else any', async () => {
    expect(parts.length).toBeGreaterThan(100);
    const { service, id, ...part } = first();
    for (const role of ['viewer', 'presenter', 'operator', 'officer', 'leader', 'administrator'] as const) {
      const { socket, session } = await consoleOf(role);
      const masked = await until(`the part, told to a ${role}`, async () => {
        const reply = await socket.emitWithAck('part', { session, service, id });
        return reply.ok && reply.value.standing === 'held' && reply.value;
      });
      for (const { field, why } of masked.fields) {
        const reply = await socket.emitWithAck('look', {
          ...{ session, service, id, field },
          purpose: { code: 'other', words: WORDS },
        });
        // The officer of the demonstration answers for a unit that handles none of the hotline's first reports.
        if (role === 'officer') expect([why, reply.ok]).toEqual(['unit', false]);
        else if (mayLook[field].includes(role)) expect(reply).toEqual({ ok: true, value: part[field] });
        else expect(reply).toMatchObject({ ok: false, error: { code: 'role-needed', where: field } });
      }
      expect(masked.fields.map(({ field }) => field)).toContain('phone');
      socket.close();
    }
    expect(audit()).toMatch(
      /look {2}demo\.operator operator {2}service=1022 {2}case=\S+ {2}field=phone {2}purpose=other/,
    );
    expect(audit()).toMatch(/lookRefused {2}demo\.viewer viewer .* field=text .*→ role-needed/);
    expect(audit()).toContain(WORDS);
  });

  test('sends no word of them to any screen, answer, page, log or journal, while they are looked at', async () => {
    const boards = await until('the boards', async () => {
      const { socket } = windowOf();
      const opened = await socket.emitWithAck('open', { screen: 1, build: '' });
      return opened.ok && opened.value.boards;
    });
    const asked = boards.flatMap(({ id: board, panels }) =>
      panels.flatMap(({ id, question }) =>
        question === undefined
          ? []
          : [{ id: `${board} ${id}`, name: question.name, params: question.params ?? {} }],
      ),
    );
    const screens = [1, 2, 3].map(() => windowOf());
    for (const [i, { socket }] of screens.entries()) {
      await socket.emitWithAck('open', { screen: i + 1, build: '' });
      const subscriptions = asked.slice(i * 100, (i + 1) * 100);
      const reply = await socket.emitWithAck('subscribe', { subscriptions });
      if (!reply.ok) throw new Error(reply.error.what);
    }
    const { socket, session, came } = await consoleOf('operator');
    const looker = windowOf();
    for (const { service, id } of parts.slice(0, LOOKED)) {
      const look = { session, service, id, field: 'text' as const, purpose: { code: 'handling' as const } };
      const looked = await socket.emitWithAck('look', look);
      expect(looked.ok).toBe(true);
      // What others are answered of the same case, also on a screen that shows the session of who may look.
      await looker.socket.emitWithAck('ask', { name: 'case', params: { service, id } });
      expect(await looker.socket.emitWithAck('look', look)).toMatchObject({ error: { code: 'role-needed' } });
      await looker.socket.emitWithAck('ask', { name: 'cases', params: { service, limit: 100 } });
    }
    await until('frames', () => screens.every((one) => one.came.some((said) => said.includes('"frame"'))));
    expect(within(Buffer.from(came.join('\n')))).not.toEqual([]);
    const crossed = [...screens, looker].flatMap((one) => one.came);
    expect(within(Buffer.from(crossed.join('\n')))).toEqual([]);
    for (const page of ['health', 'plain']) {
      const text = await (await fetch(new URL(page, wall.address))).text();
      expect(within(Buffer.from(text))).toEqual([]);
    }
    expect(within(Buffer.from([wall.said(), ...wall.told(), audit()].join('\n')))).toEqual([]);
  });

  test('has none on its disk that can be read without the key', async () => {
    for (const file of filesIn(at('wall'))) expect([file, within(readFileSync(file))]).toEqual([file, []]);
    expect(privates()).not.toEqual([]);
    await wall.stop();
    for (const file of filesIn(at('wall'))) expect([file, within(readFileSync(file))]).toEqual([file, []]);
  });

  test('without a line tells what it holds', async () => {
    wall = await startProgram(HOST.wall, [
      ...[...common, '--data', at('wall'), '--offline', DEMO_ACCOUNTS, ...holding()],
    ]);
    const { socket, session } = await consoleOf('operator');
    const { service, id, phone } = first();
    const look = { session, service, id, field: 'phone' as const, purpose: { code: 'reply' as const } };
    expect(await socket.emitWithAck('look', look)).toEqual({ ok: true, value: phone });
    await wall.stop();
  });

  test('destroys them when its city refuses them, and is a wall all the same', async () => {
    wall = await startWall(...holding());
    await until('the city', async () => (await healthOf(wall.address)).status === 'live');
    const { socket, session } = await consoleOf('operator');
    const { service, id } = first();
    expect(await socket.emitWithAck('part', { session, service, id })).toMatchObject({
      value: { standing: 'held' },
    });
    enrol();
    await until('that it is refused', async () =>
      (await healthOf(wall.address)).notes.some((note) => note.startsWith('personal-refused')),
    );
    await until('none on its disk', () => privates().length === 0);
    // It was named, and may close more than this folder.
    expect(readFileSync(at('key'), 'utf8')).not.toBe('');
    expect(await socket.emitWithAck('part', { session, service, id })).toMatchObject({
      value: { standing: 'never' },
    });
    const look = { session, service, id, field: 'phone' as const, purpose: { code: 'reply' as const } };
    expect(await socket.emitWithAck('look', look)).toMatchObject({ error: { code: 'part-gone' } });
    await until('the line without them', async () => (await healthOf(wall.address)).status === 'live');
    expect(audit()).toMatch(/wipe {2}by=city/);
    for (const file of filesIn(at('wall'))) expect([file, within(readFileSync(file))]).toEqual([file, []]);
  });

  test('and holds them again once it is enrolled and started anew', async () => {
    await wall.stop();
    enrol(CREDENTIAL);
    wall = await startWall('--personal', at('credential'));
    const { socket, session } = await consoleOf('operator');
    const { service, id, phone } = first();
    await until('the parts', async () => {
      const reply = await socket.emitWithAck('part', { session, service, id });
      return reply.ok && reply.value.standing === 'held';
    });
    const look = { session, service, id, field: 'phone' as const, purpose: { code: 'reply' as const } };
    expect(await socket.emitWithAck('look', look)).toEqual({ ok: true, value: phone });
    // The key lies beside what it closes, and that is told.
    expect((await healthOf(wall.address)).notes).toContainEqual(expect.stringMatching(/^personal-key: /));
  });

  test('has none of them after a wipe, with the key either', async () => {
    await wall.stop();
    const said: string[] = [];
    expect(auditCommand(['wipe', '--yes', '--data', at('wall')], (line) => said.push(line))).toBe(0);
    expect(said.join()).toMatch(/^1 key and \d+ files? of personal parts are destroyed/);
    expect(privates()).toEqual([]);
    for (const file of filesIn(at('wall'))) expect([file, within(readFileSync(file))]).toEqual([file, []]);
  });
});
