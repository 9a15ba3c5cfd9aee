import { parentPort } from 'node:worker_threads';
import { isKept } from '../people/hashing.ts';
import { startCalls } from './calls.ts';

/** What a thread does that looks at passwords: it is slow on purpose, and nobody else waits for it. */
export interface PasswordCalls {
  isKept: typeof isKept;
}

if (parentPort !== null) {
  const calls: PasswordCalls = { isKept };
  await startCalls(parentPort, () => calls);
}
