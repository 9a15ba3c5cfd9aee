import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import path from 'node:path';
import { HOUR } from '../../contract/instants.ts';
import { JOURNAL, mendedIn, reportOfAside } from '../../store/folder.ts';
import { currentGeneration } from '../../store/pointer.ts';
import type { Checked, CheckerData } from '../threads/checker.ts';
import type { Faults } from './faults.ts';
import type { FileFaults } from './file-faults.ts';
import { program, type Thread } from '../threads/threads.ts';
import type { WriterCalls } from '../threads/writer.ts';

/** A cache being read as a whole. */
interface Check {
  /** What is wrong with it; empty where nothing is, or where it was stopped. Rejects where it could not be read. */
  readonly faults: Promise<string[]>;
  /** Resolves when the thread has ended, by itself or because it was stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Reads a cache as a whole in a thread of its own, which ends with that: the writer's goes on taking. */
export function checkCache(file: string): Check {
  const data: CheckerData = file;
  const worker = new Worker(program('checker'), { workerData: data, name: 'checker' });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const faults = new Promise<string[]>((resolve, reject) => {
    worker.once('message', (checked: Checked) => {
      if ('faults' in checked) resolve(checked.faults);
      else reject(new CitywallError(checked.error.code, checked.error));
    });
    worker.once('error', reject);
    worker.once('exit', () => resolve([]));
  });
  return {
    faults,
    ended,
    async stop() {
      await worker.terminate();
      await ended;
    },
  };
}

export interface FileCheckParts {
  folder: string;
  writer: Thread<WriterCalls>;
  faults: Faults;
  files: FileFaults;
  log: Logger;
}

/** The files of a data folder are looked at, and the journal is copied, this often, milliseconds. */
const EVERY = HOUR;

/** The check of a data folder's files, some time after a host's start and each hour. */
export class FileCheck {
  readonly #parts: FileCheckParts;
  #running: Check | null = null;
  #timer: NodeJS.Timeout | null = null;
  #working: Promise<void> = Promise.resolve();

  constructor(parts: FileCheckParts) {
    this.#parts = parts;
  }

  /** Checks `after` milliseconds from now, and then each hour. */
  start(after: number): void {
    this.#timer = setTimeout(() => {
      this.#working = this.run().then(() => this.#copy());
      void this.#working;
      this.#timer = setInterval(() => (this.#working = this.#working.then(() => this.#copy())), EVERY);
    }, after);
  }

  /** Checks now. A damaged cache is set aside, and built again from the city; what could not be read is noted. */
  async run(): Promise<void> {
    const { folder, writer, faults, log } = this.#parts;
    try {
      const file = currentGeneration(folder)?.cache;
      if (file === undefined) return;
      this.#running = checkCache(file);
      const found = await this.#running.faults;
      if (found.length === 0 || !(await writer.call('damaged', file, found))) return;
      log.error({ faults: found }, 'the cache is damaged; it is set aside and built again');
      await writer.restart();
    } catch (error) {
      faults.set('check', reportOf(error, 'cache-corrupt'));
    }
  }

  /** Has the journal looked at and copied. A damaged one makes its writer start again, which rescues it. */
  async #copy(): Promise<void> {
    const { folder, writer, faults, files } = this.#parts;
    try {
      const mended = await writer.call('copyJournal');
      faults.set('copy', null);
      if (mended > 0) files.add(reportOfAside(mendedIn(path.join(folder, JOURNAL), mended)));
    } catch (error) {
      faults.set('copy', reportOf(error, 'journal-damaged'));
    }
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running?.stop();
    await this.#working;
  }
}
