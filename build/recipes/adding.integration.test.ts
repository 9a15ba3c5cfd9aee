import { execFile } from 'node:child_process';
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ZodType } from 'zod';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { scratch } from '../harness/profile-copy.ts';
import { holdsCity, root, startProgram, type Program } from '../harness/programs.ts';
import { accountOf, DEMO_ACCOUNTS } from '../harness/sign-in.ts';
import { until } from '../harness/wait.ts';
import { follow, recipe } from './recipe.ts';

/** The recipes of `docs/adding.md`, followed word by word in a copy. */

const run = promisify(execFile);
const { categories, sources } = questions;
let place: Awaited<ReturnType<typeof scratch>>;
let programs: Program[];
let socket: Socket<HostToWindow, WindowToHost> | null;
beforeEach(async () => {
  place = await scratch('recipes');
  [programs, socket] = [[], null];
});
afterEach(async () => {
  socket?.close();
  for (const program of programs.reverse()) await program.stop();
  await place.remove();
});

async function start(file: string, ...args: string[]): Promise<Program> {
  const program = await startProgram(path.relative(root, file), args);
  programs.push(program);
  return program;
}
function linkTo({ address }: Program): Socket<HostToWindow, WindowToHost> {
  socket = io(new URL(LINK_NAMESPACE, address).href, { transports: ['websocket'] });
  return socket;
}
async function ask<T>(
  link: Socket<HostToWindow, WindowToHost>,
  name: string,
  params: Record<string, string>,
  answer: ZodType<T>,
): Promise<T> {
  const reply = await link.emitWithAck('ask', { name, params });
  if (!reply.ok || reply.value.content !== 'data') throw new Error(JSON.stringify(reply));
  return answer.parse(reply.value.data);
}

test('a service: building permits by the files of a profile alone, live on a wall', async () => {
  const profile = path.join(place.folder, 'hcmc');
  await cp(path.join(root, 'assets', 'cities', 'hcmc'), profile, { recursive: true });
  await follow(await recipe('A service'), profile);
  const common = ['--profile', profile, '--port', '0'];
  const city = await start(
    path.join(root, 'dist/host/city.mjs'),
    ...[...common, '--data', path.join(place.folder, 'city'), '--cases', '50000', '--still'],
  );
  const wall = await start(
    path.join(root, 'dist/host/wall.mjs'),
    ...[...common, '--data', path.join(place.folder, 'wall'), '--city', city.address],
  );
  await holdsCity(wall);
  const link = linkTo(wall);
  await until('the records of the new service', async () => {
    const reply = await link.emitWithAck('ask', { name: 'today', params: { service: 'permits' } });
    return reply.ok && reply.value.content === 'data';
  });
  const opened = await link.emitWithAck('open', { board: 'permits', build: '' });
  if (!opened.ok) throw new Error(opened.error.what);
  expect(opened.value.board.panels.map(({ id, kind }) => [id, kind])).toEqual([
    ['today', 'figure'],
    ['about', 'bars'],
  ]);
  const about = await ask(link, 'categories', { service: 'permits', range: '30d' }, categories.answer);
  expect(about.rows.map(({ category }) => category).sort()).toEqual(['house', 'works']);
  expect(about.rows.every(({ count }) => count > 0)).toBe(true);
  const { rows } = await ask(link, 'sources', {}, sources.answer);
  expect(rows.find(({ source }) => source === 'permits')).toMatchObject({ unit: 'soxd' });
});

test('a command: its row, its handler and its words; it compiles, is given, and is told of', async () => {
  const copy = path.join(place.folder, 'house');
  for (const part of ['sync', 'renderer', 'package.json', 'build/tsconfig.base.json'])
    await cp(path.join(root, part), path.join(copy, part), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  await follow(await recipe('A command'), copy);
  for (const project of ['sync', 'renderer/locales']) await compiles(copy, project);
  const wall = await start(
    path.join(copy, 'sync/host/wall.ts'),
    ...['--profile', path.join(root, 'assets/cities/hcmc'), '--port', '0'],
    ...['--data', path.join(place.folder, 'wall'), '--offline', DEMO_ACCOUNTS],
  );
  const link = linkTo(wall);
  const signedIn = await link.emitWithAck('signIn', accountOf('operator'));
  if (!signedIn.ok) throw new Error(signedIn.error.what);
  const give = (asOf: number | string) =>
    link.emitWithAck('give', {
      ...{ session: signedIn.value.session, key: 'confirmed-once', name: 'confirm' },
      payload: { board: 'overview', panel: 'headline', asOf },
    });
  expect(await give('yesterday')).toMatchObject({ ok: false, error: { where: 'confirm.asOf' } });
  expect(await give(1_790_000_000_000)).toMatchObject({
    ok: true,
    value: { result: { outcome: 'applied' } },
  });
});

/** Holds a project of the copy, or the files of a folder, against the compiler. */
async function compiles(folder: string, project: string): Promise<void> {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const what =
    project === 'sync'
      ? ['-p', path.join(folder, 'sync')]
      : [
          ...[
            '--noEmit',
            '--strict',
            '--target',
            'ES2024',
            '--module',
            'ESNext',
            '--moduleResolution',
            'Bundler',
          ],
          ...['--allowImportingTsExtensions', '--skipLibCheck'],
          ...['vi', 'en'].map((language) => path.join(folder, project, `${language}.ts`)),
        ];
  const { stdout } = await run(process.execPath, [tsc, ...what], { cwd: folder }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }),
  );
  expect(stdout, `${project} after the recipe`).toBe('');
}
