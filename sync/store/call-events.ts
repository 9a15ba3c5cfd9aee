import type Database from 'better-sqlite3';
import { callEvent, thingOf, type CallEvent } from '../contract/calls.ts';
import { DAY, type Instant } from '../contract/instants.ts';
import type { Guards } from './alert-events.ts';

/** Calls that ended longer ago than this are dropped, milliseconds. */
export const CALLS_KEPT = 400 * DAY;

/** What happened to calls, read. */
export interface CallEvents {
  /** All of the calls about a thing, in order. */
  about(thing: string): CallEvent[];
  /** All of the newest calls, in the order of what happened. */
  newest(limit: number): CallEvent[];
  /** All of the calls that are not over. */
  open(): CallEvent[];
}

/** What happened to calls, read and written. */
export interface CallJournal extends CallEvents {
  /** Keeps events, all or none; on disk when it returns. */
  append(events: readonly CallEvent[]): void;
  /** Drops what is of calls that ended before an instant. */
  drop(before: Instant): void;
}

interface Row {
  body: string;
}

/** All of some calls: their own events, and what became of the messages that told of them. */
const ofCalls = (which: string): string =>
  `WITH some (call) AS (${which})
   SELECT body FROM call_events WHERE call IN (SELECT call FROM some)
     OR (call IS NULL AND message IN
       (SELECT message FROM call_events WHERE message IS NOT NULL AND call IN (SELECT call FROM some)))
   ORDER BY n`;

const readRow = ({ body }: Row): CallEvent => callEvent.parse(JSON.parse(body));

/** Reads what happened to calls over a journal's handle. */
export function callEvents(db: Database.Database): CallEvents {
  const about = db.prepare<[string], Row>(ofCalls('SELECT call FROM call_events WHERE thing = ?'));
  const newest = db.prepare<[number], Row>(
    ofCalls('SELECT call FROM call_events WHERE thing IS NOT NULL ORDER BY n DESC LIMIT ?'),
  );
  const open = db.prepare<[], Row>(
    ofCalls(`SELECT call FROM call_events WHERE thing IS NOT NULL
      EXCEPT SELECT call FROM call_events WHERE ends = 1`),
  );
  return {
    about: (thing) => about.all(thing).map(readRow),
    newest: (limit) => newest.all(limit).map(readRow),
    open: () => open.all().map(readRow),
  };
}

/** Reads and writes what happened to calls over a journal's handle. */
export function callJournal(db: Database.Database, { read, write }: Guards): CallJournal {
  const insert = db.prepare<[number, string | null, string | null, string | null, number, string]>(
    'INSERT INTO call_events (at, call, message, thing, ends, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const old = 'SELECT call FROM call_events WHERE ends = 1 AND at < ?';
  const dropMessages = db.prepare<[number]>(
    `DELETE FROM call_events WHERE call IS NULL AND message NOT IN
       (SELECT message FROM call_events WHERE message IS NOT NULL AND call NOT IN (${old}))`,
  );
  const dropCalls = db.prepare<[number]>(`DELETE FROM call_events WHERE call IN (${old})`);
  const transact = (act: () => void): void => write(() => db.transaction(act).immediate());
  const events = callEvents(db);
  return {
    about: (thing) => read(() => events.about(thing)),
    newest: (limit) => read(() => events.newest(limit)),
    open: () => read(() => events.open()),
    append: (some) =>
      transact(() => {
        for (const event of some)
          insert.run(
            event.at,
            'call' in event ? event.call : null,
            'message' in event ? event.message : null,
            event.event === 'opened' ? thingOf(event.about) : null,
            Number(event.event === 'ended'),
            JSON.stringify(event),
          );
      }),
    drop: (before) =>
      transact(() => {
        dropMessages.run(before);
        dropCalls.run(before);
      }),
  };
}
