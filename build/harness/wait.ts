import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until a condition holds, and returns what it gave. Fails by name when it has not
 * held for `within` milliseconds, with the last thing seen.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  within = 60_000,
): Promise<T> {
  const end = performance.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const got = await ask();
      if (got !== null && got !== undefined && got !== false) return got;
      last = got;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`waited ${within} ms in vain: ${what}`, { cause: last });
    await pause(50);
  }
}
