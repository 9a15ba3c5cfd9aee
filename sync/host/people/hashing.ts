import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';

/**
 * How passwords are kept: Argon2id with 19 MiB, two passes, one lane, the first that OWASP's Password Storage Cheat Sheet names. What was
 * hashed with other costs is still known, since a hash says its own.
 */
const COSTS = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 };

/** A password as it is kept: its costs, its salt and its hash in one text. */
export function hashOf(password: string): Promise<string> {
  const salt = randomBytes(16);
  return argon2id({ ...COSTS, password: password.normalize('NFC'), salt, outputType: 'encoded' });
}

/** Whether a password is the one that was kept. It takes as long for a wrong one. */
export function isKept(password: string, kept: string): Promise<boolean> {
  return argon2Verify({ password: password.normalize('NFC'), hash: kept });
}

/** What a password is held against where there is no such account, so that a guess does not tell that. Nothing is known that hashes to it. */
export const NOBODYS = `$argon2id$v=19$m=${COSTS.memorySize},t=${COSTS.iterations},p=${COSTS.parallelism}$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;
