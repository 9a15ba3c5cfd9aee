import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LINK_NAMESPACE,
  type Frame,
  type HostToWindow,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import { profileCopy } from '../harness/profile-copy.ts';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { compare } from './compare.ts';

/** Shorter limits than a city's, so that late and stale come within the test; a beat comes every 4 s. */
const LINK = { line: { lateAfter: 6, staleAfter: 10 } };

let folder: string;
let profile: string;
let city: Program;
let wall: Program;
const sockets: Socket[] = [];

const startCity = (port: number, ...sends: string[]): Promise<Program> =>
  startProgram(HOST.city, [
    ...['--port', String(port), '--data', path.join(folder, 'city'), '--profile', profile],
    ...['--cases', '3000', '--seed', '5', ...sends],
  ]);
const startWall = (port: number, ...source: string[]): Promise<Program> =>
  startProgram(HOST.wall, [
    ...['--port', String(port), '--data', path.join(folder, 'wall'), '--profile', profile, ...source],
  ]);
const status = async (): Promise<string> => (await healthOf(wall.address)).status;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'citywall-outage-'));
  profile = await profileCopy('hcmc', folder, LINK);
  city = await startCity(0, '--rate', '50');
  wall = await startWall(0, '--city', city.address);
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await wall?.stop();
  await city?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A window of the wall, with the frames it was sent. */
