import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Restarts } from '../../contract/back-off.ts';
import { CitywallError, type ErrorCode, KEEPS_NOTHING } from '../../contract/errors.ts';
import { type Answered, type Callable, Caller, type Start } from './calls.ts';

/** A dead thread is started again sooner than a program, since every window waits for it. */
const PAUSES = { first: 200, longest: 30_000 };

/** Errors of a thread that are over when it opens its files again. */
const DAMAGES: ReadonlySet<ErrorCode> = new Set(['cache-corrupt', 'journal-damaged']);

/** A thread gets this long to come to its end, milliseconds. */
const CLOSED_WITHIN = 10_000;

/** Waits until something has ended, well or not, but not for ever. */
async function closed(ending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, CLOSED_WITHIN)));
  await Promise.race([ending.catch(() => undefined), late]);
  clearTimeout(timer);
}

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
  #starting = Promise.withResolvers<undefined>();
  readonly #restarts = new Restarts(PAUSES);
  #timer: NodeJS.Timeout | null = null;
  readonly #up: (() => void)[] = [];
  /** What has to be done before it is tried again after it could keep nothing. */
  beforeRetry: () => Promise<void> = () => Promise.resolve();
  #orLater = false;
  #cannot: CitywallError | null = null;
  #stopped = false;
  #wasUp = false;

  readonly #closing: (keyof Calls & string) | null;

  /** `closing` is called before it is started again, so that it can bring things to an end. */
  constructor(
    name: string,
    program: URL,
    data: () => unknown,
    log: Logger,
    closing: (keyof Calls & string) | null = null,
  ) {
    this.#closing = closing;
    this.name = name;
    this.#program = program;
    this.#data = data;
    this.#log = log;
  }

  /**
   * Starts it. Resolves when it is up; rejects with its own error where it cannot start at all. With `orLater`, where only nothing can be
   * kept, it resolves all the same, and goes on trying.
   */
  async run(orLater = false): Promise<void> {
    this.#orLater = orLater;
    try {
      await this.#start();
    } catch (error) {
      if (this.#cannot === null) throw error;
    }
  }

  /** Why it cannot start for now; null while it is up, or about to be. */
  get cannot(): CitywallError | null {
    return this.#cannot;
  }

  /** Calls a method of the thread. */
  async call<M extends keyof Calls & string>(
    method: M,
    ...args: Parameters<Calls[M]>
  ): Promise<Answered<ReturnType<Calls[M]>>> {
    while (this.#caller === null) {
      if (this.#cannot !== null) throw this.#cannot;
      if (this.#stopped) throw new Error(`${this.name} has stopped`);
      await this.#starting.promise;
    }
    const caller = this.#caller;
    try {
      return await caller.call(method, ...args);
    } catch (error) {
      // Whoever opens a damaged file anew makes it good, or another.
      if (error instanceof CitywallError && DAMAGES.has(error.code) && this.#caller === caller) {
        this.#log.error({ err: error }, `${this.name} starts again: a file is damaged`);
        await this.restart();
      }
      throw error;
    }
  }

  /** Calls back whenever it has started again. */
  onUp(listener: () => void): void {
    this.#up.push(listener);
  }

  /** Ends it, and starts a fresh one with the data of now. */
  async restart(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    // Calls from now on wait for the fresh one; those that wait already go on doing so.
    if (this.#caller !== null) this.#starting = Promise.withResolvers();
    const caller = this.#caller;
    this.#caller = null;
    if (caller !== null && this.#closing !== null) await closed(caller.plain(this.#closing));
    caller?.end(new Error(`${this.name} is being restarted`));
    await worker?.terminate();
    if (!this.#stopped) await this.#start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#caller?.end(new Error(`${this.name} has stopped`));
    this.#caller = null;
    this.#starting.resolve(undefined);
    await this.#worker?.terminate();
  }

  #start(): Promise<void> {
    this.#restarts.started(performance.now());
    // Files that SQLite has open in other threads must not be closed with this one: `damage/raw.ts` says why.
    const options = { workerData: this.#data(), name: this.name, trackUnmanagedFds: false };
    const worker = new Worker(this.#program, options);
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
        this.#cannot = null;
        this.#caller = new Caller<Calls>(worker);
        this.fault = null;
        this.#starting.resolve(undefined);
        resolve();
        for (const listener of this.#up) listener();
      });
      worker.once('error', (error: Error) => (cause = error));
      worker.once('exit', (code) => {
        const error = cause ?? new Error(`${this.name} ended with code ${code}`);
        if (this.#worker === worker) this.#died(error);
        reject(error);
      });
    });
  }

  #died(error: Error): void {
    this.#caller?.end(error);
    this.#caller = null;
    this.#worker = null;
    const keepsNothing = error instanceof CitywallError && KEEPS_NOTHING.has(error.code);
    // One that could not start at all is for whoever started it to tell; it is not tried again.
    if (this.#stopped || !(this.#wasUp || (keepsNothing && this.#orLater))) return;
    // Nobody waits for a disk: whoever asks is told.
    this.#cannot = keepsNothing ? error : null;
    this.#starting.resolve(undefined);
    this.fault = `${this.name}: ${error.message}`;
    this.#starting = Promise.withResolvers();
    const { wait } = this.#restarts.ended(performance.now());
    this.#log.error({ err: error, again: wait }, `${this.name} died`);
    const before = keepsNothing ? this.beforeRetry : (): Promise<void> => Promise.resolve();
    this.#timer = setTimeout(() => {
      before()
        .then(() => this.#start())
        .catch((cause: unknown) => this.#log.debug({ err: cause }, `${this.name} did not start`));
    }, wait);
  }
}
