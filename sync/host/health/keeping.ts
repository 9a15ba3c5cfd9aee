import type { Logger } from 'pino';
import { CitywallError, KEEPS_NOTHING, reportOf } from '../../contract/errors.ts';
import type { CacheWriter } from '../../store/ports.ts';
import type { Faults } from './faults.ts';

/** Whether what comes can be kept: from the first write that fails for want of a disk until the next that does not. */
export class Keeping {
  readonly #faults: Faults;
  readonly #log: Logger;
  #failed = false;

  constructor(faults: Faults, log: Logger) {
    this.#faults = faults;
    this.#log = log;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** The same writer, watched. */
  over(writer: CacheWriter): CacheWriter {
    return {
      ...writer,
      apply: (batch) => this.#watched(writer.apply(batch)),
      truth: (truth) => this.#watched(writer.truth(truth)),
      stage: (...given) => this.#watched(writer.stage(...given)),
      stageChunk: (chunk) => this.#watched(writer.stageChunk(chunk)),
      swap: (truth, cursor) => this.#watched(writer.swap(truth, cursor)),
    };
  }

  async #watched<T>(work: Promise<T>): Promise<T> {
    try {
      const done = await work;
      if (this.#failed) this.#log.info('what comes is kept again');
      this.#failed = false;
      this.#faults.set('keeping', null);
      return done;
    } catch (error) {
      if (error instanceof CitywallError && KEEPS_NOTHING.has(error.code)) {
        this.#failed = true;
        if (this.#faults.set('keeping', reportOf(error, 'host-fault')))
          this.#log.error({ err: error }, 'nothing can be kept; what is held is shown');
      }
      throw error;
    }
  }
}
