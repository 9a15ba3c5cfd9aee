import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { CitywallError, type ErrorReport, KEEPS_NOTHING } from '../contract/errors.ts';
import { damagedMark, openWritable, type Stamp, type WritableCache } from './cache.ts';
import { openSoundJournal, type SoundJournal } from './damage/sound-journal.ts';
import type { Journal } from './journal.ts';
import { lockFolder } from './lock.ts';
import { sumsOf } from './damage/page-sums.ts';
import { letGo } from './damage/raw.ts';
import { soundPointer } from './damage/sound-pointer.ts';
import { currentGeneration, generationIn, makeCurrent, syncFolder, type Generation } from './pointer.ts';
import { errorCode, fileError } from './file-error.ts';
import { guarded } from './sqlite.ts';

const OWNER_ALONE = { folder: 0o700, file: 0o600 };

/** Takes from others what they may do in a data folder: one of before was open to them. What is not ours to change stays as it is. */
function closeToOthers(folder: string): void {
  if (process.platform === 'win32') return;
  const close = (at: string, mode: number): void => {
    try {
      if ((statSync(at).mode & 0o777) !== mode) chmodSync(at, mode);
    } catch (error) {
      if (errorCode(error) === '') throw error;
    }
  };
  close(folder, OWNER_ALONE.folder);
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile()))
    if (OURS.test(name)) close(path.join(folder, name), OWNER_ALONE.file);
}

/** The files of a data folder. */
const OURS = /^(?:cache|private|journal|audit|personal|current|console|host)[-.\w]*$/;

/** The file of what people did here. */
export const JOURNAL = 'journal.db';

/** A file that was damaged: what became of it. One that was set aside is kept beside the data, for someone to look at. */
export interface SetAside {
  code: 'cache-corrupt' | 'journal-damaged' | 'file-mended';
  file: string;
  reason: string;
}

/** An open generation: its paths and its cache. */
export interface OpenGeneration extends Generation {
  db: WritableCache;
  /** What is wrong with it, where it is only shown until another takes its place; else null. */
  damage: string | null;
}

