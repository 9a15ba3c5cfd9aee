import type { CaseEvent, CaseRecord } from '../contract/records.ts';
import { caseEvent, caseStatus } from '../contract/records.ts';
import { z } from 'zod';
import type { ReadableCache } from './cache.ts';

/** A case as the table has it: instants in ms, codes as integers of the cache's code tables, absent as null. */
export interface CaseRow {
  row: number;
  service: number;
  id: string;
  rev: number;
  opened: number;
  due: number | null;
  closed: number | null;
  /** Index in {@link STATUSES}. */
  status: number;
  category: number;
  unit: number | null;
  area: number | null;
  lon: number | null;
  lat: number | null;
  channel: number | null;
  rating: number | null;
  /** JSON text of the events, where there are any. */
  events: string | null;
  /** Its place in the log of a host that serves. */
  seq: number | null;
}

export const STATUSES = caseStatus.options;

export const CASE_COLUMNS =
  'row, service, id, rev, opened, due, closed, status, category, unit, area, lon, lat, channel, rating, events, seq';

const events = z.array(caseEvent);

/** The record a row was made from. Throws a RangeError where its codes are not the cache's. */
export function caseOf(cache: ReadableCache, row: CaseRow): CaseRecord {
  const status = STATUSES[row.status];
  if (status === undefined) throw new RangeError(`no status ${row.status}`);
  const record: CaseRecord = {
    kind: 'case',
    service: cache.services.code(row.service),
    id: row.id,
    rev: row.rev,
    openedAt: row.opened,
    status,
    category: cache.codes.code(row.category),
  };
  if (row.due !== null) record.dueAt = row.due;
  if (row.closed !== null) record.closedAt = row.closed;
  if (row.unit !== null) record.unit = cache.codes.code(row.unit);
  if (row.area !== null) record.area = cache.codes.code(row.area);
  if (row.lon !== null && row.lat !== null) record.point = [row.lon, row.lat];
  if (row.channel !== null) record.channel = cache.codes.code(row.channel);
  if (row.rating !== null) record.rating = row.rating;
  if (row.events !== null) record.events = eventsOf(row.events);
  return record;
}

function eventsOf(text: string): CaseEvent[] {
  return events.parse(JSON.parse(text));
}
