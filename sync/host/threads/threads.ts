import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { CitywallError } from '../../contract/errors.ts';
import { type Callable, Caller, type Start } from './calls.ts';

/** The first pause before a dead thread is started again, milliseconds; it doubles up to the longest. */
const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 30_000;
/** A thread that lived this long starts again with the first pause. */
const SOUND_AFTER = 60_000;

/** Where a worker's program is: beside this file, as source or as bundled. */
export function program(name: string): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `./${name}.ts` : `./${name}.mjs`, import.meta.url);
}

/**
 * A worker thread that is started again when it dies. A call made while it is down waits for the next
 * start; one outstanding when it dies is rejected, since nobody knows how far it got.
 */
export class Thread<Calls extends Callable<Calls>> {
  readonly name: string;
  /** What to say of it, or null while it is well. */
  fault: string | null = null;
  readonly #program: URL;
  readonly #data: () => unknown;
  readonly #log: Logger;
  #caller: Caller<Calls> | null = null;
  #worker: Worker | null = null;
  #starting: { promise: Promise<void>; resolve: () => void } = gate();
  #pause = FIRST_PAUSE;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #wasUp = false;

  constructor(name: string, program: URL, data: () => unknown, log: Logger) {
    this.name = name;
    this.#program = program;
    this.#data = data;
    this.#log = log;
  }

  /** Starts it. Resolves when it is up; rejects with its own error where it cannot start at all. */
  async run(): Promise<void> {
    await this.#start();
  }

  /** Calls a method of the thread. */
  async call<M extends keyof Calls & string>(
    method: M,
    ...args: Parameters<Calls[M]>
  ): Promise<Awaited<ReturnType<Calls[M]>>> {
    while (this.#caller === null) {
      if (this.#stopped) throw new Error(`${this.name} has stopped`);
      await this.#starting.promise;
    }
    return this.#caller.call(method, ...args);
  }

  /** Ends it, and starts a fresh one with the data of now. */
  async restart(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    // Calls from now on wait for the fresh one; those that wait already go on doing so.
    if (this.#caller !== null) this.#starting = gate();
    this.#caller?.end(new Error(`${this.name} is being restarted`));
    this.#caller = null;
    await worker?.terminate();
    if (!this.#stopped) await this.#start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#caller?.end(new Error(`${this.name} has stopped`));
    this.#caller = null;
    this.#starting.resolve();
    await this.#worker?.terminate();
  }

  #start(): Promise<void> {
    const since = performance.now();
    const worker = new Worker(this.#program, { workerData: this.#data(), name: this.name });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      let cause: Error | null = null;
      // Its first message says whether it is up; those after it are answers.
      worker.once('message', (start: Start) => {
        if (!start.up) {
          cause = new CitywallError(start.error.code, start.error);
          return;
        }
        this.#wasUp = true;
        this.#caller = new Caller<Calls>(worker);
        this.fault = null;
        this.#starting.resolve();
        resolve();
      });
      worker.once('error', (error: Error) => (cause = error));
      worker.once('exit', (code) => {
        const error = cause ?? new Error(`${this.name} ended with code ${code}`);
        if (this.#worker === worker) this.#died(error, performance.now() - since);
        reject(error);
      });
    });
  }

  #died(error: Error, lived: number): void {
    this.#caller?.end(error);
    this.#caller = null;
    this.#worker = null;
    // One that could not start at all is for whoever started it to tell; it is not tried again.
    if (this.#stopped || !this.#wasUp) return;
    this.fault = `${this.name}: ${error.message}`;
    this.#starting = gate();
    this.#pause = lived > SOUND_AFTER ? FIRST_PAUSE : Math.min(this.#pause * 2, LONGEST_PAUSE);
    this.#log.error({ err: error, again: this.#pause }, `${this.name} died`);
    this.#timer = setTimeout(() => {
      this.#start().catch((cause: unknown) => this.#log.debug({ err: cause }, `${this.name} did not start`));
    }, this.#pause);
  }
}

function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
