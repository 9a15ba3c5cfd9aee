import { DateTime } from 'luxon';
import type { Instant } from '../../contract/instants.ts';
import type { City } from '../../contract/profile.ts';
import type { CaseRecord, PersonalRecord, Point } from '../../contract/records.ts';
import type { Mapping } from './mapping.ts';

/** A recorded case as read: what it is when it opens, and what becomes of it. */
export interface RecordedCase {
  opened: CaseRecord;
  /** The same when it is closed, if the recording says it was. */
  closed: CaseRecord | undefined;
  personal: PersonalRecord | undefined;
}

/** Why a row cannot be read: the field, and what is wrong with it. */
export interface Unreadable {
  field: string;
  what: string;
}

type Row = Record<string, unknown>;

/** Places an area for a point: undefined outside the map. */
export type AreaAt = (point: Point) => string | undefined;

/** Reads one row by the profile's mapping. */
export function readRow(
  row: Row,
  mapping: Mapping,
  city: Pick<City, 'timeZone'>,
  areaAt: AreaAt,
): RecordedCase | Unreadable {
  const { fields } = mapping;
  const zone = mapping.timeZone ?? city.timeZone;
  const id = textOf(row[fields.id]);
  if (id === undefined) return { field: fields.id, what: 'a case needs an id' };
  const word = textOf(row[fields.category]);
  if (word === undefined) return { field: fields.category, what: 'a case needs a category' };
  const openedAt = instantOf(row[fields.opened], mapping.timeFormat, zone);
  if (openedAt === undefined) return { field: fields.opened, what: 'not a time' };
  const due = optional(fields.due, (f) => instantOf(row[f], mapping.timeFormat, zone), row);
  if (due instanceof Array) return { field: due[0], what: 'not a time' };
  const status = mapping.statuses[textOf(row[fields.status]) ?? ''];
  if (!status) return { field: fields.status, what: 'not a status that replay.json names' };
  const place = placeOf(row, fields);
  if (place === null) return { field: fields.longitude ?? '', what: 'not a place on earth' };

  const area = place && areaAt(place);
  const unit = fields.unit === undefined ? undefined : textOf(row[fields.unit]);
  const channel = fields.channel === undefined ? undefined : textOf(row[fields.channel]);
  const ended = status === 'resolved' || status === 'refused';
  const opened: CaseRecord = {
    kind: 'case',
    service: mapping.service,
    id,
    rev: 1,
    openedAt,
    status: ended ? 'received' : status,
    category: mapping.categories[word] ?? word,
    ...(due !== undefined && { dueAt: due }),
    ...(unit !== undefined && { unit }),
    ...(area !== undefined && { area }),
    ...(place && { point: [round(place[0]), round(place[1])] satisfies Point }),
    ...(channel !== undefined && { channel }),
  };
  let closed: CaseRecord | undefined;
  if (ended) {
    const at =
      fields.closed === undefined ? undefined : instantOf(row[fields.closed], mapping.timeFormat, zone);
    if (at === undefined) return { field: fields.closed ?? fields.status, what: 'closed, but not when' };
    // Some recordings keep a 12-hour clock without am and pm: what closed before it opened, closed as it opened.
    closed = { ...opened, rev: 2, status, closedAt: Math.max(at, openedAt) };
  }
  return { opened, closed, personal: personalOf(row, mapping, id, place) };
}

/** The value of an optional field: undefined where it is absent or empty, its name in a list where it cannot be read. */
function optional(
  field: string | undefined,
  read: (field: string) => Instant | undefined,
  row: Row,
): Instant | undefined | [string] {
  if (field === undefined || row[field] === null || row[field] === undefined || row[field] === '')
    return undefined;
  return read(field) ?? [field];
}

/** Text of a text or a number; undefined where there is none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function instantOf(value: unknown, format: string | undefined, zone: string): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const time =
    format === undefined ? DateTime.fromISO(value, { zone }) : DateTime.fromFormat(value, format, { zone });
  return time.isValid ? time.toMillis() : undefined;
}

/** [longitude, latitude]; undefined where unknown (absent, or 0, 0), null where it is no place at all. */
function placeOf(row: Row, fields: Mapping['fields']): Point | undefined | null {
  if (fields.longitude === undefined || fields.latitude === undefined) return undefined;
  const [east, north] = [row[fields.longitude], row[fields.latitude]];
  const absent = (v: unknown): boolean => v === null || v === undefined || v === '';
  if (absent(east) && absent(north)) return undefined;
  const [lon, lat] = [Number(east), Number(north)];
  if (lon === 0 && lat === 0) return undefined;
  const there = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return there && !absent(east) && !absent(north) ? [lon, lat] : null;
}

function personalOf(
  row: Row,
  mapping: Mapping,
  id: string,
  place: Point | undefined,
): PersonalRecord | undefined {
  const parts = Object.entries(mapping.fields.personal).flatMap(([part, field]) => {
    const value = field === undefined ? undefined : textOf(row[field]);
    return value === undefined ? [] : [[part, value] as const];
  });
  if (parts.length === 0) return undefined;
  return {
    kind: 'personal',
    service: mapping.service,
    id,
    rev: 1,
    ...Object.fromEntries(parts),
    ...(place && { point: place }),
  };
}

const round = (degrees: number): number => Math.round(degrees * 1000) / 1000;
