import { parentPort } from 'node:worker_threads';
import { hashOf, isKept } from '../people/hashing.ts';
import { startCalls } from './calls.ts';

/** What a thread does that looks at passwords: it is slow on purpose, and nobody else waits for it. */
export interface PasswordCalls {
  isKept: typeof isKept;
  hashOf: typeof hashOf;
}

if (parentPort !== null) {
  const calls: PasswordCalls = { isKept, hashOf };
  await startCalls(parentPort, () => calls);
}
