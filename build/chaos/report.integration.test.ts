import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LINK_NAMESPACE,
  type HostToWindow,
  type ReportRequest,
  type WindowToHost,
} from '../../sync/contract/link.ts';
import { questions, type Data } from '../../sync/contract/questions/index.ts';
import { openDatabase } from '../../sync/store/sqlite.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** What a viewer says is wrong, from a console's socket to the city's journal. */

let place: Awaited<ReturnType<typeof scratch>>;
let city: Program;
let wall: Program;
let socket: Socket<HostToWindow, WindowToHost>;
let key: string;
/** Of the console that signed in first. */
let session: string;

const profile = ['--profile', path.join(root, 'assets/cities/hcmc')];
const startCity = (port: number): Promise<Program> =>
  startProgram('sync/host/city.ts', [
    ...[...profile, '--port', String(port), '--data', path.join(place.folder, 'city')],
    ...['--cases', '1500', '--still'],
  ]);
async function startWall(port: number): Promise<void> {
  wall = await startProgram('sync/host/wall.ts', [
    ...[...profile, '--port', String(port), '--data', path.join(place.folder, 'wall')],
    ...['--city', city.address],
  ]);
  socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
}
/** Ends the wall as a power cut would, and starts it again. */
async function cutAndStart(): Promise<void> {
  socket.close();
  await wall.kill('SIGKILL');
  await startWall(wall.port);
}

beforeAll(async () => {
  place = await scratch('report');
  city = await startCity(0);
  await startWall(0);
  await until('the records of the city', async () => (await healthOf(wall.address)).cases > 1000);
  key = (await readFile(path.join(place.folder, 'wall', 'console.key'), 'utf8')).trim();
});
afterAll(async () => {
  socket?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

const said = (more: Partial<ReportRequest> = {}): ReportRequest => ({
  ...{ session, board: 'overview', panel: 'headline', asOf: Date.now() - 1000, note: 'Số này sai' },
  ...more,
});
const report = (more: Partial<ReportRequest> = {}) => socket.emitWithAck('report', said(more));
async function reports(): Promise<Data<'reports'>> {
  const reply = await socket.emitWithAck('ask', { name: 'reports', params: { limit: 50 } });
  if (!reply.ok || reply.value.content !== 'data') throw new Error(JSON.stringify(reply));
  return questions.reports.answer.parse(reply.value.data);
}
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
async function given(more: Partial<ReportRequest> = {}): Promise<string> {
  const reply = await report(more);
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value.key;
}

describe('a report', () => {
  test('needs a session, and a session the key that the host printed', async () => {
    session = 'guess';
    expect(await report()).toMatchObject({ ok: false, error: { code: 'session-needed' } });
    expect(await socket.emitWithAck('signIn', { key: 'guess' })).toMatchObject({
      ok: false,
      error: { code: 'session-key' },
    });
    expect(wall.told()).toEqual([
      `citywall ready ${wall.address}`,
      `citywall console ${wall.address}?console#key=${key}`,
    ]);
    const signedIn = await socket.emitWithAck('signIn', { key });
    if (!signedIn.ok) throw new Error(signedIn.error.what);
    ({ session } = signedIn.value);
    expect(await reports()).toMatchObject({ total: 0 });
  });

  test('is of a tile that there is, and says something, but no book', async () => {
    for (const [more, code] of [
      [{ panel: 'nowhere' }, 'board-unknown'],
      [{ board: 'nowhere' }, 'board-unknown'],
      [{ board: '<script>' }, 'question-params'],
      [{ note: '' }, 'question-params'],
      [{ note: ' \n ' }, 'question-params'],
      [{ note: 'x'.repeat(10_000) }, 'question-params'],
      [{ asOf: Number.NaN }, 'question-params'],
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
    await until('what became of it', async () => (await stateOf(sent)) === 'applied');
    expect(kept()).toEqual([[sent, note]]);
    expect((await reports()).rows).toMatchObject([
      {
        key: sent,
        note,
        board: 'overview',
        panel: 'headline',
        state: 'applied',
        settledAt: expect.any(Number),
      },
    ]);
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

  test('is the same wall’s key after all that, and no other’s', async () => {
    expect(wall.told().at(-1)).toBe(`citywall console ${wall.address}?console#key=${key}`);
    for (let i = 0; i < 8; i++) await socket.emitWithAck('signIn', { key: `${key}${i}` });
    // Whoever tried too often waits; who is signed in goes on.
    expect(await socket.emitWithAck('signIn', { key })).toMatchObject({
      ok: false,
      error: { code: 'session-key' },
    });
    expect(await report()).toMatchObject({ ok: true });
  });
});
