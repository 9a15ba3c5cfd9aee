import { DateTime } from 'luxon';
import type { Instant } from '../../contract/instants.ts';
import type { Point } from '../../contract/records.ts';

/** A recorded case as the file has it: JSON values by field, or texts by column. */
export type Row = Readonly<Record<string, unknown>>;

/** Why a row cannot be read: the field, and what is wrong with it. */
export class Unreadable extends Error {
  readonly field: string;
  constructor(field: string, what: string) {
    super(what);
    this.field = field;
  }
}

/** Text of a text or a number; undefined where there is none, or only blanks. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The first of some fields that is not empty, and its text. */
export function textIn(
  row: Row,
  fields: readonly string[] | undefined,
): { field: string; text: string } | undefined {
  for (const field of fields ?? []) {
    const text = textOf(row[field]);
    if (text !== undefined) return { field, text };
  }
  return undefined;
}

/** How a file writes times: Luxon's tokens, or ISO 8601 where undefined, local to a zone unless they say otherwise. */
export interface TimeForm {
  format: string | undefined;
  zone: string;
}

/** The instant in the first of some fields that is not empty; undefined where all are. Throws Unreadable where it is no time. */
export function instantIn(
  row: Row,
  fields: readonly string[] | undefined,
  { format, zone }: TimeForm,
): Instant | undefined {
  const found = textIn(row, fields);
  if (!found) return undefined;
  const { field, text } = found;
  const time =
    format === undefined ? DateTime.fromISO(text, { zone }) : DateTime.fromFormat(text, format, { zone });
  if (typeof row[field] !== 'string' || !time.isValid) throw new Unreadable(field, 'not a time');
  return time.toMillis();
}

/**
 * [longitude, latitude] in degrees; undefined where unknown: both empty, or 0, 0. Throws Unreadable where it is no
 * place on earth.
 */
export function placeIn(
  row: Row,
  longitude: string | undefined,
  latitude: string | undefined,
): Point | undefined {
  if (longitude === undefined || latitude === undefined) return undefined;
  const [east, north] = [textOf(row[longitude]), textOf(row[latitude])];
  if (east === undefined && north === undefined) return undefined;
  const [lon, lat] = [Number(east), Number(north)];
  if (lon === 0 && lat === 0) return undefined;
  if (!(Math.abs(lon) <= 180)) throw new Unreadable(longitude, 'not a longitude');
  if (!(Math.abs(lat) <= 90)) throw new Unreadable(latitude, 'not a latitude');
  return [lon, lat];
}
