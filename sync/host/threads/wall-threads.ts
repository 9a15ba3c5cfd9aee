import type { Logger } from 'pino';
import { Endings } from '../endings.ts';
import type { InForce, Taken } from '../in-force.ts';
import { readerThread, stopWriter, writerProfile, writerThread } from './cache-threads.ts';
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
  readonly #endings = new Endings();

  /** `offline`: the wall has no city, and what it holds is never dropped for another part of one. */
  constructor({ folder, offline }: { folder: string; offline: boolean }, force: InForce, log: Logger) {
    this.#log = log;
    this.writer = writerThread(
      () => ({
        ...writerProfile(force.now),
        ...{ folder, role: 'replica', serve: false, personal: false, scope: force.now.scope, offline },
      }),
      log,
    );
    const read = () => ({ folder, profile: force.now.profile, scope: force.now.scope });
    this.walls = readerThread('reader for walls', read, log);
    this.asks = readerThread('reader for questions', read, log);
  }

  /** Starts them. Rejects where the data folder cannot be opened. */
  async run(): Promise<void> {
    await this.writer.run();
    this.#endings.add(() => stopWriter(this.writer, this.#log));
    for (const reader of [this.walls, this.asks]) {
      await reader.run();
      this.#endings.add(() => reader.stop());
    }
  }

  async stop(): Promise<void> {
    await this.#endings.end();
  }

  /** What is wrong with them just now, a sentence each. */
  get faults(): string[] {
    return [this.writer, this.walls, this.asks].flatMap(({ fault }) => fault ?? []);
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

/** What the cache depends on, as a text that is equal where that is. */
function keptBy(taken: Taken): string {
  const { timeZone, services } = writerProfile(taken).profile;
  return JSON.stringify([timeZone, services, taken.scope]);
}
