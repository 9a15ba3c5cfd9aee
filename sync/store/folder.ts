import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CitywallError } from '../contract/errors.ts';
import { openWritable, type Stamp, type WritableCache } from './cache.ts';
import { openJournal, type Journal } from './journal.ts';
import { lockFolder } from './lock.ts';
import { currentGeneration, generationIn, makeCurrent, syncFolder, type Generation } from './pointer.ts';
import { fileError, guarded } from './sqlite.ts';

/** The file of what people did here. */
export const JOURNAL = 'journal.db';

/** A file that was damaged and is kept beside the data, for someone to look at. */
export interface SetAside {
  file: string;
  reason: string;
}

/** An open generation: its paths and its cache. */
export interface OpenGeneration extends Generation {
  db: WritableCache;
}

/** A data folder, ours alone. One process holds it; inside it, one writer. */
export interface DataFolder {
  readonly folder: string;
  readonly journal: Journal;
  /** Damaged files that were found and set aside since the folder was opened. */
  readonly aside: readonly SetAside[];
  current(): OpenGeneration;
  /** The unfinished generation of a snapshot being taken in, if there is one. */
  staging(): OpenGeneration | null;
  /** Starts a new unfinished generation, dropping any other. */
  stage(): OpenGeneration;
  /** Makes the unfinished generation current. The old one stays until {@link tidy}, for readers about to open it. */
  swap(): void;
  /** Drops generations that were swapped out before the last call. */
  tidy(): void;
  /** Sets the current generation aside as damaged and starts an empty one. */
  setAside(reason: string): void;
  close(): void;
}

/**
 * Opens a data folder, making it where it is absent: takes its lock, binds its journal to the city, opens the
 * current cache or sets a damaged one aside, finishes a swap that a crash cut short, and drops what is left over.
 * Throws `data-in-use`, `data-no-permission`, `data-other-city`, `data-newer` or `disk-full`.
 */
export function openFolder(folder: string, stamp: Stamp, pid: number): DataFolder {
  guarded(folder, () => mkdirSync(folder, { recursive: true }));
  const lock = lockFolder(folder, pid);
  let journal: Journal | undefined;
  try {
    journal = openJournal(path.join(folder, JOURNAL), stamp.city);
    return dataFolder(folder, stamp, journal, () => lock.release());
  } catch (error) {
    journal?.close();
    lock.release();
    throw fileError(error, folder);
  }
}

function dataFolder(folder: string, stamp: Stamp, journal: Journal, release: () => void): DataFolder {
  const aside: SetAside[] = [];
  const found = currentGeneration(folder);
  let staged: OpenGeneration | null = null;
  // A number is never used twice, or a reader would take a new file for the one it holds.
  const number = (): number => Math.max(0, found?.generation ?? 0, ...generations(folder, '')) + 1;

  const open = (generation: Generation): OpenGeneration => ({
    ...generation,
    db: openWritable(generation.cache, stamp),
  });
  /** Opens a generation; a damaged one is set aside, and null given. */
  const openOrSetAside = (generation: Generation): OpenGeneration | null => {
    const mark = markOf(generation);
    try {
      if (existsSync(mark))
        throw new CitywallError('cache-corrupt', { what: 'It was found damaged.', where: generation.cache });
      return open(generation);
    } catch (error) {
      if (!(error instanceof CitywallError) || error.code !== 'cache-corrupt') throw error;
      for (const file of filesOf(generation)) renameSync(file, `${file}.aside-${generation.generation}`);
      rmSync(mark, { force: true });
      syncFolder(folder);
      aside.push({ file: `${generation.cache}.aside-${generation.generation}`, reason: error.message });
      return null;
    }
  };
  const fresh = (): OpenGeneration => {
    const made = open(generationIn(folder, number()));
    makeCurrent(folder, made.generation);
    return made;
  };

  for (const n of generations(folder)) {
    if (n === found?.generation || staged !== null || n < (found?.generation ?? 0)) continue;
    const left = openOrSetAside(generationIn(folder, n));
    if (left === null) continue;
    const { staging, cursor } = left.db.meta();
    if (staging !== null) staged = left;
    else if (cursor !== null && found !== null) {
      // The swap was decided, and the process ended before the pointer moved.
      left.db.close();
      makeCurrent(folder, n);
    } else left.db.close();
  }
  const pointed = currentGeneration(folder);
  let leaving: Generation | null = null;
  let now = (pointed === null ? null : openOrSetAside(pointed)) ?? fresh();
  sweep();

  function sweep(): void {
    for (const n of generations(folder))
      if (n !== now.generation && n !== staged?.generation) drop(generationIn(folder, n));
  }

  return {
    folder,
    journal,
    aside,
    current: () => now,
    staging: () => staged,
    stage() {
      if (staged !== null) {
        staged.db.close();
        drop(staged);
      }
      staged = open(generationIn(folder, number()));
      return staged;
    },
    swap() {
      if (staged === null) throw new RangeError('no snapshot is being taken in');
      makeCurrent(folder, staged.generation);
      now.db.close();
      leaving = now;
      now = staged;
      staged = null;
    },
    tidy() {
      if (leaving !== null) drop(leaving);
      leaving = null;
    },
    setAside(reason) {
      now.db.close();
      for (const file of filesOf(now)) renameSync(file, `${file}.aside-${now.generation}`);
      aside.push({ file: `${now.cache}.aside-${now.generation}`, reason });
      now = fresh();
    },
    close() {
      staged?.db.close();
      now.db.close();
      journal.close();
      release();
    },
  };
}

/** Where a generation is marked as damaged, by one who cannot set it aside at once. */
export function markOf(generation: Generation): string {
  return `${generation.cache}.damaged`;
}

/** The generations that have files in a folder, smallest first; those set aside too where `after` is empty. */
function generations(folder: string, after = '$'): number[] {
  const pattern = new RegExp(`^(?:cache|private)-(\\d+)\\.db${after}`);
  return readdirSync(folder)
    .map((name) => pattern.exec(name)?.[1])
    .filter((n) => n !== undefined)
    .map(Number)
    .filter((n, i, all) => all.indexOf(n) === i)
    .sort((a, b) => a - b);
}

function filesOf({ cache, personal }: Generation): string[] {
  return [cache, personal].flatMap((file) => [file, `${file}-wal`, `${file}-shm`]).filter(existsSync);
}

/** Deletes the files of a generation. Readers that still hold one go on with it until they look again. */
function drop(generation: Generation): void {
  for (const file of [...filesOf(generation), markOf(generation)]) rmSync(file, { force: true });
}
