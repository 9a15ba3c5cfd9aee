import { setTimeout as pause } from 'node:timers/promises';
import { CitywallError } from '../../contract/errors.ts';

/** Between two looks at keys, milliseconds, whoever shows them: 50 guesses a second over all. */
export const LOOK_EVERY = 20;

/**
 * The turns in which keys are looked at: one after the other, in the order they came, one at a time of each window. Guessing costs whoever
 * guesses, and whoever has the right key waits behind one guess of each other window, never longer.
 */
export class KeyTurns {
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>();
  readonly #pause: (wait: number) => Promise<unknown>;
  #goesOn = false;

  constructor(wait: (wait: number) => Promise<unknown> = (ms) => pause(ms)) {
    this.#pause = wait;
  }

  /** Resolves when it is the turn of `asker`. Rejects with `session-key` where one of theirs waits already, or once they are gone. */
  async turn(asker: string): Promise<void> {
    if (this.#waiting.has(asker))
      throw refusal('One key at a time: another of this window is still looked at.');
    const turn = Promise.withResolvers<void>();
    this.#waiting.set(asker, turn);
    void this.#go();
    await turn.promise;
  }

  /** Whoever asked is gone: nobody waits behind them any more. */
  forget(asker: string): void {
    const turn = this.#waiting.get(asker);
    this.#waiting.delete(asker);
    turn?.reject(refusal('The window that showed the key is gone.'));
  }

  async #go(): Promise<void> {
    if (this.#goesOn) return;
    this.#goesOn = true;
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      this.#waiting.delete(first[0]);
      first[1].resolve();
      await this.#pause(LOOK_EVERY);
    }
    this.#goesOn = false;
  }
}

/** Why a key is not traded for a session. */
export function refusal(what: string): CitywallError {
  return new CitywallError('session-key', {
    what,
    hint: 'Open the address that the host printed last: citywall console ...',
  });
}
