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

  constructor(faults: Faults, log: Logger) {
    this.#faults = faults;
    this.#log = log;
  }

  /** Tells what a writer found when it opened the folder, now and whenever it starts again. */
  async follow(writer: Thread<WriterCalls>): Promise<void> {
    const ask = async (): Promise<void> => this.tell(await writer.call('aside'));
    writer.onUp(() => void ask().catch((error: unknown) => this.#log.debug({ err: error }, 'damaged files')));
    await ask();
  }

  /** Tells these, and no others any more. */
  tell(reports: readonly ErrorReport[]): void {
    const now = reports.map(({ where }) => `file ${where}`);
    for (const heading of this.#told) if (!now.includes(heading)) this.#faults.set(heading, null);
    for (const report of reports) this.add(report);
    this.#told = now;
  }

  /** Tells one more, until the folder is opened again. */
  add(report: ErrorReport): void {
    const heading = `file ${report.where}`;
    if (this.#faults.set(heading, report))
      this.#log.error({ file: report.where, code: report.code }, report.what);
    this.#told.push(heading);
  }
}
