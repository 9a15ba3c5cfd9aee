import { setTimeout as pause } from 'node:timers/promises';
import { CitywallError } from '../../contract/errors.ts';

/** Between two looks at passwords of one account, milliseconds; and where several in a row were wrong, whoever tried them. */
export const LOOK_EVERY = 50;
export const SLOWER = 2_000;
/** So many may be wrong in a row before looks become slower. */
export const FREE_GUESSES = 5;

interface Guess {
  look: () => Promise<boolean>;
  done: PromiseWithResolvers<boolean>;
}
interface Lane {
  waiting: Map<string, Guess>;
  wrong: number;
  goesOn: boolean;
}

/**
 * The turns in which passwords are looked at: of each account one after the other, in the order they came, and one at a time of each window.
 * Guessing costs whoever guesses. Nobody is locked out by it: whoever has the right one waits behind one guess of each other window, never longer.
 */
export class GuessTurns {
  readonly #lanes = new Map<string, Lane>();
  readonly #asking = new Map<string, Guess['done']>();
  readonly #pause: (wait: number) => Promise<unknown>;

  constructor(wait: (wait: number) => Promise<unknown> = (ms) => pause(ms, undefined, { ref: false })) {
    this.#pause = wait;
  }

  /** Has a guess of `asker` looked at when it is its turn. Rejects where one of theirs waits already, or once they are gone. */
  async look(account: string, asker: string, look: () => Promise<boolean>): Promise<boolean> {
    if (this.#asking.has(asker))
      throw wrongSignIn('One password at a time: another of this window is still looked at.');
    const done = Promise.withResolvers<boolean>();
    this.#asking.set(asker, done);
    const lane = this.#lanes.get(account) ?? { waiting: new Map(), wrong: 0, goesOn: false };
    this.#lanes.set(account, lane);
    lane.waiting.set(asker, { look, done });
    void this.#go(account, lane);
    try {
      return await done.promise;
    } finally {
      this.#asking.delete(asker);
    }
  }

  /** Whoever asked is gone: nobody waits behind them any more. */
  forget(asker: string): void {
    for (const { waiting } of this.#lanes.values()) waiting.delete(asker);
    this.#asking.get(asker)?.reject(wrongSignIn('The window that gave the password is gone.'));
  }

  /** How many guesses of an account were wrong in a row. */
  wrong(account: string): number {
    return this.#lanes.get(account)?.wrong ?? 0;
  }

  async #go(account: string, lane: Lane): Promise<void> {
    if (lane.goesOn) return;
    lane.goesOn = true;
    for (let [first] = lane.waiting; first !== undefined; [first] = lane.waiting) {
      const [asker, { look, done }] = first;
      lane.waiting.delete(asker);
      try {
        const right = await look();
        lane.wrong = right ? 0 : lane.wrong + 1;
        done.resolve(right);
      } catch (error) {
        done.reject(error);
      }
      await this.#pause(lane.wrong >= FREE_GUESSES ? SLOWER : LOOK_EVERY);
    }
    lane.goesOn = false;
    if (lane.wrong === 0) this.#lanes.delete(account);
  }
}

/** Why nobody is signed in. */
export function wrongSignIn(what: string): CitywallError {
  return new CitywallError('sign-in-wrong', {
    what,
    hint: 'An administrator gives another password with: npm run people -- password ACCOUNT',
  });
}
