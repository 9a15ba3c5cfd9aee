import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './programs.ts';

/** A folder of one's own below the system's temporary one, and how to remove it. */
export async function scratch(name: string): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), `citywall-${name}-`));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

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
