import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ENGINE } from '../../electron/launcher.ts';
import { LINK_NAMESPACE } from '../../sync/contract/link.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { HOST, healthOf, root, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** Boundaries and an export of a city that is made up: a row that is closed and does not say when, a place that is swapped, one that is due at no time. */
const BOX = (west: number): number[][][] => [
  [
    [west, 41.8],
    [west + 0.1, 41.8],
    [west + 0.1, 42],
    [west, 42],
    [west, 41.8],
  ],
];
const BOUNDARIES = {
  type: 'FeatureCollection',
  features: ['West Side', 'East Side'].map((name, i) => ({
    type: 'Feature',
    properties: { code: `d${i + 1}`, name },
    geometry: { type: 'Polygon', coordinates: BOX(-87.8 + i / 10) },
  })),
};
const EXPORT = [
  'Request Number;Type;Department;Status;Created;Closed;Due Date;Longitude;Latitude',
  'R-1;Pothole;Streets;Open;04/01/2024 08:00;;04/02/2024;-87.75;41.9',
  'R-2;Pothole;Streets;Closed;04/01/2024 09:00;;04/02/2024;-87.75;41.9',
  'R-3;Lamp;Water;Open;04/01/2024 10:00;;;41.9;-87.65',
  'R-4;Lamp;Water;Closed;04/01/2024 11:00;04/30/2044 10:00;;-87.65;41.9',
  'R-5;Lamp;Water;Closed;04/01/2024 12:00;04/13/2024 10:00;04/20/2024;-87.65;41.9',
  '',
].join('\r\n');
const END = Date.parse('2024-04-13T10:00:00-05:00');

const run = (file: string, ...args: string[]): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, [...ENGINE, path.join(root, file), ...args]);
const cityHealth = z.object({ cases: z.int(), quarantine: z.int(), notes: z.array(z.string()) });

let folder: string;
let profile: string;
let file: string;
const started: Program[] = [];
const city = async (...more: string[]): Promise<Program> => {
  const program = await startProgram(HOST.city, [
    ...['--replay', file, '--speed', '1e9', '--profile', profile, '--port', '0'],
    ...['--data', path.join(folder, 'city'), ...more],
  ]);
  started.push(program);
  return program;
};
const told = async ({ address }: Program) =>
  cityHealth.parse(await (await fetch(new URL('/health', address))).json());

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'citywall-told-'));
  profile = path.join(folder, 'lakeside');
  file = path.join(folder, 'export.csv');
  await writeFile(path.join(folder, 'wards.geojson'), JSON.stringify(BOUNDARIES));
  await writeFile(file, EXPORT);
});
afterAll(async () => {
  await Promise.all(started.map((program) => program.stop()));
  await rm(folder, { recursive: true, force: true });
});

test('from boundaries and an export to the wall by two commands, with all that could not be read told on it', async () => {
  await run('build/areas/main.ts', 'new', path.join(folder, 'wards.geojson'), '--out', profile);
  const { stdout } = await run(HOST.city, '--sketch', file, '--profile', profile);
  expect(stdout).toContain('Read 4 of 5 rows');
  const named = path.join(profile, 'city.json');
  await writeFile(named, (await readFile(named, 'utf8')).replace(/"Etc\/[^"]+"/, '"America/Chicago"'));

  const first = await city();
  expect(await told(first)).toMatchObject({ quarantine: 1 });
  const wall = await startProgram(HOST.wall, [
    ...['--city', first.address, '--profile', profile, '--port', '0', '--data', path.join(folder, 'wall')],
  ]);
  started.push(wall);
  await until('the end of the recording', async () => (await healthOf(wall.address)).asOf === END);
  const health = await healthOf(wall.address);
  expect(health).toMatchObject({ cases: 4, quarantine: 1, open: 3, overdue: 1 });
  expect(health.notes.join('\n')).toContain(
    '1 record was rejected: closedAt: closed, but not when, first in line 3',
  );

  const socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
  const ask = async (name: 'rejected' | 'backlog', params: object): Promise<unknown> => {
    const reply = z
      .object({ ok: z.literal(true), value: z.looseObject({ data: z.unknown() }) })
      .parse(await socket.emitWithAck('ask', { name, params, at: END }));
    return reply.value.data;
  };
  const { total, rows } = questions.rejected.answer.parse(await ask('rejected', {}));
  expect(total).toBe(1);
  expect(rows.map(({ why, field, loses, line }) => [why, field, loses, line])).toEqual([
    ['closedWhen', 'closedAt', 'record', 3],
    ['swapped', 'point', 'part', 4],
    ['span', 'closedAt', 'part', 5],
  ]);
  const backlog = questions.backlog.answer.parse(await ask('backlog', { service: '311' }));
  expect(backlog).toMatchObject({ open: 3, overdue: 1, within: 0, untimed: 2 });
  socket.close();
  await wall.stop();
  await first.stop();
});

test('a changed mapping is told on a used folder, and read anew where it is asked for', async () => {
  const mapping = path.join(profile, 'replay.json');
  await writeFile(
    mapping,
    (await readFile(mapping, 'utf8')).replace('"Pothole": "pothole"', '"Pothole": "lamp"'),
  );
  const used = await city();
  await until('it is told', async () => (await told(used)).notes.some((note) => note.includes('--anew')));
  await used.stop();
  const anew = await city('--anew');
  await until('it is read', async () => (await told(anew)).cases === 4);
  expect((await told(anew)).notes.join()).not.toContain('--anew');
  expect((await readdir(folder)).filter((name) => name.startsWith('city-before-'))).toHaveLength(1);
});
