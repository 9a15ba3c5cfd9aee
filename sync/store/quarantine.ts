import type { Instant } from '../contract/instants.ts';
import type { WritableCache } from './cache.ts';

/** As much of a bad record as is kept, characters: enough to see what it was. */
const KEPT = 4_000;

/** So many bad records are kept; the oldest make room. The counter goes on counting. */
const MOST = 10_000;

/** A text cut to a bound, saying how long it was. */
export function bounded(text: string, most = KEPT): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** What a bad record was, as text; a value that cannot be written as JSON says so. */
export function rawText(value: unknown): string {
  if (typeof value === 'string') return bounded(value);
  try {
    return bounded(JSON.stringify(value) ?? String(value));
  } catch (error) {
    return `(not writable as JSON: ${error instanceof Error ? error.message : String(error)})`;
  }
}

/** Keeps bad records apart, with the reason, for someone to look at. */
export function quarantineOf(cache: WritableCache): (value: unknown, reason: string, at: Instant) => void {
  const add = cache.db.prepare<[string, string, number]>(
    'INSERT INTO quarantine (raw, reason, at) VALUES (?, ?, ?)',
  );
  const prune = cache.db.prepare<[number]>('DELETE FROM quarantine WHERE n <= ?');
  return (value, reason, at) => {
    const { lastInsertRowid } = add.run(rawText(value), bounded(reason, 500), at);
    prune.run(Number(lastInsertRowid) - MOST);
  };
}
