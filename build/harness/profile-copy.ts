import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './programs.ts';

/** A folder of one's own, and how to remove it. */
interface Scratch {
  folder: string;
  remove: () => Promise<void>;
}

/** One below the system's temporary folder. */
export async function scratch(name: string, below = tmpdir()): Promise<Scratch> {
  const folder = await mkdtemp(path.join(below, `citywall-${name}-`));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** One in memory, where the system has such a place: for whoever writes much, and asks nothing of the disk. */
export const scratchInMemory = (name: string): Promise<Scratch> =>
  scratch(name, existsSync('/dev/shm') ? '/dev/shm' : tmpdir());

/**
 * A copy of a shipped profile with parts of its `city.json` replaced: shorter limits, another zone; and of its
 * `demo.json`, where that is to live otherwise.
 */
export async function profileCopy(
  city: string,
  into: string,
  changes: object,
  demo: object = {},
): Promise<string> {
  const folder = path.join(into, `profile-${city}`);
  await cp(path.join(root, 'assets', 'cities', city), folder, { recursive: true });
  await replaceIn(path.join(folder, 'city.json'), changes);
  if (Object.keys(demo).length > 0) await replaceIn(path.join(folder, 'demo.json'), demo);
  return folder;
}

async function replaceIn(file: string, changes: object): Promise<void> {
  const original: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof original !== 'object' || original === null) throw new Error(`${file} holds no object`);
  await writeFile(file, JSON.stringify({ ...original, ...changes }, null, 2));
}
