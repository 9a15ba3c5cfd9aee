import type Database from 'better-sqlite3';
import { CitywallError } from '../contract/errors.ts';

/**
 * The schema of each file, as steps: a file at `user_version` n has had the first n.
 * A step, once released, is never edited; a change is a new step.
 */
const CACHE = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE services (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
  CREATE TABLE codes (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);

  -- One row a case. Instants in milliseconds; service, category, unit, area, channel as ids of codes.
  -- Which cases were closed or due in an hour, the tallies know.
  CREATE TABLE cases (
    row INTEGER PRIMARY KEY,
    service INTEGER NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    due INTEGER,
    closed INTEGER,
    status INTEGER NOT NULL,
    category INTEGER NOT NULL,
    unit INTEGER,
    area INTEGER,
    lon REAL,
    lat REAL,
    channel INTEGER,
    rating INTEGER,
    events TEXT,
    seq INTEGER,
    UNIQUE (service, id)
  );
  CREATE INDEX cases_opened ON cases (service, opened);

  -- Few and small: kept as they came. scope and id are the key within a kind; changed counts the changes of
  -- measures, so that only new ones need be read.
  CREATE TABLE things (
    row INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    body TEXT NOT NULL,
    changed INTEGER NOT NULL,
    seq INTEGER,
    UNIQUE (kind, scope, id)
  );
  CREATE INDEX measures_changed ON things (changed) WHERE kind = 'measure';
  -- What was deleted, and at which revision, so that an older one cannot bring it back.
  CREATE TABLE graves (
    row INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    seq INTEGER,
    UNIQUE (kind, scope, id)
  );

  -- Kept sums, one row a bucket of time of a service: rollups/tally.ts says how id and columns are made.
  CREATE TABLE tallies (id INTEGER PRIMARY KEY, whole BLOB, unit BLOB, area BLOB, cell BLOB, touched BLOB);

  CREATE TABLE quarantine (n INTEGER PRIMARY KEY, raw TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);

  -- The log of a host that serves. source: 1 a case, 2 a thing, 3 a grave, 4 a personal part (row in private.db).
  CREATE TABLE changes (seq INTEGER PRIMARY KEY, source INTEGER NOT NULL, row INTEGER NOT NULL);
  CREATE TABLE batches (seq INTEGER PRIMARY KEY, chain TEXT NOT NULL);
  `,
  `
  -- Open cases are few, however many there ever were: all that lists, ages and charts of them ask, soonest due first.
  CREATE INDEX cases_open ON cases (service, due, opened, status, category, unit, area, closed)
    WHERE closed IS NULL;
  `,
  `
  -- The sums of quality, and a version that no row has twice: it tells that a bucket is as it was, before the long
  -- columns, so that SQLite need not read those for it.
  ALTER TABLE tallies RENAME TO tallies_before;
  CREATE TABLE tallies (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    whole BLOB,
    quality BLOB,
    unit BLOB,
    area BLOB,
    cell BLOB,
    touched BLOB
  );
  INSERT INTO tallies (id, version, whole, unit, area, cell, touched)
    SELECT id, 0, whole, unit, area, cell, touched FROM tallies_before ORDER BY id;
  DROP TABLE tallies_before;
  `,
  `
  -- How many open cases were opened in a stretch of time is counted here without looking at any.
  CREATE INDEX cases_open_since ON cases (service, opened, closed) WHERE closed IS NULL;
  `,
  `
  -- What was kept of bad records may be personal, which stands in private-N.db alone: what was, and when and why it came, is left.
  PRAGMA secure_delete = ON;
  UPDATE quarantine SET raw = '(kept before what may be personal was kept apart: ' || length(raw) || ' characters)',
    reason = CASE WHEN reason LIKE 'notJson:%' THEN 'notJson: not JSON' ELSE reason END;
  PRAGMA secure_delete = OFF;
  `,
];

const PRIVATE = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE personal (
    row INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    body TEXT NOT NULL,
    seq INTEGER,
    UNIQUE (service, id)
  );
  `,
  `
  -- What is no record and may be personal.
  CREATE TABLE quarantine (n INTEGER PRIMARY KEY, raw TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL);
  `,
  `
  -- From here on bodies and what was refused are closed with a key, as blobs: personal/closing.ts does that, and says in meta when it has.
  `,
];

