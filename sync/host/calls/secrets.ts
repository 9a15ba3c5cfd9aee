import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { SecretAt } from '../../contract/duty.ts';

/** A secret shorter than this can be guessed by whoever has seen something that was signed with it, characters. */
const LEAST = 16;

/** Reads a secret from where the roster says that it lies. Throws with why it cannot, without a word of it. */
export function secretAt(at: SecretAt, folder: string, least = LEAST): string {
  const where = 'env' in at ? at.env : path.resolve(folder, at.file);
  const found = 'env' in at ? process.env[at.env] : readFileSync(where, 'utf8');
  const secret = found?.trim() ?? '';
  if (secret === '') throw new Error(`no secret in ${where}`);
  if (secret.length < least) throw new Error(`the secret in ${where} has fewer than ${least} characters`);
  return secret;
}
