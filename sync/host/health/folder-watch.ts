import { statSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { SECOND } from '../../contract/instants.ts';
import { JOURNAL } from '../../store/folder.ts';
import { LOCK } from '../../store/lock.ts';
import { currentGeneration, POINTER } from '../../store/pointer.ts';
import type { FileFaults } from './file-faults.ts';

/** How often the files are looked for, milliseconds. */
const EVERY = 2 * SECOND;

export interface FolderWatchParts {
  folder: string;
  /** Closes the folder and opens it again, which makes what is missing. */
  writer: { restart(): Promise<void>; readonly cannot: Error | null };
  /** Writes again what is not the writer's. */
  again: () => Promise<unknown>;
  /** Looks after what else lies there, while nothing is missing. */
  whole?: () => Promise<unknown>;
  files: Pick<FileFaults, 'add'>;
  log: Logger;
  every?: number;
}

/** Notices that files of the data folder were deleted, or put in another's place, while they are in use. */
export class FolderWatch {
  readonly #parts: FolderWatchParts;
  #timer: NodeJS.Timeout | null = null;
  /** What tells the lock that is held from another file of its name. */
  #lock: number | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: FolderWatchParts) {
    this.#parts = parts;
  }

  run(): void {
    this.#lock = this.#inode(LOCK);
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.look());
    }, this.#parts.every ?? EVERY);
  }

  /** Looks now. Never rejects. */
  async look(): Promise<void> {
    const { folder, writer, again, whole, files, log } = this.#parts;
    const gone = this.#gone();
    if (gone.length === 0)
      return whole?.().then(
        () => undefined,
        (error: unknown) => log.warn({ err: error }, 'a file of the data folder cannot be looked at'),
      );
    if (writer.cannot !== null) return;
    const what = `Files went from the data folder while in use, and were made again: ${gone.join(', ')}.`;
    try {
      await writer.restart();
      await again();
    } catch (error) {
      log.error({ err: error, gone }, 'what was deleted could not be made again');
    }
    files.add({ code: 'data-gone', what, where: folder, hint: 'Look who deletes there.' });
    this.#lock = this.#inode(LOCK);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
  }

  /** Those of the files of a host that runs that are not there. */
  #gone(): string[] {
    const cache = currentGeneration(this.#parts.folder)?.cache;
    const names = [POINTER, JOURNAL, ...(cache === undefined ? [] : [path.basename(cache)])];
    const gone = names.filter((name) => this.#inode(name) === undefined);
    return this.#inode(LOCK) === this.#lock ? gone : [...gone, LOCK];
  }

  #inode(name: string): number | undefined {
    return statSync(path.join(this.#parts.folder, name), { throwIfNoEntry: false })?.ino;
  }
}
