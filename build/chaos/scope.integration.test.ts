import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LINK_NAMESPACE,
  type Frame,
  type HostToWindow,
  type Opened,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import type { Scope } from '../../sync/contract/scope.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { loadProfile } from '../../sync/profile/index.ts';
import { scopeOf } from '../../sync/profile/scope.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { compare } from './compare.ts';

/** Walls of one unit, over real sockets, of a city that is still: what they hold is known. */

let place: Awaited<ReturnType<typeof scratch>>;
let profile: string;
let city: Program;
let wall: Program | undefined;
const sockets: Socket[] = [];

beforeAll(async () => {
  place = await scratch('scope');
  profile = await profileCopy('hcmc', place.folder, {});
  const of = ['--profile', profile, '--port', '0', '--data', path.join(place.folder, 'city')];
  city = await startProgram(HOST.city, [...of, '--cases', '4000', '--seed', '5', '--still']);
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

const dataOf = (): string => path.join(place.folder, 'wall');
async function start(...more: string[]): Promise<Program> {
  await wall?.stop();
  wall = undefined;
  const of = ['--profile', profile, '--port', '0', '--data', dataOf()];
  wall = await startProgram(HOST.wall, [...of, ...more]);
  return wall;
}
const withCity = (...more: string[]): Promise<Program> => start('--city', city.address, ...more);
async function scopeFor(unit: string): Promise<Scope> {
  const scope = scopeOf((await loadProfile(profile)).profile, unit, 'test');
  if (scope === null) throw new Error(`${unit} is the whole city`);
  return scope;
}

/** Waits until the wall stands where its city does. */
const level = (program: Program) =>
  until('the cursor of the city', async () => {
    const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
    const held = await healthOf(program.address);
    return held.cursor?.seq === there.seq && held.status === 'live' && held;
  });

async function window(program: Program) {
  const socket: Socket<HostToWindow, WindowToHost> = io(new URL(LINK_NAMESPACE, program.address).href, {
    transports: ['websocket'],
  });
  sockets.push(socket);
  const open = async (): Promise<Opened> => {
    const reply = await socket.emitWithAck('open', { screen: 1, build: '' });
    if (!reply.ok) throw new Error(reply.error.what);
    return reply.value;
  };
  const frames: Frame[] = [];
  socket.on('frame', (frame, drawn) => {
    frames.push(frame);
    drawn();
  });
  return { socket, open, frames };
}

/** Everything a wall of the unit holds is the unit's, and all of that. */
async function expectPartOf(unit: string): Promise<void> {
  const scope = await scopeFor(unit);
  expect((await compare(path.join(place.folder, 'city'), dataOf(), scope)).wrong).toEqual([]);
}

describe('the wall of a unit', () => {
  test('holds its part of a snapshot, says so everywhere, and answers of nothing else', async () => {
    const program = await withCity('--scope', 'soxd');
    const health = await level(program);
    expect(health).toMatchObject({ scope: 'soxd', quarantine: 0 });
    await expectPartOf('soxd');
    const { open, socket } = await window(program);
    const opened = await open();
    expect(opened.scope).toBe('soxd');
    expect(await (await fetch(new URL('plain', program.address))).text()).toContain('Sở Xây dựng');
    const units = await socket.emitWithAck('ask', {
      name: 'units',
      params: { service: '1022', range: 'year', order: 'volume', limit: 200 },
    });
    if (!units.ok || units.value.content !== 'data') throw new Error(JSON.stringify(units));
    const listed = questions.units.answer.parse(units.value.data).rows.map(({ unit }) => unit);
    const scope = await scopeFor('soxd');
    expect(listed.length).toBeGreaterThan(2);
    expect(listed.filter((unit) => !scope.units.includes(unit))).toEqual([]);
    // The indicators of others are not held, and therefore not missed.
    const rows = await socket.emitWithAck('ask', {
      name: 'indicators',
      params: { level: 'city', limit: 200 },
    });
    if (!rows.ok || rows.value.content !== 'data') throw new Error(JSON.stringify(rows));
    const { counts, rows: some } = questions.indicators.answer.parse(rows.value.data);
    expect(counts.total).toBeGreaterThan(10);
    expect(some.filter(({ indicator }) => !scope.indicators.includes(indicator))).toEqual([]);
  });

  test('keeps what it holds when it is started again', async () => {
    const { cases } = await healthOf((await withCity('--scope', 'soxd')).address);
    expect(cases).toBeGreaterThan(0);
  });

  test('of another unit is fetched anew, and holds nothing of the first', async () => {
    const [former = ''] = (await loadProfile(profile)).profile.units.flatMap((u) =>
      u.type === 'ward' ? (u.succeeds ?? []) : [],
    );
    const ward = (await loadProfile(profile)).profile.units.find((u) => u.succeeds?.includes(former));
    const program = await withCity('--scope', ward?.id ?? '');
    await level(program);
    await expectPartOf(ward?.id ?? '');
    // Cases of before the merger came in under the district it was.
    const { socket } = await window(program);
    const found = await socket.emitWithAck('ask', { name: 'cases', params: { filter: { unit: former } } });
    expect(found).toMatchObject({ ok: true, value: { content: 'data' } });
  });

  test('refuses to start without a city where it holds another part, and keeps what it has', async () => {
    await expect(start('--offline', '--scope', 'soxd')).rejects.toThrow(
      /option-invalid.*not the unit "soxd"/,
    );
    await expect(start('--offline')).rejects.toThrow(/option-invalid.*not the whole city/);
  });

  test('says which units there are where it is named wrongly', async () => {
    await expect(withCity('--scope', 'So Xay dung')).rejects.toThrow(
      /ended \(2\)[^]*no unit "So Xay dung" \(--scope\)[^]*soxd \(Sở Xây dựng\)\?/,
    );
  });

  test('becomes that of the unit that the profile says, while it runs; never with the figures of another', async () => {
    const program = await withCity();
    const whole = await level(program);
    const { open, socket, frames } = await window(program);
    expect(await open()).toMatchObject({ scope: null });
    let scope: string | null = null;
    const told = new Map<string | null, Set<number>>();
    const subscription = { id: 'b', name: 'cases', params: { filter: {}, limit: 1 } };
    const subscribe = () => socket.emitWithAck('subscribe', { subscriptions: [subscription] });
    socket.on('reopen', () => void open().then((o) => ((scope = o.scope), subscribe())));
    socket.on('frame', ({ answers }) => {
      const answer = answers['b'];
      if (answer?.content !== 'data') return;
      const { total } = questions.cases.answer.parse(answer.data);
      told.set(scope, (told.get(scope) ?? new Set()).add(total ?? -1));
    });
    await subscribe();
    await until('the whole city', () => told.get(null)?.size);
    const file = path.join(profile, 'city.json');
    const saved = await readFile(file, 'utf8');
    await writeFile(file, saved.replace('{', '{ "scope": "nobody",'));
    await until('the fault is told', async () =>
      (await healthOf(program.address)).notes.some(
        (note) => note.includes('scope') && note.includes('nobody'),
      ),
    );
    expect((await healthOf(program.address)).scope).toBeNull();
    await writeFile(file, saved.replace('{', '{ "scope": "soxd",'));
    await until('the unit', () => told.get('soxd')?.size);
    const part = await level(program);
    expect(part).toMatchObject({ scope: 'soxd', notes: [] });
    expect(part.cases).toBeLessThan(whole.cases / 2);
    expect(told).toEqual(
      new Map([
        [null, new Set([whole.cases])],
        ['soxd', new Set([part.cases])],
      ]),
    );
    expect(frames.at(-1)?.line.state).toBe('live');
    await expectPartOf('soxd');
    await writeFile(file, saved);
    await until('the whole city again', async () => (await healthOf(program.address)).cases === whole.cases);
  });
});
