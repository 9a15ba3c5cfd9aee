import { measureRecord, requestRecord, type RequestRecord } from '../contract/records.ts';
import { TURN, requestState } from '../contract/requests.ts';
import { onceFor, type ReadableCache } from './cache.ts';
import { counter } from './counters.ts';

interface BodyRow {
  body: string;
}

const WAITING = requestState.options.filter((state) => TURN[state] === 'unit');

const statements = onceFor((cache) => ({
  one: cache.select<BodyRow>("SELECT body FROM things WHERE kind = 'request' AND scope = '' AND id = ?"),
  waiting: cache.select<BodyRow>(
    `SELECT body FROM things WHERE kind = 'request' AND body ->> 'state' IN (${WAITING.map(() => '?').join()})`,
  ),
  values: cache.select<BodyRow>(
    "SELECT body FROM things WHERE kind = 'measure' AND scope = '' AND id > ? AND id < ?",
  ),
  revision: cache.select<{ rev: number }>('SELECT rev FROM cases WHERE service = ? AND id = ?'),
}));

const requestIn = ({ body }: BodyRow): RequestRecord => requestRecord.parse(JSON.parse(body));

/** A request by its id; null where none is held. */
export function requestHeld(cache: ReadableCache, id: string): RequestRecord | null {
  const row = statements(cache).one.get(id);
  return row === undefined ? null : requestIn(row);
}

const looked = onceFor((cache) => {
  const all = cache.select<{ row: number; rev: number; body: string }>(
    "SELECT row, rev, body FROM things WHERE kind = 'request'",
  );
  return { all, changes: -1, rows: new Map<number, RequestRecord>(), list: [] as readonly RequestRecord[] };
});

/** Every request held. Only those that changed since the last look are read again; do not write to the list. */
export function heldRequests(cache: ReadableCache): readonly RequestRecord[] {
  const of = looked(cache);
  return cache.view(() => {
    const changes = counter(cache, 'requestChanges');
    if (changes === of.changes) return of.list;
    const rows = new Map<number, RequestRecord>();
    for (const { row, rev, body } of of.all.iterate()) {
      const known = of.rows.get(row);
      const one = known?.rev === rev ? known : readable(body);
      if (one !== null) rows.set(row, one);
    }
    of.changes = changes;
    of.rows = rows;
    of.list = [...rows.values()];
    return of.list;
  });
}

/** A request as it is kept; null for a row that is none: damage costs its row, and none of the others. */
function readable(body: string): RequestRecord | null {
  try {
    return requestRecord.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

/** Every request on which it is the unit's turn. */
export const requestsWaiting = (cache: ReadableCache): RequestRecord[] =>
  statements(cache)
    .waiting.all(...WAITING)
    .map(requestIn);

/**
 * Whether what a request is about is as it was shown: the value of that period, where one was shown, or the case at its revision. What no
 * city holds, alerts of a wall and units, is.
 */
export function stillSo(cache: ReadableCache, about: RequestRecord['about']): boolean {
  if (about.what === 'case') {
    const service = cache.services.id(about.service);
    if (service === undefined) return false;
    return statements(cache).revision.get(service, about.id)?.rev === about.rev;
  }
  if (about.what !== 'indicator' || about.period === undefined) return true;
  const { indicator, subject, period, value } = about;
  const begins = `${indicator}|${subject}|`;
  return statements(cache)
    .values.all(begins, `${begins}\uffff`)
    .map(({ body }) => measureRecord.parse(JSON.parse(body)))
    .some((one) => one.period === period && one.status !== 'forecast' && one.value === value);
}
