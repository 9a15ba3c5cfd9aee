import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { HOUR, MINUTE } from '../../sync/contract/instants.ts';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { profileCopy, scratch } from '../harness/profile-copy.ts';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';

/** What the recording brings; the demonstration brings everything else. */
const RECORDED = 'dialogue';
const CASES = 40;
const START = Math.floor(Date.now() / MINUTE) * MINUTE - 3 * HOUR;
const ids = z.array(z.looseObject({ id: z.string() }));

let place: Awaited<ReturnType<typeof scratch>>;
let profile: string;
let city: Program;
let wall: Program;
let socket: Socket<HostToWindow, WindowToHost>;

const inProfile = (file: string): string => path.join(profile, file);
const write = (file: string, content: object): Promise<void> =>
  writeFile(inProfile(file), JSON.stringify(content));
const startCity = (port: number, ...more: string[]): Promise<Program> =>
  startProgram(HOST.city, [
    ...['--port', String(port), '--data', path.join(place.folder, 'city'), '--profile', profile, ...more],
  ]);

/** A recording of dialogues with businesses: one opened each minute, every second one closed half an hour later. */
const recording = (): string =>
  ['id,topic,status,opened,closed']
    .concat(
      Array.from({ length: CASES }, (_, n) => {
        const opened = START + n * MINUTE;
        const closed = n % 2 === 0 ? new Date(opened + 30 * MINUTE).toISOString() : '';
        return `R-${n},tax,${closed === '' ? 'open' : 'done'},${new Date(opened).toISOString()},${closed}`;
      }),
    )
    .join('\n');

async function ask<N extends 'sources' | 'backlog'>(name: N, params: object) {
  const reply = await socket.emitWithAck('ask', {
    name,
    params: z.record(z.string(), z.json()).parse(params),
  });
  if (!reply.ok || reply.value.content !== 'data') throw new Error(JSON.stringify(reply));
  return questions[name].answer.parse(reply.value.data);
}
const stateOf = async (source: string) => {
  const { rows } = questions.sources.answer.parse(await ask('sources', {}));
  return rows.find((row) => row.source === source);
};

beforeAll(async () => {
  place = await scratch('connectors');
  profile = await profileCopy('hcmc', place.folder, {});
  const sources = ids.parse(JSON.parse(await readFile(inProfile('sources.json'), 'utf8')));
  await mkdir(inProfile('connectors'));
  await write('replay.json', {
    service: RECORDED,
    fields: { id: 'id', category: 'topic', opened: 'opened', closed: 'closed', status: 'status' },
    statuses: { open: 'inProgress', done: 'resolved' },
  });
  await write('connectors/recorded.json', { connector: 'replay', file: 'recorded.csv', speed: 1e6 });
  await write('connectors/rest.json', {
    ...{ connector: 'demo', cases: 1500, seed: 5 },
    sources: sources.map(({ id }) => id).filter((id) => id !== RECORDED),
  });
});
afterAll(async () => {
  socket?.close();
  await wall?.stop();
  await city?.stop();
  await place?.remove();
});

describe('a demonstration and a recording side by side', () => {
  test('what only the command line could say otherwise is refused', async () => {
    await expect(startCity(0, '--cases', '5', '--seed', '1')).rejects.toThrow(
      /option-invalid: the profile says itself what comes in: connectors\/recorded.json, connectors\/rest.json \(--cases\)[^]*--cases, --seed/,
    );
  });

  test('one whose file is missing delays nobody, and is told', async () => {
    city = await startCity(0);
    wall = await startProgram(HOST.wall, [
      ...['--port', '0', '--data', path.join(place.folder, 'wall'), '--profile', profile],
      ...['--city', city.address],
    ]);
    socket = io(new URL(LINK_NAMESPACE, wall.address).href, { transports: ['websocket'] });
    await until('the demonstration on the wall', async () => {
      const { status, cursor, cases, asOf } = await healthOf(wall.address);
      return status === 'live' && cursor !== null && cases > 0 && Date.now() - (asOf ?? 0) < 10_000;
    });
    expect(await stateOf(RECORDED)).toMatchObject({ state: 'empty', watermark: null });
    expect(await stateOf('procedures')).toMatchObject({ state: 'live' });
    expect(city.said()).toMatch(/"connector":"recorded"/);
    expect(city.said()).toMatch(/recorded\.csv/);
  });

  test('once its file is there it comes in by itself, late by its own watermark', async () => {
    await writeFile(inProfile('recorded.csv'), recording());
    await until('the recording on the wall', async () => {
      const row = await stateOf(RECORDED);
      return row?.watermark === START + (CASES - 2 + 30) * MINUTE;
    });
    expect(await stateOf(RECORDED)).toMatchObject({ state: 'stale' });
    expect(await ask('backlog', { service: RECORDED })).toMatchObject({ open: CASES / 2 });
    const { asOf } = await healthOf(wall.address);
    expect(Date.now() - (asOf ?? 0)).toBeLessThan(20_000);
  });

  test('killed and started again, the city holds each record once, and goes on', async () => {
    const held = z.object({ cases: z.number(), seq: z.number(), asOf: z.number() });
    const read = async () => held.parse(await (await fetch(new URL('health', city.address))).json());
    await city.kill('SIGKILL');
    city = await startCity(city.port);
    const after = await until('the city to go on', async () => {
      const now = await read();
      return Date.now() - now.asOf < 10_000 && now;
    });
    await until('the wall to follow', async () => {
      const { cases, status } = await healthOf(wall.address);
      return status === 'live' && cases >= after.cases;
    });
    expect(await ask('backlog', { service: RECORDED })).toMatchObject({ open: CASES / 2 });
    expect((await healthOf(wall.address)).quarantine).toBe(0);
    expect(await stateOf(RECORDED)).toMatchObject({ watermark: START + (CASES - 2 + 30) * MINUTE });
  });

  test('a file that is wrong is named, with what there is instead', async () => {
    await write('connectors/third.json', { connector: 'carrier pigeons' });
    const elsewhere = ['--data', path.join(place.folder, 'elsewhere')];
    await expect(startCity(0, ...elsewhere)).rejects.toThrow(
      /connectors\/third.json: connector: expected one of .*replay.*, found "carrier pigeons"/,
    );
    await write('connectors/third.json', { connector: 'replay', file: 'recorded.csv' });
    await expect(startCity(0)).rejects.toThrow(
      /data-in-use|connectors\/recorded.json brings, found "dialogue"/,
    );
    await rm(inProfile('connectors/third.json'));
  });
});
