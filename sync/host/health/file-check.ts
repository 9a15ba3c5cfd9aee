import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import type { Span } from '../../store/damage/suspects.ts';
import { JOURNAL, mendedIn, reportOfAside } from '../../store/folder.ts';
import { errorCode, fileError } from '../../store/file-error.ts';
import { currentGeneration } from '../../store/pointer.ts';
import type { Checked, CheckerData } from '../threads/checker.ts';
import { program, type Thread } from '../threads/threads.ts';
import type { WriterCalls } from '../threads/writer.ts';
import type { Faults } from './faults.ts';
import type { FileFaults } from './file-faults.ts';

/** A cache being read as a whole. */
interface Check<T> {
  /** What was found; nothing where it was stopped. Rejects where it could not be read. */
  readonly found: Promise<T[]>;
  /** Resolves when the thread has ended, by itself or because it was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Reads a cache as a whole in a thread of its own, which ends with that: the writer's goes on taking. Gives the faults of its structure. */
export const checkStructure = (file: string): Check<string> =>
  checked({ file, handle: null, rest: 0 }, (told) => ('faults' in told ? told.faults : []));

/** The same for its pages, by a handle of it, which stays open. Gives those that do not fit their sums. */
export const checkPages = (file: string, handle: number, rest: number): Check<Span> =>
  checked({ file, handle, rest }, (told) => ('suspects' in told ? told.suspects : []));

function checked<T>(data: CheckerData, read: (told: Checked) => T[]): Check<T> {
  const worker = new Worker(program('checker'), { workerData: data, name: 'checker' });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let isStopped = false;
  const found = new Promise<T[]>((resolve, reject) => {
    worker.once('message', (told: Checked) => {
      if ('error' in told) reject(new CitywallError(told.error.code, told.error));
      else resolve(read(told));
    });
    worker.once('error', reject);
    // One that ended by itself and said nothing has found nothing out.
    worker.once('exit', () =>
      isStopped ? resolve([]) : reject(new Error('the check of a file ended without a word')),
    );
  });
  return {
    found,
    ended,
    async stop() {
      isStopped = true;
      await worker.terminate();
      await ended;
    },
  };
}

export interface FileCheckParts {
  folder: string;
  writer: Thread<WriterCalls>;
  /** Those who may keep in memory what they read of a page that was put right. */
  readers: readonly { restart(): Promise<void> }[];
  faults: Faults;
  files: FileFaults;
  log: Logger;
}

/** When files are looked at, milliseconds after the start: their pages as soon as there is a picture, their structure when all is quiet. */
const PAGES_AFTER = 500;
const STRUCTURE_AFTER = 30_000;
/** How often pages are looked at again, and the journal is copied, milliseconds. */
const EVERY = HOUR;
/** Rest after some MB, milliseconds: little after the start, when nothing is known yet, and then much. */
const RESTS = { first: 5, later: 500 };

/** The check of a data folder's files, some time after a host's start and each hour. */
export class FileCheck {
  readonly #parts: FileCheckParts;
  #running: Check<unknown> | null = null;
  readonly #timers: NodeJS.Timeout[] = [];
  #working: Promise<void> = Promise.resolve();
  #stopped = false;
  /** The cache whose pages are looked at, and its handle: open for as long as SQLite may have it open too (`damage/raw.ts`). */
  #open: { file: string; handle: number } | null = null;
  /** The same of the cache before it, which others may still have open. */
  #left: number | null = null;
  /**
   * When every page was last found to be what was written, or put right, by the machine's clock; null before it first was, and while
   * what is held is damaged.
   */
  checkedAt: Instant | null = null;

  constructor(parts: FileCheckParts) {
    this.#parts = parts;
  }

  /** Checks soon after now, and then each hour. */
  start(): void {
    const later = (ms: number, task: () => Promise<void>): void => {
      this.#timers.push(setTimeout(() => this.#inTurn(task), ms));
    };
    later(PAGES_AFTER, () => this.pages(RESTS.first));
    later(STRUCTURE_AFTER, () => this.structure());
    later(STRUCTURE_AFTER, () => this.copy());
    this.#timers.push(
      setInterval(() => {
        this.#inTurn(() => this.pages(RESTS.later));
        this.#inTurn(() => this.copy());
      }, EVERY),
    );
  }

