import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPackageWithOptions } from '@electron/asar';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { altered } from '../../electron/app/integrity.ts';
import { scratch } from '../harness/profile-copy.ts';

let place: Awaited<ReturnType<typeof scratch>>;
let archive: string;
const beside = (file: string): string => path.join(`${archive}.unpacked`, file);

beforeEach(async () => {
  place = await scratch('integrity');
  const source = path.join(place.folder, 'source');
  for (const file of [
    'dist/electron/main.mjs',
    'dist/host/wall.mjs',
    'dist/host/city.mjs',
    'assets/a.json',
  ]) {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), `as packed: ${file}`);
  }
  archive = path.join(place.folder, 'app.asar');
  await createPackageWithOptions(source, archive, { unpack: '{**/host/**,**/assets/**}' });
});
afterEach(() => place.remove());

it('finds nothing where all is as it was packed, cities apart', () => {
  writeFileSync(beside('assets/a.json'), 'a city of our own');
  expect(altered(archive)).toEqual([]);
});

it('names what was changed, taken away and put beside', () => {
  writeFileSync(beside('dist/host/wall.mjs'), 'as packed: dist/host/wall.mjs!');
  rmSync(beside('dist/host/city.mjs'));
  mkdirSync(beside('dist/host/node_modules'));
  writeFileSync(beside('dist/host/node_modules/x.js'), 'found before any other');
  expect(altered(archive)).toEqual([
    'dist/host/city.mjs',
    'dist/host/node_modules/x.js',
    'dist/host/wall.mjs',
  ]);
});
