import type { Logger } from 'pino';
import type { ErrorReport } from '../../contract/errors.ts';
import type { Thread } from '../threads/threads.ts';
import type { WriterCalls } from '../threads/writer.ts';
import type { Faults } from './faults.ts';

/** Tells what became of damaged files of the data folder, each time that it is opened. */
export class FileFaults {
  readonly #faults: Faults;
  readonly #log: Logger;
  #told: string[] = [];
  #writer: Pick<Thread<WriterCalls>, 'call'> | null = null;

  constructor(faults: Faults, log: Logger) {
    this.#faults = faults;
    this.#log = log;
  }

  /** Tells what a writer found when it opened the folder, now and whenever it starts again. */
  async follow(writer: Thread<WriterCalls>): Promise<void> {
    this.#writer = writer;
    writer.onUp(() => void this.again());
    if (writer.cannot === null) this.tell(await writer.call('aside'));
  }

  /** Tells them again: the writer has opened its files anew, or another cache has taken the place of a damaged one. */
  async again(): Promise<void> {
    try {
      if (this.#writer !== null) this.tell(await this.#writer.call('aside'));
    } catch (error) {
      this.#log.debug({ err: error }, 'damaged files');
    }
  }

  /** Tells these, and no others any more. */
  tell(reports: readonly ErrorReport[]): void {
    const now = reports.map(({ where }) => `file ${where}`);
    for (const heading of this.#told) if (!now.includes(heading)) this.#faults.set(heading, null);
    for (const report of reports) this.add(report);
    this.#told = now;
  }

  /** Tells one more, for good. */
  add(report: ErrorReport): void {
    const { code, where, what } = report;
    if (this.#faults.set(`file ${where}`, report)) this.#log.error({ file: where, code }, what);
  }
}
