import { Restarts } from '../sync/contract/back-off.ts';
import type { Lifecycle } from '../sync/contract/lifecycle.ts';
import type { Launcher, Program, Running } from './launcher.ts';
import { pulse } from './pulse.ts';

/** How long a program gets to end by itself, milliseconds. */
const GRACE = 5_000;

/** How often a program that is up is asked whether it still answers, and how long it may take, milliseconds; so many misses in a row, and it hangs. */
export const PULSE = { every: 5_000, within: 5_000, misses: 3 } as const;

/** Ends with an exit code that more tries cannot mend: bad options, a broken profile, a port in use. */
const FINAL_CODES = new Set([1, 2]);

export interface Supervision {
  program: Program;
  /** The arguments for the next start; `port` is the one it got the first time, so that its address stays. */
  args: (port: number | null) => string[];
  /** The word its ready line begins with: `citywall` or `city`. */
  ready: string;
  onReady: (address: string) => void;
  /** It ended before it was ever ready, with a code that says trying again is no use. */
  onHopeless: (code: number) => void;
  say: (line: string) => void;
}

/** Whether the program at an address answers at all in time, whatever it says: for its page, which needs none of its threads. */
async function answersAt(address: string): Promise<boolean> {
  try {
    const told = await fetch(address, { signal: AbortSignal.timeout(PULSE.within) });
    await told.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps one program running: started again with back-off whenever it ends by itself or hangs, on the same port.
 * It never gives up on a program that was once ready. `answers` tells whether one that is up still answers.
 */
export function supervised(
  launch: Launcher,
  how: Supervision,
  clock: () => number = () => performance.now(),
  answers: (address: string) => Promise<boolean> = answersAt,
): Lifecycle {
  const restarts = new Restarts();
  let running: Running | null = null;
  let timer: NodeJS.Timeout | undefined;
  let port: number | null = null;
  let ended: Promise<void> = Promise.resolve();
  let stopping = false;
  let askNoMore = (): void => undefined;

  const start = (): void => {
    restarts.started(clock());
    const child = launch(how.program, how.args(port));
    running = child;
    child.onLine((line) => {
      const address = new RegExp(`^${how.ready} ready (http://[^ ]+)$`).exec(line)?.[1];
      if (address === undefined) return how.say(line);
      port = Number(new URL(address).port);
      how.onReady(address);
      // Hung is dead: it is ended, so that it can be started again.
      askNoMore = pulse(
        PULSE,
        () => answers(address),
        () => {
          how.say(`${how.program} no longer answers and is ended`);
          child.kill();
        },
      );
    });
    ended = new Promise((resolve) => {
      child.onExit((code) => {
        running = null;
        askNoMore();
        resolve();
        if (stopping) return;
        if (port === null && code !== null && FINAL_CODES.has(code)) return how.onHopeless(code);
        const { wait } = restarts.ended(clock());
        how.say(`${how.program} ended (${code ?? 'by a signal'}); starting it again in ${wait} ms`);
        timer = setTimeout(start, wait);
      });
    });
  };

  return {
    run: async () => start(),
    async stop() {
      stopping = true;
      clearTimeout(timer);
      askNoMore();
      if (running === null) return;
      running.stop();
      const hard = setTimeout(() => running?.kill(), GRACE);
      await ended;
      clearTimeout(hard);
    },
  };
}
