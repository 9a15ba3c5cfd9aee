import process from 'node:process';

/** How often the parent is looked for, milliseconds. */
const LOOK_EVERY = 500;

/**
 * Calls `end` once, with why, when this process is told to end or its parent has died. With `child`, the
 * end of standard input or of the parent's channel counts as the parent's death too: it is heard at once,
 * and on systems where an orphan keeps its parent's number.
 */
export function untilOrphaned(child: boolean, end: (why: string) => void): void {
  let ended = false;
  const once = (why: string): void => {
    if (ended) return;
    ended = true;
    end(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => once(signal));
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) once('the parent has died');
  }, LOOK_EVERY);
  look.unref();
  if (!child) return;
  process.on('disconnect', () => once("the parent's channel closed"));
  process.stdin.on('end', () => once('standard input ended'));
  process.stdin.on('error', () => once('standard input failed'));
  process.stdin.resume();
}
