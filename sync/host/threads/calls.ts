import type { MessagePort, Worker } from 'node:worker_threads';
import { CitywallError, type ErrorReport, reportOf } from '../../contract/errors.ts';

/**
 * Calls between threads: one message a call, one message an answer. Both ends are the same build and
 * exchange plain data, so nothing is parsed; the interface `Calls` is what keeps the two ends together.
 */
export type Callable<Calls> = { [M in keyof Calls]: (...args: never[]) => unknown };

/** What a call returns that does its work in steps: calls that come meanwhile are answered between two of them. */
export class Paced<T> {
  readonly steps: Iterator<undefined, T>;
  constructor(steps: Iterator<undefined, T>) {
    this.steps = steps;
  }
}
/** What a call's answer holds in the end. */
export type Answered<Returned> = Awaited<Returned> extends Paced<infer T> ? T : Awaited<Returned>;

/** Takes the steps to their end, and lets whatever came meanwhile go first. */
async function paced<T>({ steps }: Paced<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

type Methods = ReadonlyMap<string, (...args: never[]) => unknown>;

interface Request {
  id: number;
  method: string;
  args: never[];
}
/** `value` is whatever the method returns; the caller's type says what that is. */
type Response = { id: number; ok: true; value: never } | { id: number; ok: false; error: ErrorReport };

/** Answers calls that arrive on a port, one after the other in the order they were made; those in steps beside the others. */
function answerCalls(port: MessagePort, methods: Methods): void {
  let last: Promise<unknown> = Promise.resolve();
  const answered = async (id: number, work: () => unknown): Promise<void> => {
    try {
      const value = await work();
      if (value instanceof Paced) void answered(id, () => paced(value));
      else port.postMessage({ id, ok: true, value });
    } catch (error) {
      port.postMessage({ id, ok: false, error: reportOf(error, 'question-failed') });
    }
  };
  port.on('message', ({ id, method: name, args }: Request) => {
    last = last.then(() =>
      answered(id, () => {
        const method = methods.get(name);
        if (method === undefined) throw new Error(`no such call: ${name}`);
        return method(...args);
      }),
    );
  });
}

/** The first message of a thread: that it is up, or why it cannot be. */
export type Start = { up: true } | { up: false; error: ErrorReport };

/** A thread's start: makes its calls ready and says so, or says why it cannot. */
export async function startCalls(port: MessagePort, make: () => object): Promise<void> {
  let first: Start;
  try {
    const methods: Methods = new Map(Object.entries(make()));
    answerCalls(port, methods);
    first = { up: true };
  } catch (error) {
    first = { up: false, error: reportOf(error, 'host-fault') };
  }
  port.postMessage(first);
  if (!first.up) port.close();
}

/** The calling side. Every call outstanding when the thread ends is rejected, so that no one waits for ever. */
export class Caller<Calls extends Callable<Calls>> {
  readonly #waiting = new Map<number, (response: Response) => void>();
  readonly #worker: Worker;
  #next = 1;
  #ended: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (response: Response) => {
      const settle = this.#waiting.get(response.id);
      this.#waiting.delete(response.id);
      settle?.(response);
    });
  }

  /** Calls a method of the thread. Rejects with the error it threw, or with why the thread ended. */
  call<M extends keyof Calls & string>(
    method: M,
    ...args: Parameters<Calls[M]>
  ): Promise<Answered<ReturnType<Calls[M]>>> {
    return this.#call(method, args);
  }

  /** Calls a method that takes nothing, for what it does. */
  async plain(method: keyof Calls & string): Promise<void> {
    await this.#call(method, []);
  }

  #call<T>(method: string, args: readonly unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) {
        reject(this.#ended);
        return;
      }
      const id = this.#next++;
      this.#waiting.set(id, (response) => {
        if (response.ok) resolve(response.value);
        else reject(new CitywallError(response.error.code, response.error));
      });
      this.#worker.postMessage({ id, method, args });
    });
  }

  /** Rejects every outstanding call and all later ones. */
  end(why: Error): void {
    this.#ended = why;
    const error = reportOf(why, 'question-failed');
    for (const [id, settle] of this.#waiting) settle({ id, ok: false, error });
    this.#waiting.clear();
  }
}
