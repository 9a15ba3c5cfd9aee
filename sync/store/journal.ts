import type Database from 'better-sqlite3';
import { z } from 'zod';
import {
  commandPayload,
  type Command,
  type CommandPayload,
  type CommandResult,
  type Decision,
} from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import { alertJournal, type AlertJournal } from './alert-events.ts';
import { otherCity } from './cache.ts';
import { migrate, SCHEMAS } from './schema.ts';
import { readResult, type ResultRow } from './results.ts';
import { statesIn } from './states.ts';
import { guarded, openDatabase } from './sqlite.ts';

/** What a command bears: its key, when it was given, and when it is of no use any more. */
export interface Stamp {
  key: string;
  givenAt: Instant;
  expires: Instant;
  /** The name of the console's session that gave it; absent where no person did. It stays here. */
  by?: string;
}

/** What people did here: the wall's state, the commands they gave, what became of alerts, and answers given to others. Never thrown away. */
export interface Journal {
  readonly file: string;
  /** Who this host is to a city: made once, kept for ever. */
  readonly client: string;
  state: {
    get(key: string): z.core.util.JSONType | undefined;
    set(key: string, value: z.core.util.JSONType): void;
  };
  /** What is kept of the state under keys that begin alike, by the rest of each key. */
  states(beginning: string): Map<string, unknown>;
  /** What happened to alerts. */
  alerts: AlertJournal;
  /** Runs something in one transaction: all that it writes here is on disk when this returns, or nothing is and it throws. */
  transact<T>(act: () => T): T;
  outbox: {
    /**
     * Keeps a command. On disk when this returns; the same key gives the command kept before. Throws `command-invalid`
     * where that is another command.
     */
    add(payload: CommandPayload, stamp: Stamp): Command;
    /** Commands without a result, in the order they were given. */
    waiting(limit: number): Command[];
    /** How many have no result. */
    count(): number;
    /** Keeps what became of a command. A later result for the same key changes nothing. */
    settle(result: CommandResult): void;
    result(key: string): CommandResult | null;
  };
  /**
   * Decides a command of this host's own: the command, what `act` writes, and its decision in one transaction. A key that
   * was decided already is answered from there. Throws `command-invalid` as {@link Journal.outbox} does, and whatever `act`
   * throws; then nothing is kept.
   */
  decide(payload: CommandPayload, stamp: Stamp, act: (command: Command) => Decision): CommandResult;
  /** Results this host gave, as a city, to commands of others. */
  results: {
    find(key: string): CommandResult | null;
    keep(command: Command, result: CommandResult): void;
  };
  close(): void;
}

interface OutboxRow {
  n: number;
  client: string;
  key: string;
  payload: string;
  given: number;
  expires: number;
}

/**
 * Opens a journal, making it where it is absent, bound to a city. Throws `data-other-city` where it is
 * another's; a damaged journal is an error, never replaced.
 */
export function openJournal(file: string, city: string): Journal {
  const db = openDatabase(file, 'write');
  try {
    migrate(db, SCHEMAS.journal, file);
    const meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
    const note = db.prepare<[string, string]>(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING',
    );
    const client = db
      .transaction(() => {
        note.run('city', city);
        note.run('client', crypto.randomUUID());
        return meta.get('client')?.value ?? '';
      })
      .immediate();
    const held = meta.get('city')?.value;
    if (held !== undefined && held !== city) throw otherCity(file, held, city);
    return { file, client, ...tables(db, client, file), close: () => db.close() };
  } catch (error) {
    db.close();
    throw error;
  }
}

