import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import { currentGeneration } from '../../store/pointer.ts';
import type { Checked, CheckerData } from '../threads/checker.ts';
import type { Faults } from './faults.ts';
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

/** The check of a data folder's cache, some time after a host's start. */
export class FileCheck {
  readonly #options: { folder: string; writer: Thread<WriterCalls>; faults: Faults; log: Logger };
  #running: Check | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: { folder: string; writer: Thread<WriterCalls>; faults: Faults; log: Logger }) {
    this.#options = options;
  }

  /** Checks once, `after` milliseconds from now. */
  start(after: number): void {
    this.#timer = setTimeout(() => void this.run(), after);
  }

  /** Checks now. A damaged cache is set aside, and built again from the city; what could not be read is noted. */
  async run(): Promise<void> {
    const { folder, writer, faults, log } = this.#options;
    try {
      const file = currentGeneration(folder)?.cache;
      if (file === undefined) return;
      this.#running = checkCache(file);
      const faults = await this.#running.faults;
      if (faults.length === 0 || !(await writer.call('damaged', file, faults))) return;
      log.error({ faults }, 'the cache is damaged; it is set aside and built again');
      await writer.restart();
    } catch (error) {
      faults.set('check', reportOf(error, 'cache-corrupt'));
    }
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running?.stop();
  }
}
