import { measureRecord, requestRecord, type RequestRecord } from '../contract/records.ts';
import { TURN, requestState } from '../contract/requests.ts';
import { onceFor, type ReadableCache } from './cache.ts';

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