async function window(): Promise<{ socket: Socket<HostToWindow, WindowToHost>; frames: Frame[] }> {
  const socket: Socket<HostToWindow, WindowToHost> = io(new URL(LINK_NAMESPACE, wall.address).href, {
    transports: ['websocket'],
  });
  sockets.push(socket);
  const frames: Frame[] = [];
  socket.on('frame', (frame, drawn) => {
    frames.push(frame);
    drawn();
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return { socket, frames };
}

describe('a wall through an outage', () => {
  test('is live, and holds what the city holds', async () => {
    await until('live', async () => (await status()) === 'live');
    const health = await until('the backlog', async () => {
      const held = await healthOf(wall.address);
      return held.cursor !== null && held.cases > 0 && held;
    });
    expect(health).toMatchObject({ city: 'hcmc', quarantine: 0, outbox: 0, notes: [] });
    expect(health.measures).toBeGreaterThan(100);
    expect(health.open).toBeGreaterThan(0);
  });

  test('shows every window one sequence and one instant', async () => {
    const [a, b] = [await window(), await window()];
    const backlog = { id: 'b', name: 'backlog', params: { service: '1022' } };
    for (const { socket } of [a, b]) {
      const reply = await socket.emitWithAck('subscribe', { subscriptions: [backlog] });
      expect(reply.ok).toBe(true);
    }
    await until('three frames each', () => a.frames.length > 3 && b.frames.length > 3);
    const instants = (frames: Frame[]) => new Map(frames.map((f) => [f.seq, f.asOf]));
    const [first, second] = [instants(a.frames), instants(b.frames)];
    const both = [...first.keys()].filter((seq) => second.has(seq));
    expect(both.length).toBeGreaterThan(0);
    for (const seq of both) expect(first.get(seq)).toBe(second.get(seq));
    expect(a.frames[0]?.answers['b']).toMatchObject({ content: 'data' });
  });

  test('answers one question by itself, now and at an earlier instant', async () => {
    const { socket } = await window();
    const ask = { name: 'backlog', params: { service: '1022' } };
    const now = await socket.emitWithAck('ask', ask);
    if (!now.ok) throw new Error(now.error.what);
    const then = await socket.emitWithAck('ask', { ...ask, at: now.value.asOf - 86_400_000 });
    if (!then.ok) throw new Error(then.error.what);
    expect(then.value.asOf).toBe(now.value.asOf - 86_400_000);
    const wrong = await socket.emitWithAck('ask', { ...ask, at: 5 });
    expect(wrong).toMatchObject({ ok: false, error: { code: 'question-params', where: 'at' } });
    const unknown = await socket.emitWithAck('ask', { name: 'weather', params: {} });
    expect(unknown).toMatchObject({ ok: true, value: { content: 'error' } });
  });

  test('goes late, then stale, when the city dies, with what it held', async () => {
    const before = await healthOf(wall.address);
    await city.kill('SIGKILL');
    const late = await until('late', async () => {
      const health = await healthOf(wall.address);
      return health.status === 'late' && health;
    });
    expect(late.cases).toBeGreaterThanOrEqual(before.cases);
    const stale = await until('stale', async () => {
      const health = await healthOf(wall.address);
      return health.status === 'stale' && health;
    });
    expect(stale).toMatchObject({ cases: late.cases, asOf: late.asOf, cursor: late.cursor });
    expect(stale.notes.join()).toContain('city-unreachable');
  });

  /** How many cases there were when the city went for good. */
  let held = 0;
  test('is live and equal again when the city is back', async () => {
    // One that sends nothing more, or it might send something between the end of the wall and its own.
    city = await startCity(city.port, '--still');
    await until('live again', async () => (await status()) === 'live');
    await until('equal cursors', () => sameCursor());
    held = (await healthOf(wall.address)).cases;
    await wall.stop();
    await city.stop();
    const found = await compare(path.join(folder, 'city'), path.join(folder, 'wall'));
    expect(found.wrong).toEqual([]);
    expect(found.records).toBeGreaterThan(0);
  });

  test('shows what it holds without any city, as stale', async () => {
    wall = await startWall(0, '--offline');
    const health = await healthOf(wall.address);
    expect(health.status).toBe('stale');
    expect(health.cases).toBe(held);
    const { socket, frames } = await window();
    const backlog = { id: 'b', name: 'backlog', params: { service: '1022' } };
    await socket.emitWithAck('subscribe', { subscriptions: [backlog] });
    const frame = await until('a frame', () => frames[0]);
    expect(frame.line.state).toBe('stale');
    expect(frame.answers['b']).toMatchObject({ content: 'data', freshness: { state: 'stale' } });
  });

  test('follows a board as it is saved: a fault stands in its place, and everything else goes on', async () => {
    const { socket } = await window();
    let reopened = 0;
    socket.on('reopen', () => (reopened += 1));
    const kindsOf = async (board: string): Promise<string[]> => {
      const opened = await socket.emitWithAck('open', { board, build: '' });
      if (!opened.ok) throw new Error(opened.error.what);
      return opened.value.board.panels.map(({ kind }) => kind);
    };
    const file = path.join(profile, 'boards', 'overview.json');
    const saved = await readFile(file, 'utf8');
    const sound = await kindsOf('overview');
    const other = await kindsOf('map');
    /** Saves a board and returns what it then shows, once windows have opened again. */
    const save = async (text: string): Promise<string[]> => {
      const before = reopened;
      await writeFile(file, text);
      await until('windows open again', () => reopened > before);
      expect(await kindsOf('map')).toEqual(other);
      return kindsOf('overview');
    };
    const notes = async (): Promise<string> => (await healthOf(wall.address)).notes.join();

    const one = await save(saved.replace('"kind": "shares"', '"kind": "clock"'));
    expect(one).toEqual(sound.with(sound.indexOf('shares'), 'fault'));
    expect(await notes()).toMatch(/profile-fault.*boards\/overview\.json: panels\[\d\]\.kind/);
    expect(await save(saved.replace('"panels"', '"pannels"'))).toEqual(['fault']);
    expect(await save('{ "id": ')).toEqual(['fault']);
    expect(await notes()).toContain('line 1');
    expect(await save(saved)).toEqual(sound);
    expect((await healthOf(wall.address)).notes).toEqual([]);
  });

  test('keeps the profile it has where the saved one cannot be taken, and leaves out a unit that succeeds itself', async () => {
    const file = path.join(profile, 'units.json');
    const saved = await readFile(file, 'utf8');
    const told = (text: string) =>
      until(`told: ${text}`, async () =>
        (await healthOf(wall.address)).notes.some((note) => note.includes(text)),
      );
    await writeFile(file, '[');
    await told('profile-invalid: the city profile is not valid: units.json: line 1');
    const { socket } = await window();
    expect(await socket.emitWithAck('open', { screen: 1, build: '' })).toMatchObject({ ok: true });
    await writeFile(file, saved.replace(/"id": "(\w+)",/, '"id": "$1", "succeeds": ["$1"],'));
    await told('units.json: units[0].succeeds: expected a unit that does not succeed itself');
    await writeFile(file, saved);
    await until('nothing is wrong', async () => (await healthOf(wall.address)).notes.length === 0);
  });
});

async function sameCursor(): Promise<boolean> {
  const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
  const held = await healthOf(wall.address);
  return held.cursor !== null && held.cursor.seq === there.seq;
}
