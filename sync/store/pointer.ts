import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { jsonIn } from '../contract/json.ts';
import { errorCode, fileError } from './file-error.ts';

/** The file that names the current generation. */
export const POINTER = 'current';

const pointer = z.object({ generation: z.int().min(1) });

/** The files of one generation of a data folder. */
export interface Generation {
  generation: number;
  /** The cache: everything but personal parts. */
  cache: string;
  /** The personal parts that go with it; absent where none were ever kept. */
  personal: string;
}

/** The paths of a generation. */
export function generationIn(folder: string, generation: number): Generation {
  return {
    generation,
    cache: path.join(folder, `cache-${generation}.db`),
    personal: path.join(folder, `private-${generation}.db`),
  };
}

/** Which generation is current: one short read, cheap enough for every frame. Null where there is none. Throws what is wrong with the folder. */
export function currentGeneration(folder: string): Generation | null {
  let text: string;
  try {
    text = readFileSync(path.join(folder, POINTER), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, folder);
  }
  // Written whole or not at all; anything else was not written by us, and is treated as absent.
  const held = pointer.safeParse(jsonIn(text));
  return held.success ? generationIn(folder, held.data.generation) : null;
}

/** Makes a generation current: after this returns, a power cut does not undo it; before, the old one stands. */
export function makeCurrent(folder: string, generation: number): void {
  const file = path.join(folder, POINTER);
  const next = `${file}.next`;
  const handle = openSync(next, 'w');
  try {
    writeSync(handle, `${JSON.stringify({ generation })}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(next, file);
  syncFolder(folder);
}

/** Puts a folder's own list of files on disk. Windows has no such call, and needs none. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
