import { existsSync, statSync } from 'node:fs';
import { z } from 'zod';
import { commandPayload, type Command, type CommandResult } from '../contract/commands.ts';
import { alertEvents, type AlertEvents } from './alert-events.ts';
import { handoversIn, type Handovers } from './handovers.ts';
import { callEvents, type CallEvents } from './call-events.ts';
import { readResult } from './results.ts';
import { openDatabase } from './sqlite.ts';
import { statesIn } from './states.ts';

/** A command given here, and what became of it; null while it waits. */
export interface GivenCommand {
  command: Command;
  /** Whoever gave it, by their account; null of one that was kept before people had any. */
  by: string | null;
  result: CommandResult | null;
}

/** What readers may know of the journal: read-only, beside the one who writes it. */
export interface JournalReader {
  /** Who this host is to a city; empty where it was never asked. */
  client(): string;
  /** The newest commands of some names, by whoever or by one, about a request or whatever, how many there ever were, and how many wait for the city. */
  commands(
    names: readonly string[],
    limit: number,
    of?: { by?: string | undefined; request?: string | undefined },
  ): { rows: GivenCommand[]; total: number; waiting: number };
  /** What people typed with commands, by the keys of those that there are. */
  said(keys: readonly string[]): Record<string, string>;
  /** The journal's state under a key; undefined where nothing was ever kept there. */
  state(key: string): z.core.util.JSONType | undefined;
  /** What happened to alerts. */
  alerts: AlertEvents;
  /** Who was called about what, and what came of it. */
  calls: CallEvents;
  /** Shifts that were handed over. */
  handovers: Handovers;
  /** What is kept of the wall's state under keys that begin alike, by the rest of each key. */
  states(beginning: string): Map<string, unknown>;
  /** Whether this is still the file that is written: a rescued journal is another. One that was deleted is read until another is there. */
  isCurrent(): boolean;
  close(): void;
}

/** Which commands are meant; null where it does not matter. */
interface Wanted {
  names: string;
  by: string | null;
  request: string | null;
}

interface Row {
  n: number;
  client: string;
  key: string;
  payload: string;
  by: string | null;
  given: number;
  expires: number;
  outcome: string | null;
  reason: string | null;
  remarks: string | null;
  settled: number | null;
}

/** Opens a journal to read; null where there is none yet. */
export function openJournalReader(file: string): JournalReader | null {
  if (!existsSync(file)) return null;
  const opened = statSync(file).ino;
  const db = openDatabase(file, 'read');
  // What asks for a request bears its id as its key.
  const named = `payload ->> 'what' IN (SELECT value FROM json_each(@names)) AND (@by IS NULL OR by = @by)
    AND (@request IS NULL OR payload ->> 'request' = @request OR (key = @request AND payload ->> 'what' = 'ask'))`;
  const rows = db.prepare<[Wanted & { limit: number }], Row>(
    `SELECT n, client, key, payload, by, given, expires, outcome, reason, remarks, settled FROM commands
     WHERE ${named} ORDER BY n DESC LIMIT @limit`,
  );
  const counts = db.prepare<[Wanted], { total: number; waiting: number }>(
    `SELECT count(*) AS total, coalesce(sum(outcome IS NULL), 0) AS waiting FROM commands WHERE ${named}`,
  );
  const said = db.prepare<[string], { key: string; words: string }>(
    `SELECT key, coalesce(payload ->> 'note', payload ->> 'reason') AS words FROM commands
     WHERE key IN (SELECT value FROM json_each(?)) AND words IS NOT NULL`,
  );
  const state = db.prepare<[string], { json: string }>('SELECT json FROM state WHERE key = ?');
  const meta = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'client'").pluck();
  return {
    client: () => meta.get() ?? '',
    state(key) {
      const json = state.get(key)?.json;
      return json === undefined ? undefined : z.json().parse(JSON.parse(json));
    },
    commands(names, limit, { by, request } = {}) {
      const wanted: Wanted = { names: JSON.stringify(names), by: by ?? null, request: request ?? null };
      const { total, waiting } = counts.get(wanted) ?? { total: 0, waiting: 0 };
      return { total, waiting, rows: rows.all({ ...wanted, limit }).map(given) };
    },
    said: (keys) =>
      Object.fromEntries(said.all(JSON.stringify(keys)).map(({ key, words }) => [key, String(words)])),
    alerts: alertEvents(db),
    calls: callEvents(db),
    handovers: handoversIn(db),
    states: statesIn(db),
    isCurrent: () => (statSync(file, { throwIfNoEntry: false })?.ino ?? opened) === opened,
    close: () => db.close(),
  };
}

function given(row: Row): GivenCommand {
  const { client, n, key, expires, outcome, reason, remarks, settled: at } = row;
  const payload = commandPayload.parse(JSON.parse(row.payload));
  const result = outcome === null ? null : readResult({ key, outcome, reason, remarks, at });
  return { command: { client, n, key, payload, givenAt: row.given, expires }, by: row.by, result };
}
