import { closeSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32, public domain). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Changes bytes of a file where it lies. */
export function change(file: string, at: number, to: (bytes: Uint8Array) => void, length = 1): void {
  const handle = openSync(file, 'r+');
  try {
    const bytes = new Uint8Array(length);
    readSync(handle, bytes, 0, length, at);
    to(bytes);
    writeSync(handle, bytes, 0, length, at);
  } finally {
    closeSync(handle);
  }
}

/** Flips a bit of a file; gives its name and place. */
export function flip(file: string, bit: number): string {
  change(file, bit >>> 3, (bytes) => {
    bytes[0] = (bytes[0] ?? 0) ^ (1 << (bit & 7));
  });
  return `${path.basename(file)}, bit ${bit}`;
}

/** Flips one bit of one of the files in a folder that `are` meant; gives which. */
export function flipOne(folder: string, roll: () => number, are: (name: string) => boolean): string {
  const names = readdirSync(folder).filter((name) => are(name) && statSync(path.join(folder, name)).size > 0);
  const file = path.join(folder, names[Math.floor(roll() * names.length)] ?? '');
  return flip(file, Math.floor(roll() * statSync(file).size * 8));
}
