import type { Logger } from 'pino';
import type { RequestCommand } from '../commands/request-desk.ts';
import type { Command, Decision } from '../contract/commands.ts';
import { SECOND } from '../contract/instants.ts';
import type { Lifecycle } from '../contract/lifecycle.ts';
import type { RequestRecord } from '../contract/records.ts';
import type { UnitNext } from '../feeds/connector.ts';
import { pause } from '../feeds/pause.ts';
import type { Reached } from '../store/ports.ts';

export interface UnitAnswersParts {
  /** How a city's units, which are invented, go on with what is asked of them. */
  unitNext: readonly UnitNext[];
  /** What units are asked and have not answered, and how far the city is complete. */
  waiting: () => Promise<readonly RequestRecord[]>;
  reached: () => Promise<Reached>;
  /** Carries a move out as any other, by its key once. */
  request: (asked: RequestCommand, command: Pick<Command, 'key' | 'by'>) => Promise<Decision>;
  log: Pick<Logger, 'warn'>;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FAILED = 'what units answer could not be kept; it is tried again';

/** Lets invented units receive and answer what is asked of them, when their time has come. `run` resolves when stopped. */
export class UnitAnswers implements Lifecycle {
  readonly #parts: UnitAnswersParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(parts: UnitAnswersParts) {
    this.#parts = parts;
  }

  run(): Promise<void> {
    this.#running = this.#live();
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #live(): Promise<void> {
    const { log, wait = pause } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#look().catch((error: unknown) => log.warn({ err: error }, FAILED));
      await wait(2 * SECOND, signal);
    }
  }

  async #look(): Promise<void> {
    const { unitNext, waiting, reached, request, log } = this.#parts;
    const now = (await reached()).truth?.asOf ?? -Infinity;
    for (const one of await waiting())
      for (const next of unitNext) {
        const move = next(one);
        if (move === null || move.at > now) continue;
        const by = { name: move.by.name, role: 'officer', units: [one.unit] };
        const key = `${one.id.slice(0, 50)}:${one.history.length}`.padEnd(8, ':');
        const asked = { what: move.what, request: one.id, rev: one.rev, text: move.text };
        // One that cannot be kept holds up none of those after it.
        await request(asked, { key, by }).catch((error: unknown) =>
          log.warn({ err: error, request: one.id }, FAILED),
        );
      }
  }
}
