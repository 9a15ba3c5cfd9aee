import path from 'node:path';
import type { Command, CommandResult } from '../../sync/contract/commands.ts';
import type { RequestRecord } from '../../sync/contract/records.ts';
import { requestMove } from '../../sync/contract/requests.ts';
import { JOURNAL } from '../../sync/store/folder.ts';
import { readResult, type ResultRow } from '../../sync/store/results.ts';
import { openDatabase } from '../../sync/store/sqlite.ts';

/** A command that was given, as its host and the city tell what became of it; null where one of them does not. */
export interface Ended extends Pick<Command, 'client' | 'n' | 'key'> {
  what: string;
  here: CommandResult | null;
  there: CommandResult | null;
}

const MOVES: readonly string[] = requestMove.options;

/**
 * What is not as it must be once everything was given and has come to rest: every command ended, the same here and there, with a reason where
 * it is not applied; each that was applied took effect once, no other did; and those of one host in the order they were given.
 * `effects` is what took effect, in that order.
 */
export function wrongOf(
  ended: readonly Ended[],
  requests: readonly RequestRecord[],
  effects: readonly Pick<Command, 'client' | 'n' | 'key'>[],
): string[] {
  const wrong: string[] = [];
  const done = new Map<string, number>();
  for (const { history } of requests)
    for (const { key } of history) if (key !== undefined) done.set(key, (done.get(key) ?? 0) + 1);
  for (const { key, what, here, there } of ended) {
    if (here === null) wrong.push(`${key} (${what}) has not ended at its host`);
    else if (there === null) wrong.push(`${key} (${what}) ended, and the city knows nothing of it`);
    else if (here.outcome !== there.outcome)
      wrong.push(`${key} (${what}) is ${here.outcome} at its host and ${there.outcome} at the city`);
    else if (here.outcome !== 'applied' && here.reason === '' && (here.remarks ?? []).length === 0)
      wrong.push(`${key} (${what}) is ${here.outcome} without a reason`);
    const expected = here?.outcome === 'applied' && MOVES.includes(what) ? 1 : 0;
    const found = done.get(key) ?? 0;
    if (found !== expected)
      wrong.push(`${key} (${what}, ${here?.outcome ?? 'open'}) took effect ${found} times`);
  }
  const known = new Set(ended.map(({ key }) => key));
  for (const key of done.keys()) if (!known.has(key)) wrong.push(`${key} took effect, and nobody gave it`);
  const last = new Map<string, number>();
  for (const { client, n, key } of effects) {
    if (n <= (last.get(client) ?? 0)) wrong.push(`${key} took effect again or out of its order`);
    last.set(client, n);
  }
  return wrong;
}

/** What a host's journal has of the commands given there. */
export function givenIn(folder: string): Omit<Ended, 'there'>[] {
  const journal = openDatabase(path.join(folder, JOURNAL), 'read');
  try {
    return journal
      .prepare<[], ResultRow & { client: string; n: number; what: string; outcome: string | null }>(
        `SELECT client, n, key, payload ->> 'what' AS what, outcome, reason, remarks, settled AS at FROM commands`,
      )
      .all()
      .map(({ client, n, what, ...row }) => ({
        ...{ client, n, what, key: row.key },
        here: row.outcome === null ? null : readResult({ ...row, outcome: row.outcome }),
      }));
  } finally {
    journal.close();
  }
}

/** What a city decided, by when it did. */
export function decidedIn(folder: string): { client: string; n: number; result: CommandResult }[] {
  const journal = openDatabase(path.join(folder, JOURNAL), 'read');
  try {
    return journal
      .prepare<[], ResultRow & { client: string; n: number }>(
        'SELECT client, n, key, outcome, reason, remarks, at FROM results ORDER BY at, n',
      )
      .all()
      .map(({ client, n, ...row }) => ({ client, n, result: readResult(row) }));
  } finally {
    journal.close();
  }
}
