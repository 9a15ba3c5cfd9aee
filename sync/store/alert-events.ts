import type Database from 'better-sqlite3';
import { alertEvent, type AlertEvent } from '../contract/alerts.ts';
import { DAY, type Instant } from '../contract/instants.ts';

/** The events of alerts that are closed for longer than this are dropped, milliseconds. */
export const ALERTS_KEPT = 400 * DAY;

/** An event with its number; `ends`: its alert is closed by it. */
export interface NumberedEvent {
  n: number;
  event: AlertEvent;
}

/** What happened to alerts, read. */
export interface AlertEvents {
  /**
   * Events after a number, in order, without the pictures of their signs (`series`, `areas`). Where `from` is given, those of alerts
   * that were closed before that instant are left out.
   */
  since(n: number, from?: Instant): NumberedEvent[];
  /** All that happened to one alert, whole. */
  of(alert: string): NumberedEvent[];
  /** The greatest number that was ever given; 0 where none was. */
  last(): number;
}

/** What happened to alerts, read and written. */
export interface AlertJournal extends AlertEvents {
  /** Keeps events under their numbers, all or none; on disk when it returns. `ends` names those by which their alert is closed. */
  append(events: readonly NumberedEvent[], ends: ReadonlySet<number>): void;
  /** Drops what is of alerts that were closed before an instant, and what rules saw before it that is no longer so. */
  drop(before: Instant): void;
}

interface Row {
  n: number;
  body: string;
  picture: string | null;
}

/** What is left out of a body, and what it is read as where it was. */
const NO_PICTURE = { series: [], areas: [] };

function readRow({ n, body, picture }: Row): NumberedEvent {
  const read: unknown = JSON.parse(body);
  if (typeof read !== 'object' || read === null) throw new TypeError('an event of an alert is no object');
  if (!('sign' in read) || typeof read.sign !== 'object') return { n, event: alertEvent.parse(read) };
  const whole: unknown = picture === null ? NO_PICTURE : JSON.parse(picture);
  const seen = typeof whole === 'object' ? whole : null;
  return { n, event: alertEvent.parse({ ...read, sign: { ...read.sign, ...NO_PICTURE, ...seen } }) };
}

/** Reads events over a journal's handle. */
export function alertEvents(db: Database.Database): AlertEvents {
  const since = db.prepare<[number], Row>(
    'SELECT n, body, NULL AS picture FROM alert_events WHERE n > ? ORDER BY n',
  );
  const sinceFrom = db.prepare<[number, number], Row>(
    `SELECT n, body, NULL AS picture FROM alert_events WHERE n > ? AND (alert IS NULL OR
       alert NOT IN (SELECT alert FROM alert_events WHERE ends = 1 AND at < ?)) ORDER BY n`,
  );
  const of = db.prepare<[string], Row>(
    'SELECT n, body, picture FROM alert_events WHERE alert = ? ORDER BY n',
  );
  const last = db.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'alert_events'`);
  return {
    since: (n, from) => (from === undefined ? since.all(n) : sinceFrom.all(n, from)).map(readRow),
    of: (alert) => of.all(alert).map(readRow),
    last: () => last.get()?.seq ?? 0,
  };
}

/** How a journal is read and written: errors as what they are of a journal. */
export interface Guards {
  read: <T>(act: () => T) => T;
  write: <T>(act: () => T) => T;
}

/** Reads and writes events over a journal's handle. */
export function alertJournal(db: Database.Database, { read, write }: Guards): AlertJournal {
  const insert = db.prepare<[number, number, string | null, string, string | null, number]>(
    'INSERT INTO alert_events (n, at, alert, body, picture, ends) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const dropAlerts = db.prepare<[number]>(
    'DELETE FROM alert_events WHERE alert IN (SELECT alert FROM alert_events WHERE ends = 1 AND at < ?)',
  );
  const dropSights = db.prepare<[number]>(
    `DELETE FROM alert_events WHERE alert IS NULL AND at < ? AND body ->> 'event' IN ('ruleSees', 'ruleBlind')
       AND EXISTS (SELECT 1 FROM alert_events AS later WHERE later.alert IS NULL AND later.n > alert_events.n
         AND later.body ->> 'rule' = alert_events.body ->> 'rule' AND later.body ->> 'event' IN ('ruleSees', 'ruleBlind'))`,
  );
  const transact = (act: () => void): void => write(() => db.transaction(act).immediate());
  const events = alertEvents(db);
  return {
    since: (n, from) => read(() => events.since(n, from)),
    of: (alert) => read(() => events.of(alert)),
    last: () => read(() => events.last()),
    append: (events, ends) =>
      transact(() => {
        for (const { n, event } of events) {
          const { body, picture } = parted(event);
          insert.run(n, event.at, 'alert' in event ? event.alert : null, body, picture, Number(ends.has(n)));
        }
      }),
    drop: (before) =>
      transact(() => {
        dropAlerts.run(before);
        dropSights.run(before);
      }),
  };
}

/** An event as its row has it: the picture of its sign apart. */
function parted(event: AlertEvent): { body: string; picture: string | null } {
  if (!('sign' in event)) return { body: JSON.stringify(event), picture: null };
  const { series, areas, ...figures } = event.sign;
  return { body: JSON.stringify({ ...event, sign: figures }), picture: JSON.stringify({ series, areas }) };
}
