import { statfs } from 'node:fs/promises';
import type { Logger } from 'pino';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import { HOST_LOG, readHostLog, type HostLog } from '../../store/host-log.ts';
import type { WriterCalls } from '../threads/writer.ts';
import type { Thread } from '../threads/threads.ts';
import { noted } from './host-notes.ts';

export interface HostWatchParts {
  /** Where the host's data are. */
  folder: string;
  writer: Pick<Thread<WriterCalls>, 'call'>;
  /** When each screen last drew a frame, by its number. */
  screens: () => ReadonlyMap<number, Instant>;
  /** Whether the city is heard as it should be; null for a wall without a city. */
  live: () => boolean | null;
  log: Logger;
}

/** Notes each minute how the host itself is, where the rules that watch it read. */
export class HostWatch {
  readonly #parts: HostWatchParts;
  #before: HostLog | null = null;
  #fresh = true;
  #timer: NodeJS.Timeout | null = null;
  #noting: Promise<void> = Promise.resolve();

  constructor(parts: HostWatchParts) {
    this.#parts = parts;
  }

  run(): void {
    this.#timer = setInterval(() => {
      this.#noting = this.note().catch((error: unknown) =>
        this.#parts.log.warn({ err: error }, 'the host could not be noted'),
      );
    }, MINUTE);
  }

  /** Notes what is true now. Rejects where it could not be kept. */
  async note(): Promise<void> {
    const { folder, writer, screens, live } = this.#parts;
    if (this.#fresh) this.#before = readHostLog(await writer.call('recall', HOST_LOG));
    const disk = await statfs(folder).catch(() => null);
    const free = disk === null ? null : disk.bavail * disk.bsize;
    const facts = { at: Date.now(), steady: performance.now(), screens: screens(), free, live: live() };
    this.#before = noted(this.#before, facts, this.#fresh);
    this.#fresh = false;
    await writer.call('remember', HOST_LOG, this.#before);
  }

  /** Resolves when nothing is being noted any more. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#noting;
  }
}