/** A data folder, ours alone. One process holds it; inside it, one writer. */
export interface DataFolder {
  readonly folder: string;
  readonly journal: Journal;
  /** Damaged files that were found since the folder was opened; journals for as long as their list of what is missing lies there. */
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
 * A cache of another part of the city is dropped, to be fetched again; with `offline`, where nothing can be, it is refused
 * with `option-invalid`. Throws `data-in-use`, `data-no-permission`, `data-other-city`, `data-newer` or `disk-full`.
 */
export function openFolder(folder: string, stamp: Stamp, pid: number, offline = false): DataFolder {
  guarded(folder, () => mkdirSync(folder, { recursive: true, mode: OWNER_ALONE.folder }));
  closeToOthers(folder);
  const lock = lockFolder(folder, pid);
  let sound: SoundJournal | undefined;
  try {
    sound = openSoundJournal(path.join(folder, JOURNAL), stamp.city);
    return dataFolder(folder, { stamp, offline }, sound, () => lock.release());
  } catch (error) {
    sound?.journal.close();
    lock.release();
    throw fileError(error, folder);
  }
}

function dataFolder(
  folder: string,
  { stamp, offline }: { stamp: Stamp; offline: boolean },
  { journal, mended }: SoundJournal,
  release: () => void,
): DataFolder {
  const aside: SetAside[] = journalsAside(folder);
  if (mended > 0) aside.push(mendedIn(journal.file, mended));
  const found = soundPointer(folder, generations(folder));
  let staged: OpenGeneration | null = null;
  // A number is never used twice, or a reader would take a new file for the one it holds.
  const number = (): number => Math.max(0, found?.generation ?? 0, ...generations(folder, '')) + 1;

  const open = (generation: Generation): OpenGeneration => ({
    ...generation,
    db: openWritable(generation.cache, stamp),
    damage: null,
  });
  /**
   * Opens a generation. Null where it is damaged, which sets it aside, or holds another part of the city. A replica's that can be read all
   * the same is shown until the city is fetched again; an origin's is set aside, since it would be served on.
   */
  const openOurs = (generation: Generation): OpenGeneration | null => {
    const mark = markOf(generation);
    try {
      // It may be found damaged, and marked, while it is opened.
      const opened = open(generation);
      let damage = existsSync(mark) ? readFileSync(mark, 'utf8') || 'It was found damaged.' : null;
      if (damage !== null && stamp.role === 'origin') {
        opened.db.close();
        throw new CitywallError('cache-corrupt', { what: damage, where: generation.cache });
      }
      if (opened.db.lost > 0 && stamp.role === 'replica') damage ??= 'The end of its log is damaged.';
      opened.damage = damage;
      if (holdsPart(opened.db, stamp)) return opened;
      const { cursor, stamp: held } = opened.db.meta();
      opened.db.close();
      if (offline && cursor !== null) throw otherPart(folder, held, stamp);
      return null;
    } catch (error) {
      if (!(error instanceof CitywallError) || error.code !== 'cache-corrupt') throw error;
      for (const file of filesOf(generation)) renameSync(file, `${file}.aside-${generation.generation}`);
      rmSync(mark, { force: true });
      syncFolder(folder);
      aside.push(cacheAside(generation, error.message));
      return null;
    }
  };
  /** Opens what may be a snapshot being taken in. One that cannot be opened now is given up: it must not stand in the way of what is held. */
  const openLeft = (generation: Generation): OpenGeneration | null => {
    try {
      return existsSync(generation.cache) ? openOurs(generation) : null;
    } catch (error) {
      if (!(error instanceof CitywallError) || !KEEPS_NOTHING.has(error.code) || found === null) throw error;
      return null;
    }
  };
  const fresh = (): OpenGeneration => {
    const made = open(generationIn(folder, number()));
    makeCurrent(folder, made.generation);
    return made;
  };

  for (const n of generations(folder)) {
    // What was never written to is no snapshot, and is not to be opened: on a full disk that would fail.
    if (isEmpty(generationIn(folder, n)) && n !== found?.generation) drop(generationIn(folder, n));
    if (n === found?.generation || staged !== null || n < (found?.generation ?? 0)) continue;
    const left = openLeft(generationIn(folder, n));
    if (left === null) continue;
    if (left.damage !== null) {
      left.db.close();
      continue;
    }
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
  let now = (pointed === null ? null : openOurs(pointed)) ?? fresh();
  sweep();
  sweepAside(folder);

  function sweep(): void {
    for (const n of generations(folder))
      if (n !== now.generation && n !== staged?.generation) drop(generationIn(folder, n));
  }

  return {
    folder,
    journal,
    get aside() {
      return now.damage === null ? aside : [...aside, shownOf(now, now.damage)];
    },
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
      aside.push(cacheAside(now, reason));
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

const cacheAside = ({ cache, generation }: Generation, reason: string): SetAside => ({
  code: 'cache-corrupt',
  file: `${cache}.aside-${generation}`,
  reason,
});

const shownOf = ({ cache }: Generation, damage: string): SetAside => ({
  code: 'cache-corrupt',
  file: cache,
  reason: `${damage} It is shown until the city is fetched again.`,
});

/** What is told of a damaged file. */
export const reportOfAside = ({ code, file, reason }: SetAside): ErrorReport => ({
  code,
  what: reason,
  where: file,
  hint: 'docs/operating.md says what to do.',
});

/** What is told of flipped bits that were put right in a file. */
export const mendedIn = (file: string, bits: number): SetAside => ({
  code: 'file-mended',
  file,
  reason: `${bits} flipped bit${bits === 1 ? ' was' : 's were'} found and put right: the disk or the memory may be failing.`,
});

/** Damaged journals that lie in a folder, with what is missing of each. */
function journalsAside(folder: string): SetAside[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${JOURNAL}.aside-`) && name.endsWith('.txt'))
    .map((name) => {
      const file = path.join(folder, name);
      const missing = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => !/: all \d+ read$/.test(line));
      return {
        code: 'journal-damaged',
        file,
        reason: `What people did here was damaged: ${missing.join('; ')}.`,
      };
    });
}

/** Whether a cache holds the part of the city that a stamp names. One of another role is not for us to drop. */
function holdsPart(cache: WritableCache, stamp: Stamp): boolean {
  const held = cache.meta().stamp;
  if (held === null || held.role !== stamp.role) return true;
  return held.scope?.unit === stamp.scope?.unit && held.scope?.tree === stamp.scope?.tree;
}

function otherPart(folder: string, held: Stamp | null, { scope }: Stamp): CitywallError {
  const part = (of: Stamp['scope']): string =>
    of === undefined ? 'the whole city' : `the unit "${of.unit}"`;
  const same = held?.scope?.unit === scope?.unit;
  return new CitywallError('option-invalid', {
    what: same
      ? `The data folder holds what was below ${part(scope)} before the profile changed; without a city nothing can be fetched.`
      : `The data folder holds ${part(held?.scope)}, not ${part(scope)}; without a city nothing can be fetched.`,
    where: folder,
    hint: 'Start once with --city, with the --scope that is held, or with another --data.',
  });
}

/** Where a generation is marked as damaged, by one who cannot set it aside at once. */
export const markOf = ({ cache }: Generation): string => damagedMark(cache);

/** Where a cache is marked in which flipped bits were put right while it was in use: what was made of them is to be made again. */
export const mendedMark = (cache: string): string => `${cache}.mended`;

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
  return [cache, personal]
    .flatMap((file) => [file, `${file}-wal`, `${file}-shm`, sumsOf(file), mendedMark(file)])
    .filter(existsSync);
}

function isEmpty({ cache }: Generation): boolean {
  const size = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size(cache) === 0 && size(`${cache}-wal`) === 0;
}

/** Of caches that were set aside, keeps the newest alone: they are large, and nobody may ever look at them. */
function sweepAside(folder: string): void {
  const aside = readdirSync(folder).flatMap((name) => {
    const n = /^(?:cache|private)-\d+\.db.*\.aside-(\d+)$/.exec(name)?.[1];
    return n === undefined ? [] : [{ name, n: Number(n) }];
  });
  const newest = Math.max(...aside.map(({ n }) => n));
  for (const { name, n } of aside) if (n < newest) rmSync(path.join(folder, name), { force: true });
}

/** Deletes the files of a generation. Readers that still hold one go on with it until they look again. */
function drop(generation: Generation): void {
  letGo(generation.cache);
  for (const file of [...filesOf(generation), markOf(generation)]) rmSync(file, { force: true });
}
