import { closeSync, fstatSync, openSync, readSync, statSync, writeSync, fsyncSync } from 'node:fs';

/** The size of a page of every database of ours: SQLite's default since 2016. */
export const PAGE = 4096;

/**
 * Handles that stay open, by the file they are of. A system of the POSIX kind drops every lock that this process has on a file as soon
 * as any handle of it is closed, SQLite's among them; another program would then take the file for unused.
 */
const handles = new Map<string, number>();

/** A handle for the bytes of a database that SQLite may have open too. Never close it. */
export function handleOf(file: string): number {
  const { dev, ino } = statSync(file);
  const name = `${dev}:${ino}`;
  let handle = handles.get(name);
  if (handle === undefined) handles.set(name, (handle = openSync(file, 'r+')));
  return handle;
}

/** Closes the handle of a file that is of no use any more. */
export function letGo(file: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  const name = `${there?.dev}:${there?.ino}`;
  const handle = handles.get(name);
  if (handle !== undefined) closeSync(handle);
  handles.delete(name);
}

/** How many pages a file has; the rest of one that is cut short is none. */
export const pagesOf = (handle: number): number => Math.floor(fstatSync(handle).size / PAGE);

/** Pages read at once. */
const AT_ONCE = 256;

/** The pages of a file with their numbers, which start with 1; the bytes are another's at the next step. */
export function* pagesIn(handle: number, from = 1, to = Infinity): Generator<[number, Uint8Array]> {
  const last = Math.min(to, pagesOf(handle));
  const buffer = new Uint8Array(AT_ONCE * PAGE);
  for (let first = from; first <= last; first += AT_ONCE) {
    const wanted = Math.min(AT_ONCE, last - first + 1);
    const count = Math.floor(readSync(handle, buffer, 0, wanted * PAGE, (first - 1) * PAGE) / PAGE);
    for (let i = 0; i < count; i++) yield [first + i, buffer.subarray(i * PAGE, (i + 1) * PAGE)];
  }
}

/** Writes a page to the disk itself. */
export function writePage(handle: number, page: number, bytes: Uint8Array): void {
  writeSync(handle, bytes, 0, PAGE, (page - 1) * PAGE);
  fsyncSync(handle);
}