  /** Holds every page against its sum. Flipped bits are put right; a cache with more damage is fetched again, and shown until then. */
  async pages(rest = 0): Promise<void> {
    const { folder, writer, readers, files, log } = this.#parts;
    await this.#saying('check', async () => {
      const file = currentGeneration(folder)?.cache;
      if (file === undefined) return;
      const { mended, bad, whole } = await this.#judged(file, rest);
      if (bad.length > 0 && (await writer.call('damaged', file, [sentenceOf(bad)])))
        log.error(
          { file, pages: bad.slice(0, 20) },
          'pages of the cache are not what was written; it is fetched again',
        );
      if (mended > 0) files.add(reportOfAside(mendedIn(file, mended)));
      // What was made of what was wrong is made again, and nobody keeps it in memory.
      if (mended > 0 || bad.length > 0) for (const thread of [writer, ...readers]) await thread.restart();
      // Nobody is told that all was looked at before he is told what was found.
      await files.again();
      this.checkedAt = whole && bad.length === 0 ? Date.now() : null;
    });
  }

  /** What is held was fetched again: looks at that too, where what was held before was damaged. */
  replaced(): void {
    if (this.checkedAt === null) this.#inTurn(() => this.pages(RESTS.first));
  }

  /** Looks at the structure of the whole cache, once: damage of before its pages had sums. */
  async structure(): Promise<void> {
    const { folder, writer, log } = this.#parts;
    await this.#saying('structure', async () => {
      const file = currentGeneration(folder)?.cache;
      if (file === undefined) return;
      const found = await this.#run(checkStructure(file));
      if (found.length === 0 || !(await writer.call('damaged', file, found))) return;
      log.error({ faults: found }, 'the cache is damaged; it is fetched again');
      this.checkedAt = null;
      await writer.restart();
    });
  }

  /** Has the journal looked at and copied. A damaged one makes its writer start again, which rescues it. */
  async copy(): Promise<void> {
    const { folder, writer, files } = this.#parts;
    await this.#saying('copy', async () => {
      const mended = await writer.call('copyJournal');
      if (mended > 0) files.add(reportOfAside(mendedIn(path.join(folder, JOURNAL), mended)));
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#running?.stop();
    await this.#working;
  }

  /** What the writer says of the pages that do not fit; not `whole` where it has another cache by now, or one that is known to be damaged. */
  async #judged(file: string, rest: number): Promise<{ mended: number; bad: number[]; whole: boolean }> {
    const handle = this.#handleOf(file);
    const all = { mended: 0, bad: new Array<number>(), whole: true };
    for (const { from, to } of await this.#run(checkPages(file, handle, rest))) {
      const judged = await this.#parts.writer.call('judge', file, handle, from, to);
      all.mended += judged?.mended ?? 0;
      all.bad.push(...(judged?.bad ?? []));
      if (judged === null) all.whole = false;
    }
    return all;
  }

  #handleOf(file: string): number {
    if (this.#open?.file === file) return this.#open.handle;
    if (this.#left !== null) closeSync(this.#left);
    this.#left = this.#open?.handle ?? null;
    this.#open = { file, handle: opened(file) };
    return this.#open.handle;
  }

  async #run<T>(check: Check<T>): Promise<T[]> {
    this.#running = check;
    return check.found;
  }

  #inTurn(task: () => Promise<void>): void {
    this.#working = this.#working.then(() => (this.#stopped ? undefined : task()));
  }

  async #saying(heading: string, task: () => Promise<void>): Promise<void> {
    const { faults } = this.#parts;
    try {
      await task();
      faults.set(heading, null);
    } catch (error) {
      if (!this.#stopped) faults.set(heading, reportOf(error, 'host-fault'));
    }
  }
}

/** A handle to read and put right; to read alone where nothing can be written. */
function opened(file: string): number {
  try {
    return openSync(file, 'r+');
  } catch (error) {
    if (errorCode(error) !== 'EROFS') throw fileError(error, file);
    return openSync(file, 'r');
  }
}

const sentenceOf = (pages: readonly number[]): string =>
  `${pages.length} of its pages are not what was written (${pages.slice(0, 10).join(', ')}).`;
