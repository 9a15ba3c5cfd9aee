import type Database from 'better-sqlite3';

/** Reads what a journal keeps of the wall's state under keys that begin alike, by the rest of each key. */
export function statesIn(db: Database.Database): (beginning: string) => Map<string, unknown> {
  const states = db.prepare<[string, string], { key: string; json: string }>(
    'SELECT key, json FROM state WHERE key >= ? AND key < ?',
  );
  return (beginning) =>
    new Map(
      states
        .all(beginning, `${beginning}\u{10ffff}`)
        .map(({ key, json }): [string, unknown] => [key.slice(beginning.length), JSON.parse(json)]),
    );
}
