import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a demonstration's city and its wall are started with, so that the one hands the other personal parts. */
export interface Enrolment {
  city: string[];
  wall: string[];
}

export const NOBODY: Enrolment = { city: [], wall: [] };

/** Enrols the wall of a demonstration at its city. One that was enrolled stays so: it may be running. */
export function enrolled(data: string): Enrolment {
  const credential = path.join(data, 'wall', 'personal.enrolment');
  const list = path.join(data, 'city', 'personal.enrolled');
  const isNew = !existsSync(credential);
  if (isNew) write(credential, randomBytes(32).toString('base64url'));
  const hash = createHash('sha256').update(readFileSync(credential, 'utf8').trim()).digest('hex');
  if (isNew || !existsSync(list)) write(list, `demonstration ${hash}`);
  return { city: ['--personal-to', list], wall: ['--personal', credential] };
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
}