function tables(
  db: Database.Database,
  client: string,
  file: string,
): Pick<Journal, 'state' | 'states' | 'alerts' | 'transact' | 'outbox' | 'decide' | 'results'> {
  const getState = db.prepare<[string], { json: string }>('SELECT json FROM state WHERE key = ?');
  const setState = db.prepare<[string, string]>(
    'INSERT INTO state (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json',
  );
  const columns = 'n, client, key, payload, given, expires';
  const add = db.prepare<[string, string, string, number, number, string | null]>(
    `INSERT INTO commands (client, key, payload, given, expires, by) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
  );
  const byKey = db.prepare<[string], OutboxRow>(`SELECT ${columns} FROM commands WHERE key = ?`);
  const waiting = db.prepare<[number], OutboxRow>(
    `SELECT ${columns} FROM commands WHERE outcome IS NULL ORDER BY n LIMIT ?`,
  );
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM commands WHERE outcome IS NULL');
  const settling = db.prepare<[string, string, string | null, number, string]>(
    'UPDATE commands SET outcome = ?, reason = ?, remarks = ?, settled = ? WHERE key = ? AND outcome IS NULL',
  );
  const settle = ({ key, outcome, reason, remarks, at }: CommandResult): void =>
    void settling.run(outcome, reason, remarksText(remarks), at, key);
  const settled = db.prepare<[string], ResultRow>(
    'SELECT key, outcome, reason, remarks, settled AS at FROM commands WHERE key = ? AND outcome IS NOT NULL',
  );
  const find = db.prepare<[string], ResultRow>(
    'SELECT key, outcome, reason, remarks, at FROM results WHERE key = ?',
  );
  const keep = db.prepare<[string, string, number, string, string, string, string | null, number]>(
    `INSERT INTO results (key, client, n, command, outcome, reason, remarks, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
  );
  const resultOf = (row: ResultRow | undefined): CommandResult | null =>
    row === undefined ? null : readResult(row);

  const kept = (payload: CommandPayload, { key, givenAt, expires, by }: Stamp): Command => {
    const text = JSON.stringify(payload);
    add.run(client, key, text, givenAt, expires, by ?? null);
    const row = byKey.get(key);
    if (row?.payload === text) return commandOf(row);
    throw new CitywallError('command-invalid', {
      what: 'Another command was given under the same key.',
      where: key,
      hint: 'Give each command a key of its own.',
    });
  };

  return {
    state: {
      get(key) {
        const json = getState.get(key)?.json;
        return json === undefined ? undefined : z.json().parse(JSON.parse(json));
      },
      set: (key, value) => guarded(file, () => void setState.run(key, JSON.stringify(value))),
    },
    states: statesIn(db),
    alerts: alertJournal(db, file),
    transact: (act) => guarded(file, () => db.transaction(act).immediate()),
    outbox: {
      add: (payload, stamp) => guarded(file, () => kept(payload, stamp)),
      waiting: (limit) => waiting.all(limit).map(commandOf),
      count: () => count.get()?.n ?? 0,
      settle: (result) => guarded(file, () => settle(result)),
      result: (key) => resultOf(settled.get(key)),
    },
    decide: (payload, stamp, act) =>
      guarded(file, () =>
        db
          .transaction(() => {
            const before = resultOf(settled.get(stamp.key));
            const command = kept(payload, stamp);
            if (before !== null) return before;
            const result = { key: stamp.key, ...act(command), at: stamp.givenAt };
            settle(result);
            // As it is read: whoever gives the same command again is told the very same.
            return resultOf(settled.get(stamp.key)) ?? result;
          })
          .immediate(),
      ),
    results: {
      find: (key) => resultOf(find.get(key)),
      keep(command, { key, outcome, reason, remarks, at }) {
        const { client: whose, n } = command;
        const told = remarksText(remarks);
        guarded(file, () => keep.run(key, whose, n, JSON.stringify(command), outcome, reason, told, at));
      },
    },
  };
}

const remarksText = (remarks: CommandResult['remarks']): string | null =>
  remarks === undefined || remarks.length === 0 ? null : JSON.stringify(remarks);

function commandOf(row: OutboxRow): Command {
  return {
    client: row.client,
    n: row.n,
    key: row.key,
    payload: commandPayload.parse(JSON.parse(row.payload)),
    givenAt: row.given,
    expires: row.expires,
  };
}
