import { pauseBefore } from '../contract/back-off.ts';
import { CitywallError } from '../contract/errors.ts';
import type { Lifecycle } from '../contract/lifecycle.ts';
import type { OriginBatch, Reached } from '../store/ports.ts';
import { confluenceOf, joined, parted, type Confluence } from './confluence.ts';
import type { Delivery, Inflow } from './connector.ts';
import { pause } from './pause.ts';

export interface InflowsParts {
  /** What brings records in, by the name under which its position is kept. */
  inflows: ReadonlyMap<string, Inflow>;
  /** One that fails before its history is in fails the beginning, and is not tried again. */
  insists: boolean;
  store: {
    /** What is on disk; asked at the start, and again after the store failed. */
    reached(): Promise<Reached>;
    /** Resolves when the batch is on disk. */
    apply(batch: OriginBatch): Promise<unknown>;
  };
  /** A connector failed and is tried again after so many milliseconds. */
  report(id: string, error: unknown, again: number): void;
  /** What a connector has to tell of its source, in place of what it told before. */
  told?(id: string, notes: readonly string[]): void;
  /** How much of all histories is in. */
  progress(done: number, total: number): void;
  /** In [0, 1): spreads the attempts. */
  random?: () => number;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Lets several connectors bring records into one store, one batch at a time, each on disk with its own position and
 * the city's truth. One that fails is reported and run again with back-off, from what was kept of it, while the others go on; so is
 * every one of them whose delivery meets a store that failed. `run` resolves when stopped or all have ended, and never rejects.
 */
export class Inflows implements Lifecycle {
  readonly #parts: InflowsParts;
  readonly #stopping = new AbortController();
  /** How things stand on disk; null where that has to be read again. */
  #state: Confluence | null = null;
  /** Raised whenever the store failed: what runs since before may have gone on from what was lost. */
  #age = 0;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #histories = new Map<string, { done: number; total: number }>();
  /** Of each: its history is in, or it failed once. */
  readonly #firsts = new Map<string, PromiseWithResolvers<undefined>>();
  /** The history of one is in. */
  readonly #live = Promise.withResolvers<undefined>();
  #finished: Promise<void> = Promise.resolve();

  constructor(parts: InflowsParts) {
    this.#parts = parts;
    for (const id of parts.inflows.keys()) this.#firsts.set(id, Promise.withResolvers());
  }

  run(): Promise<void> {
    const all = [...this.#parts.inflows].map(([id, inflow]) => this.#keep(id, inflow));
    this.#finished = Promise.all(all).then(() => undefined);
    return this.#finished;
  }

  /**
   * Resolves once each history is in or was given up for now, and where nothing is held, one at least is in. Rejects with what
   * failed, where it {@link InflowsParts.insists}.
   */
  async begun(held: boolean): Promise<void> {
    await Promise.all([...this.#firsts.values()].map(({ promise }) => promise));
    if (!held) await this.#live.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#parts.inflows.values()].map((inflow) => inflow.stop()));
    await this.#finished;
  }

  /** Runs one inflow until it ends, again after each failure. */
  async #keep(id: string, inflow: Inflow): Promise<void> {
    const { signal } = this.#stopping;
    const { insists, report, random = Math.random, wait = pause } = this.#parts;
    const first = this.#firsts.get(id);
    let live = false;
    const began = (): void => {
      live = true;
      first?.resolve(undefined);
      this.#live.resolve(undefined);
    };
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const positions = await this.#inTurn(async () => (await this.#stands()).positions);
        // A file may be called as a member of every object is: what was kept of it is its own.
        const from = Object.hasOwn(positions, id) ? (positions[id] ?? null) : null;
        const age = this.#age;
        await inflow.run(from, {
          take: async (delivery) => {
            await this.#inTurn(() => this.#take(id, delivery, age));
            attempt = 0;
          },
          progress: (done, total) => {
            this.#progress(id, done, total);
            if (done >= total) began();
          },
          told: (notes) => this.#parts.told?.(id, notes),
        });
        break;
      } catch (error) {
        if (signal.aborted) break;
        if (insists && !live) return first?.reject(error);
        first?.resolve(undefined);
        const again = pauseBefore(attempt, random());
        report(id, error, again);
        this.#part(id);
        await wait(again, signal);
      }
    }
    this.#part(id);
    began();
  }

  /** Writes one delivery. What is remembered moves on only once it is on disk. */
  async #take(id: string, { records, ...delivery }: Delivery, age: number): Promise<void> {
    if (age !== this.#age)
      throw new CitywallError('feed-gap', {
        what: 'What was brought before could not be kept.',
        where: id,
        hint: 'The connector goes on from what is on disk.',
      });
    const { truth, positions, nows } = joined(await this.#stands(), id, delivery);
    const batch: OriginBatch = { mode: 'origin', records: JSON.stringify(records), ...truth, positions };
    try {
      await this.#parts.store.apply(batch);
    } catch (error) {
      this.#state = null;
      this.#age++;
      throw error;
    }
    this.#state = { truth, positions, nows };
  }

  async #stands(): Promise<Confluence> {
    this.#state ??= confluenceOf(await this.#parts.store.reached(), [...this.#parts.inflows.keys()]);
    return this.#state;
  }

  #part(id: string): void {
    void this.#inTurn(() => {
      if (this.#state !== null) this.#state = parted(this.#state, id);
      return Promise.resolve();
    });
  }

  /** One at a time, in the order they were asked for: each batch is written knowing what the one before it led to. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(task);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #progress(id: string, done: number, total: number): void {
    this.#histories.set(id, { done, total });
    const all = [...this.#histories.values()];
    this.#parts.progress(
      all.reduce((sum, one) => sum + one.done, 0),
      all.reduce((sum, one) => sum + one.total, 0),
    );
  }
}
