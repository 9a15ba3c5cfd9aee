import type { Command, CommandResult, Decision } from '../contract/commands.ts';
import type { ResultStore } from './ports.ts';

/**
 * The city's end of commands: each key is decided once, and what was decided is on disk before it is said.
 * A repeat, after a lost reply or a restart, is answered from there.
 *
 * The kept command with its result *is* the effect, written in one step. A city whose `decide` acts on
 * another system must hand that system the key, so that a crash between the two is repeated harmlessly.
 */
export class CommandDesk {
  readonly #results: ResultStore;
  readonly #decide: (command: Command) => Decision | Promise<Decision>;
  readonly #clock: () => number;
  readonly #isDone: (command: Command) => boolean | Promise<boolean>;
  readonly #deciding = new Map<string, Promise<CommandResult>>();

  /** `isDone` says whether a command was carried out already, and only its result was not kept: the power went between the two. */
  constructor(
    results: ResultStore,
    decide: (command: Command) => Decision | Promise<Decision>,
    clock: () => number,
    isDone: (command: Command) => boolean | Promise<boolean> = () => false,
  ) {
    this.#results = results;
    this.#decide = decide;
    this.#clock = clock;
    this.#isDone = isDone;
  }

  /** The result of a command, decided now or before. Rejects where it could not be kept; then it may be sent again. */
  handle(command: Command): Promise<CommandResult> {
    const under = this.#deciding.get(command.key);
    if (under !== undefined) return under;
    const result = this.#answer(command).finally(() => this.#deciding.delete(command.key));
    this.#deciding.set(command.key, result);
    return result;
  }

  async #answer(command: Command): Promise<CommandResult> {
    const kept = await this.#results.find(command.key);
    if (kept !== null) return kept;
    const at = this.#clock();
    // What took effect in time did not expire, however late its repeat is.
    const late = command.expires <= at && !(await this.#isDone(command));
    const decided = late
      ? {
          outcome: 'expired' as const,
          reason: 'It reached the city after it had expired.',
          remarks: [{ code: 'late' as const }],
        }
      : await this.#decide(command);
    const result: CommandResult = { key: command.key, ...decided, at };
    await this.#results.keep(command, result);
    return result;
  }
}
