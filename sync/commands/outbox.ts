import {
  command,
  unreadable,
  type Command,
  type CommandPayload,
  type CommandResult,
  type Giver,
} from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import { SECOND } from '../contract/instants.ts';
import type { Lifecycle } from '../contract/lifecycle.ts';
import type { CommandLine, CommandStore } from './ports.ts';

/** A command whose result has not come is sent again after this long, milliseconds. */
export const RESULT_WITHIN = 15 * SECOND;

export interface OutboxParts {
  store: CommandStore;
  /** Null where there is no city: what is given waits on disk for the day there is one. */
  line: CommandLine | null;
  /** The city's time, as well as it is known, milliseconds: `CityFeed.now`. */
  now: () => number;
  /** Tells the log of a fault. */
  report: (error: CitywallError) => void;
  /** Milliseconds between two looks at what waits. */
  every?: number;
  resendAfter?: number;
}

/**
 * Commands on their way up. One at a time, in the order they were given: the next is sent when the city
 * has said what became of the one before, so a direction and its correction cannot change places.
 *
 * Only the city ends a command, since only it knows whether a copy with a lost reply was carried out: one
 * that expired here is still shown to it, and it answers `expired`, or `applied` where it had been in time. What
 * cannot be read was never carried out by any, and ends here.
 * `run` resolves when stopped.
 */
export class Outbox implements Lifecycle {
  readonly #parts: OutboxParts;
  readonly #stopped = Promise.withResolvers<undefined>();
  readonly #settled = new Set<(result: CommandResult) => void>();
  #endings: (() => void)[] = [];
  #sent: { key: string; at: number } | null = null;
  #tail: Promise<void> = Promise.resolve();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /**
   * Queues a command that is of use for `lifetime` milliseconds. Resolves when it is on disk; what becomes
   * of it, {@link onSettled} tells. A repeat under the same key is the same command.
   */
  async give(payload: CommandPayload, lifetime: number, key: string, giver?: Giver): Promise<Command> {
    const givenAt = Math.round(this.#parts.now());
    const kept = await this.#parts.store.add(payload, {
      ...{ key, givenAt, expires: givenAt + lifetime },
      ...(giver === undefined ? {} : { by: giver.name, giver }),
    });
    void this.#look();
    return kept;
  }

  /** Calls back with what became of a command, once it is on disk; returns how to end that. */
  onSettled(listener: (result: CommandResult) => void): () => void {
    this.#settled.add(listener);
    return () => this.#settled.delete(listener);
  }

  async run(): Promise<void> {
    const { line, every = SECOND } = this.#parts;
    const timer = setInterval(() => void this.#look(), every);
    this.#endings = [
      () => {
        clearInterval(timer);
      },
    ];
    if (line !== null)
      this.#endings.push(
        line.onOpen(() => {
          this.#sent = null; // Sent on a line that is gone: sent again on this one.
          void this.#look();
        }),
        line.onResult((result) => void this.#settle(result)),
      );
    void this.#look();
    await this.#stopped.promise;
  }

  async stop(): Promise<void> {
    for (const ending of this.#endings) ending();
    this.#endings = [];
    await this.#tail;
    this.#stopped.resolve(undefined);
  }

  /** Resolves when nothing is being read or written any more. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  /** Sends the oldest command that waits, unless it is on its way. */
  #look(): Promise<void> {
    return this.#inTurn(async () => {
      const [first] = await this.#parts.store.waiting(1);
      if (first === undefined) return;
      const now = this.#parts.now();
      const read = command.safeParse(first);
      // What no city can read would be turned away each time, and with it all that comes after it.
      if (!read.success) return void this.#settle(unreadable(first.key, read.error, now));
      const { resendAfter = RESULT_WITHIN } = this.#parts;
      // A clock set back must not hold a command up.
      const waited = this.#sent === null ? Infinity : Math.abs(now - this.#sent.at);
      if (this.#sent?.key === first.key && waited < resendAfter) return;
      if (this.#parts.line?.send(first) === true) this.#sent = { key: first.key, at: now };
    });
  }

  #settle(result: CommandResult): Promise<void> {
    const done = this.#inTurn(async () => {
      await this.#parts.store.settle(result);
      for (const listener of this.#settled) listener(result);
    });
    void this.#look();
    return done;
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(task).catch((error: unknown) => {
      // What could not be read or written now is tried again at the next look: nothing is lost.
      this.#parts.report(
        new CitywallError(
          'command-invalid',
          {
            what: 'The outbox cannot be read or written.',
            hint: 'Look at the data folder: is its disk full?',
          },
          { cause: error },
        ),
      );
    });
    return this.#tail;
  }
}
