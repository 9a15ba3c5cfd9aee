import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DateTime } from 'luxon';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { HOST, healthOf, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** Real requests that may be used for tests where they lie, and may not be shipped. */
const RECORDING = path.join(root, '../shared/data/test-only/sf_open311_500_requests.json');

const text = z.string().nullable();
const row = z.object({
  status: z.string(),
  requested_datetime: z.string(),
  expected_datetime: text,
  updated_datetime: text,
  lat: z.number().nullish(),
});

/** The same 500 requests, read without any code of the wall. */
interface Request {
  opened: number;
  due: number;
  closed: number;
  placed: boolean;
}
const at = (local: string | null): number =>
  local === null
    ? Infinity
    : DateTime.fromFormat(local, 'yyyy-MM-dd HH:mm:ss', { zone: 'America/Los_Angeles' }).toMillis();

let folder: string;
let city: Program;
let wall: Program;
let requests: Request[];
let socket: Socket<HostToWindow, WindowToHost>;

const there = existsSync(RECORDING);
describe.skipIf(!there)(`500 real requests through the wall${there ? '' : ' (skipped: not here)'}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'citywall-replay-'));
    requests = z
      .array(row)
      .parse(JSON.parse(await readFile(RECORDING, 'utf8')))
      .map((request) => ({
        opened: at(request.requested_datetime),
        due: at(request.expected_datetime),
        closed: request.status === 'Closed' ? at(request.updated_datetime) : Infinity,
        // A request without a place is recorded at latitude 0.
        placed: (request.lat ?? 0) !== 0,
      }));
    const profile = ['--profile', path.join(root, 'assets/cities/san-francisco'), '--port', '0'];
    city = await startProgram(HOST.city, [
      ...['--replay', RECORDING, '--speed', '1000000', '--data', path.join(folder, 'city'), ...profile],
    ]);
    wall = await startProgram(HOST.wall, [
      ...['--city', city.address, '--data', path.join(folder, 'wall'), ...profile],
    ]);
    const end = Math.max(...requests.flatMap((r) => [r.opened, r.closed].filter(Number.isFinite)));
    await until('the end of the recording', async () => {
      const health = await healthOf(wall.address);
      return (
        health.cases === 500 &&
        health.cursor !== null &&
        health.status === 'live' &&
        (health.asOf ?? 0) >= end
      );
    });
    socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
  });
  afterAll(async () => {
    socket?.close();
    await wall?.stop();
    await city?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test("the recording's clock is now, and nothing is dropped", async () => {
    const health = await healthOf(wall.address);
    expect(new Date(health.asOf ?? 0).getUTCFullYear()).toBe(2011);
    expect(health).toMatchObject({ city: 'san-francisco', cases: 500, quarantine: 0 });
    expect(health.unknownPlace).toBe(requests.filter(({ placed }) => !placed).length);
    expect(health.unknownPlace).toBe(26);
  });

  test('open and overdue are right at any moment of it', async () => {
    const { asOf } = await healthOf(wall.address);
    const to = asOf ?? 0;
    const from = Math.min(...requests.map(({ opened }) => opened));
    const instants = requests.flatMap(({ opened, due, closed }) => [opened, due, closed, closed - 1]);
    const asked = [from, to, ...instants.filter((_, i) => i % 25 === 0)].filter((t) => t >= from && t <= to);
    expect(asked.length).toBeGreaterThan(30);
    for (const t of asked) {
      const reply = await socket.emitWithAck('ask', { name: 'backlog', params: { service: '311' }, at: t });
      if (!reply.ok || reply.value.content !== 'data') throw new Error(JSON.stringify(reply));
      const { open, overdue } = questions.backlog.answer.parse(reply.value.data);
      const isOpen = requests.filter((r) => r.opened <= t && Math.max(r.closed, r.opened) > t);
      expect({ t, open, overdue }).toEqual({
        t,
        open: isOpen.length,
        overdue: isOpen.filter(({ due }) => due <= t).length,
      });
    }
  });
});
