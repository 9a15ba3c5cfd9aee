import type Database from 'better-sqlite3';
import { z } from 'zod';
import {
  command,
  commandPayload,
  type Command,
  type CommandPayload,
  type CommandResult,
  type Decision,
  type Giver,
} from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import type { Instant } from '../contract/instants.ts';
import { alertJournal, type AlertJournal } from './alert-events.ts';
import { handoverJournal, type HandoverJournal } from './handovers.ts';
import { callJournal, type CallJournal } from './call-events.ts';
import { copyJournal, isGone, lastCopyOf, saveDeleted } from './damage/journal-copies.ts';
import { damagedAt, journalError } from './damage/journal-error.ts';
import { LEAST_NUMBER, noteSpread } from './damage/journal-rescue.ts';
import { handleOf } from './damage/raw.ts';
import { Sealing } from './damage/sealing.ts';
import { otherCity } from './cache.ts';
import { migrate, SCHEMAS } from './schema.ts';
import { readResult, type ResultRow } from './results.ts';
import { statesIn } from './states.ts';
import { closeForReaders, guarded, openDatabase } from './sqlite.ts';

/** What a command bears: its key, when it was given, and when it is of no use any more. */
export interface Stamp {
  key: string;
  givenAt: Instant;
  expires: Instant;
  /** The name of the console's session that gave it; absent where no person did. It stays here. */
  by?: string;
  /** Of one for the city, who gave it: that travels. */
  giver?: Giver;
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
  /** Who was called about what, and what came of it. */
  calls: CallJournal;
  /** Shifts that were handed over. */
  handovers: HandoverJournal;
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
  /** Copies the journal, after a look at every page of it. Throws `journal-damaged`; gives the flipped bits that were put right. */
  copy(): number;
  /** Copies it where anything was written since it last was, and closes it. */
  close(): void;
}

interface OutboxRow {
  n: number;
  client: string;
  key: string;
  payload: string;
  given: number;
  expires: number;
  giver: string | null;
}

/** Pages of the log after which it is put into the file: its entries then have their page sums. */
const SETTLED_AFTER = 64;

/**
 * Opens a journal, making it where it is absent, bound to a city. Throws `data-other-city` where it is another's, `journal-damaged` where
 * it cannot be read: `openSoundJournal` rescues it.
 */
export function openJournal(file: string, city: string): Journal {
  const guard: Guard = (act) => {
    try {
      return guarded(file, act);
    } catch (error) {
      throw journalError(error, file);
    }
  };
  const db = guard(() => openDatabase(file, 'write'));
  try {
    return guard(() => open(db, file, city, guard));
  } catch (error) {
    db.close();
    throw error;
  }
}

type Guard = <T>(act: () => T) => T;

function open(db: Database.Database, file: string, city: string, guard: Guard): Journal {
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
  const sealing = new Sealing(db, file, (pages) => noteSpread(file, pages));
  sealing.adopt(handleOf(file));
  let changed = false;
  const write: Guard = (act) => {
    const done = guard(act);
    changed = true;
    sealing.settle(SETTLED_AFTER);
    return done;
  };
  const copy = (): number =>
    guard(() => {
      const { mended, bad } = sealing.judge(handleOf(file), 1, Infinity);
      if (bad.length > 0) throw damagedAt(file, bad);
      if (changed || lastCopyOf(file) === null) copyJournal(db, file);
      changed = false;
      return mended;
    });
  return {
    file,
    client,
    ...tables(db, client, guard, write),
    copy,
    close() {
      if (!db.open) return;
      try {
        if (isGone(file)) {
          // Whoever deleted it has not deleted what is open: it is put there again.
          guard(() => saveDeleted(db, file));
          return;
        }
        if (changed) copy();
        guard(() => sealing.end());
      } finally {
        closeForReaders(db, file);
      }
    },
  };
}

function tables(
  db: Database.Database,
  client: string,
  guard: Guard,
  write: Guard,
): Pick<
  Journal,
  'state' | 'states' | 'alerts' | 'calls' | 'handovers' | 'transact' | 'outbox' | 'decide' | 'results'
> {
  const getState = db.prepare<[string], { json: string }>('SELECT json FROM state WHERE key = ?');
  const setState = db.prepare<[string, string]>(
    'INSERT INTO state (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json',
  );
  const columns = 'n, client, key, payload, given, expires, giver';
  const add = db.prepare<[string, string, string, number, number, string | null, string | null]>(
    // A rescue leaves out the numbers that what was lost may have had.
    `INSERT INTO commands (n, client, key, payload, given, expires, by, giver) VALUES (
       max((SELECT coalesce(max(n), 0) + 1 FROM commands),
           coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = '${LEAST_NUMBER}'), 1)),
       ?, ?, ?, ?, ?, ?, ?)
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
  const states = statesIn(db);
  const resultOf = (row: ResultRow | undefined): CommandResult | null =>
    row === undefined ? null : readResult(row);

  const kept = (payload: CommandPayload, { key, givenAt, expires, by, giver }: Stamp): Command => {
    const text = JSON.stringify(payload);
    add.run(
      client,
      key,
      text,
      givenAt,
      expires,
      by ?? null,
      giver === undefined ? null : JSON.stringify(giver),
    );
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
        const json = guard(() => getState.get(key)?.json);
        return json === undefined ? undefined : z.json().parse(JSON.parse(json));
      },
      set: (key, value) => write(() => void setState.run(key, JSON.stringify(value))),
    },
    states: (beginning) => guard(() => states(beginning)),
    alerts: alertJournal(db, { read: guard, write }),
    calls: callJournal(db, { read: guard, write }),
    handovers: handoverJournal(db, { read: guard, write }),
    transact: (act) => write(() => db.transaction(act).immediate()),
    outbox: {
      add: (payload, stamp) => write(() => kept(payload, stamp)),
      waiting: (limit) => guard(() => waiting.all(limit).map(commandOf)),
      count: () => guard(() => count.get()?.n ?? 0),
      settle: (result) => write(() => settle(result)),
      result: (key) => guard(() => resultOf(settled.get(key))),
    },
    decide: (payload, stamp, act) =>
      write(() =>
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
      find: (key) => guard(() => resultOf(find.get(key))),
      keep(command, { key, outcome, reason, remarks, at }) {
        const { client: whose, n } = command;
        const told = remarksText(remarks);
        write(() => keep.run(key, whose, n, JSON.stringify(command), outcome, reason, told, at));
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
    ...(row.giver === null ? {} : { by: command.shape.by.parse(JSON.parse(row.giver)) }),
    givenAt: row.given,
    expires: row.expires,
  };
}