const JOURNAL = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE state (key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
  -- Commands on their way up, and what became of them. n counts 1, 2, 3 ... within a client.
  CREATE TABLE outbox (
    n INTEGER PRIMARY KEY,
    client TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    payload TEXT NOT NULL,
    given INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    outcome TEXT,
    reason TEXT,
    settled INTEGER
  );
  CREATE INDEX outbox_waiting ON outbox (n) WHERE outcome IS NULL;
  -- What this host, as a city, answered to commands of others: a repeat is answered from here.
  CREATE TABLE results (
    key TEXT PRIMARY KEY,
    client TEXT NOT NULL,
    n INTEGER NOT NULL,
    command TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  -- What people here asked for, also what this host decides itself: the outbox is those without an outcome.
  ALTER TABLE outbox RENAME TO commands;
  CREATE INDEX commands_what ON commands (payload ->> 'what', outcome);
  `,
  `
  -- Who gave a command: the name of a console's session. Null before sessions had names.
  ALTER TABLE commands ADD COLUMN by TEXT;
  -- What happened to alerts, one after the other. alert: whose event it is, null where it is a rule's. body: the event without the picture
  -- of its sign, which only one alert's own page reads. ends: the alert is closed by it.
  CREATE TABLE alert_events (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    alert TEXT,
    body TEXT NOT NULL,
    picture TEXT,
    ends INTEGER NOT NULL
  );
  CREATE INDEX alert_events_alert ON alert_events (alert, n);
  CREATE INDEX alert_events_ends ON alert_events (at, alert) WHERE ends = 1;
  `,
  `
  -- Remarks of a decision as JSON. Null where there are none, and before decisions had any.
  ALTER TABLE commands ADD COLUMN remarks TEXT;
  ALTER TABLE results ADD COLUMN remarks TEXT;
  `,
  `
  -- For what whoever gave a command for the city was here, as JSON: name, role and units. It travels with the command.
  ALTER TABLE commands ADD COLUMN giver TEXT;
  `,
  `
  -- What happened to calls. call: whose event it is, null where it is a message's alone. thing: what an opened call is about. ends: the
  -- call is over by it.
  CREATE TABLE call_events (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    call TEXT,
    message TEXT,
    thing TEXT,
    ends INTEGER NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX call_events_call ON call_events (call, n);
  CREATE INDEX call_events_message ON call_events (message) WHERE message IS NOT NULL;
  CREATE INDEX call_events_thing ON call_events (thing, n) WHERE thing IS NOT NULL;
  CREATE INDEX call_events_ends ON call_events (at, call) WHERE ends = 1;
  `,
  `
  -- Shifts that were handed over. sheet: what was shown, hash: its SHA-256; accepted: who took over, as JSON, null until somebody did.
  CREATE TABLE handovers (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    text TEXT NOT NULL,
    hash TEXT NOT NULL,
    sheet TEXT NOT NULL,
    accepted TEXT
  );
  `,
];

export const SCHEMAS = { cache: CACHE, private: PRIVATE, journal: JOURNAL } as const;

/**
 * Brings a file up to its schema. Throws `data-newer` where a newer Citywall wrote it: its data are kept,
 * not understood.
 */
export function migrate(db: Database.Database, steps: readonly string[], file: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > steps.length)
    throw new CitywallError('data-newer', {
      what: `The file was written by a newer version (schema ${version}, ours ${steps.length}).`,
      where: file,
      hint: 'Start the newer version, or name another folder with --data.',
    });
  if (version === steps.length) return;
  db.transaction(() => {
    for (const step of steps.slice(version)) db.exec(step);
    db.pragma(`user_version = ${steps.length}`);
  }).immediate();
}
