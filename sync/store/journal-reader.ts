import { existsSync } from 'node:fs';
import { commandPayload, commandResult, type Command, type CommandResult } from '../contract/commands.ts';
import { openDatabase } from './sqlite.ts';

/** A command given here, and what became of it; null while it waits. */
export interface GivenCommand {
  command: Command;
  result: CommandResult | null;
}

/** What readers may know of the journal: read-only, beside the one who writes it. */
export interface JournalReader {
  /** The newest reports of viewers, how many there ever were, and how many wait for the city. */
  reports(limit: number): { rows: GivenCommand[]; total: number; waiting: number };
  close(): void;
}

interface Row {
  n: number;
  client: string;
  key: string;
  payload: string;
  given: number;
  expires: number;
  outcome: string | null;
  reason: string | null;
  settled: number | null;
}

/** Opens a journal to read; null where there is none yet. */
export function openJournalReader(file: string): JournalReader | null {
  if (!existsSync(file)) return null;
  const db = openDatabase(file, 'read');
  const isReport = `payload ->> 'what' = 'report'`;
  const rows = db.prepare<[number], Row>(
    `SELECT n, client, key, payload, given, expires, outcome, reason, settled FROM outbox
     WHERE ${isReport} ORDER BY n DESC LIMIT ?`,
  );
  const counts = db.prepare<[], { total: number; waiting: number }>(
    `SELECT count(*) AS total, coalesce(sum(outcome IS NULL), 0) AS waiting FROM outbox WHERE ${isReport}`,
  );
  return {
    reports(limit) {
      const { total, waiting } = counts.get() ?? { total: 0, waiting: 0 };
      return { total, waiting, rows: rows.all(limit).map(given) };
    },
    close: () => db.close(),
  };
}

function given(row: Row): GivenCommand {
  const { client, n, key, expires, outcome, reason, settled } = row;
  const payload = commandPayload.parse(JSON.parse(row.payload));
  const result =
    outcome === null ? null : commandResult.parse({ key, outcome, reason: reason ?? '', at: settled });
  return { command: { client, n, key, payload, givenAt: row.given, expires }, result };
}
