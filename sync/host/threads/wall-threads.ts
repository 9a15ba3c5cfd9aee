import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { Endings } from '../endings.ts';
import type { InForce, Taken } from '../in-force.ts';
import { readerThread, stopWriter, writerProfile, writerThread } from './cache-threads.ts';
import { currentGeneration, POINTER } from '../../store/pointer.ts';
import type { ReaderCalls } from './reader.ts';
import type { Thread } from './threads.ts';
import type { WriterCalls } from './writer.ts';

/** The threads of a wall over its data folder. Each starts by what is in force then, also after it died. */
export class WallThreads {
  readonly writer: Thread<WriterCalls>;
  /** Reads for the frames of screens. */
  readonly walls: Thread<ReaderCalls>;
  /** Reads for consoles, single questions and `/health`, so that none of them delays a screen's frame. */
  readonly asks: Thread<ReaderCalls>;
  readonly #log: Logger;
  readonly #folder: string;
  readonly #endings = new Endings();

  /**
   * `offline`: the wall has no city, and what it holds is never dropped for another part of one. `secret`: what personal parts are closed with;
   * null where none are held.
   */
  constructor(
    { folder, offline, secret }: { folder: string; offline: boolean; secret: () => string | null },
    force: InForce,
    log: Logger,
  ) {
    this.#log = log;
    this.#folder = folder;
    this.writer = writerThread(
      () => ({
        ...writerProfile(force.now),
        ...{ folder, role: 'replica', serve: false, personal: secret(), scope: force.now.scope, offline },
      }),
      log,
    );
    const read = () => ({ folder, profile: force.now.profile, scope: force.now.scope });
    // What screens ask is read by who cannot open any.
    this.walls = readerThread('reader for walls', read, log);
    this.asks = readerThread('reader for questions', () => ({ ...read(), secret: secret() }), log);
  }

  /** Starts them. Rejects where the data folder cannot be opened; where it can only be read and there is something in it, that is shown. */
  async run(): Promise<void> {
    this.writer.beforeRetry = () => this.#standBack();
    await this.writer.run(currentGeneration(this.#folder) !== null);
    if (this.writer.cannot !== null)
      this.#log.error({ err: this.writer.cannot }, 'nothing can be kept; what is held is shown');
    this.#endings.add(() => stopWriter(this.writer, this.#log));
    for (const reader of [this.walls, this.asks]) {
      await reader.run();
      this.#endings.add(() => reader.stop());
    }
  }

  /**
   * Has readers let go of the files for a moment, where they can be written again: what a process reads of a disk that is read-only, SQLite takes
   * for read-only for all of the process.
   */
  async #standBack(): Promise<void> {
    if (!isWritable(this.#folder)) return;
    for (const reader of [this.walls, this.asks]) void reader.call('letGo', LET_GO).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, LET_GO / 10));
  }

  /** Nobody looks at personal parts any more. */
  async letGoOfParts(): Promise<void> {
    await this.asks.call('forgetParts').catch(() => this.asks.restart());
  }

  /** Personal parts are held no more: they are deleted. */
  async forgetParts(): Promise<void> {
    await this.letGoOfParts();
    await this.writer.restart();
  }

  async stop(): Promise<void> {
    await this.#endings.end();
  }

  /** What is wrong with them just now, a sentence each. */
  get faults(): string[] {
    return [this.writer, this.walls, this.asks].flatMap(({ fault, cannot }) =>
      cannot === null ? (fault ?? []) : `${cannot.code}: ${cannot.message} (${cannot.where})`,
    );
  }

  /** Goes by another profile. The writer starts again only where other records are kept, or other sums: boards come and go. */
  async take(now: Taken, before: Taken): Promise<void> {
    await Promise.all(
      [this.walls, this.asks].map((reader) => reader.call('profile', now.profile, now.scope)),
    );
    if (keptBy(now) !== keptBy(before)) await this.writer.restart();
    else await this.writer.call('rules', writerProfile(now).rules);
  }
}

/** Readers stand back this long, milliseconds: a writer has opened its files by then. */
const LET_GO = 5_000;

function isWritable(folder: string): boolean {
  try {
    closeSync(openSync(path.join(folder, POINTER), 'r+'));
    return true;
  } catch {
    return false;
  }
}

/** What the cache depends on, as a text that is equal where that is. */
function keptBy(taken: Taken): string {
  const { timeZone, services } = writerProfile(taken).profile;
  return JSON.stringify([timeZone, services, taken.scope]);
}
