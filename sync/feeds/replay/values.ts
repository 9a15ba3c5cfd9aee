import { EARLIEST, LATEST } from '../../contract/instants.ts';
import type { Point } from '../../contract/records.ts';
import type { Refusal } from '../../contract/rejections.ts';
import { formatsOf, ISO, timeOf, type Time } from './formats.ts';

/** A recorded case as the file has it: JSON values by field, or texts by column. */
export type Row = Readonly<Record<string, unknown>>;

/** Why a row, or a part of it, cannot be read: the file's field, what is wrong with it, and its value where there is one. */
export class Unreadable extends Error {
  readonly field: string;
  readonly why: Refusal;
  readonly value: string | undefined;
  constructor(why: Refusal, field: string, what: string, value?: string) {
    super(value === undefined ? what : `"${value.length > 60 ? `${value.slice(0, 60)}…` : value}" ${what}`);
    this.why = why;
    this.field = field;
    this.value = value;
  }
}

/** What exports write where there is nothing. */
const NOTHING: ReadonlySet<string> = new Set(['', 'NULL', 'null', 'N/A', 'n/a', '#N/A', 'NaN', 'nan']);

/** Text of a text or a number; undefined where there is none, or one that says so. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return NOTHING.has(text) ? undefined : text;
}

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** What a row has in a field, which may be a path into it: `fields.id`, `location.coordinates.0`. */
export function valueIn(row: Row, field: string): unknown {
  if (Object.hasOwn(row, field)) return row[field];
  let value: unknown = row;
  for (const step of field.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** The first of some fields that is not empty, and its text. */
export function textIn(
  row: Row,
  fields: readonly string[] | undefined,
): { field: string; text: string } | undefined {
  for (const field of fields ?? []) {
    const text = textOf(valueIn(row, field));
    if (text !== undefined) return { field, text };
  }
  return undefined;
}

/** How a file writes times: the formats that are tried in order, local to a zone unless they say otherwise. */
export interface TimeForm {
  formats: readonly string[];
  zone: string;
}

/** The time in the first of some fields that is not empty; undefined where all are. Throws Unreadable where it is no time. */
export function timeIn(
  row: Row,
  fields: readonly string[] | undefined,
  { formats, zone }: TimeForm,
): (Time & { field: string; text: string }) | undefined {
  const found = textIn(row, fields);
  if (!found) return undefined;
  const { field, text } = found;
  const read = formats.flatMap((format) => timeOf(text, format, zone) ?? []);
  // Seconds are milliseconds of 1970, too: of what several formats read, it is the first that can be.
  const time = read.find(({ at }) => at >= EARLIEST && at <= LATEST) ?? read[0];
  if (time !== undefined) return { ...time, field, text };
  const tried = formats.map((format) => (format === ISO ? 'ISO 8601' : format)).join(' or ');
  const better = formatsOf([text])
    .slice(0, 3)
    .map((format) => `"${format}"`);
  const hint =
    better.length === 0 ? '' : `; "timeFormat": ${better.join(' or ')} in replay.json would read it`;
  throw new Unreadable('time', field, `is not a time, read as ${tried}${hint}`, text);
}

/** Where a file has a place: two fields of degrees, or one field that holds both; and how it writes decimals. */
export interface PlaceForm {
  longitude: readonly string[] | undefined;
  latitude: readonly string[] | undefined;
  point: readonly string[] | undefined;
  decimal: '.' | ',';
}

/**
 * [longitude, latitude] in degrees; undefined where unknown: both empty, or 0, 0. Throws Unreadable where one is missing or it
 * is no place on earth.
 */
export function placeIn(row: Row, { longitude, latitude, point, decimal }: PlaceForm): Point | undefined {
  const one = pointIn(row, point);
  if (one !== undefined) return onEarth(one.field, one.field, one.at);
  const [east, north] = [textIn(row, longitude), textIn(row, latitude)];
  if (east === undefined && north === undefined) return undefined;
  if (east === undefined)
    throw new Unreadable('missing', list(longitude), 'a latitude stands without a longitude');
  if (north === undefined)
    throw new Unreadable('missing', list(latitude), 'a longitude stands without a latitude');
  return onEarth(east.field, north.field, [degrees(east, decimal), degrees(north, decimal)]);
}

function degrees({ field, text }: { field: string; text: string }, decimal: '.' | ','): number {
  const value = Number(decimal === ',' ? text.replace(',', '.') : text);
  if (Number.isFinite(value)) return value;
  const hint = /^-?\d+,\d+$/.test(text) ? '; "decimal": "," in replay.json would read it' : '';
  throw new Unreadable('form', field, `is not a number of degrees${hint}`, text);
}

function onEarth(longitude: string, latitude: string, [lon, lat]: Point): Point | undefined {
  if (lon === 0 && lat === 0) return undefined;
  if (Math.abs(lon) > 360 && Math.abs(lat) > 360)
    throw new Unreadable(
      'projected',
      `${longitude}, ${latitude}`,
      'is no place in degrees: it looks projected, in metres or feet; export it in WGS 84',
      `${lon}, ${lat}`,
    );
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90)
    throw new Unreadable(
      'swapped',
      latitude,
      'is not a latitude: latitude and longitude look swapped',
      String(lat),
    );
  if (!(Math.abs(lon) <= 180)) throw new Unreadable('range', longitude, 'is not a longitude', String(lon));
  if (!(Math.abs(lat) <= 90)) throw new Unreadable('range', latitude, 'is not a latitude', String(lat));
  return [lon, lat];
}

/** A place that stands in one field: GeoJSON, `latitude` and `longitude` in an object, WKT's POINT, or a text `(latitude, longitude)`. */
function pointIn(row: Row, fields: readonly string[] | undefined): { field: string; at: Point } | undefined {
  for (const field of fields ?? []) {
    const value = valueIn(row, field);
    if (value === undefined || value === null || (typeof value === 'string' && textOf(value) === undefined))
      continue;
    const at = pointOf(value);
    if (at !== undefined) return { field, at };
    throw new Unreadable(
      'form',
      field,
      'is not a point',
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  }
  return undefined;
}

/** The place that a value of a usual form is. */
export function pointOf(value: unknown): Point | undefined {
  if (typeof value === 'string') {
    const [, wktLon, wktLat] = /^\s*POINT\s*\(\s*(\S+)\s+([^\s)]+)\s*\)\s*$/i.exec(value) ?? [];
    if (wktLon !== undefined) return numbers(wktLon, wktLat);
    const [, lat, lon] = /^\s*\(?\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*\)?\s*$/.exec(value) ?? [];
    return lat === undefined ? undefined : numbers(lon, lat);
  }
  if (Array.isArray(value)) return numbers(value[0], value[1]);
  if (!isObject(value)) return undefined;
  const { coordinates, latitude, lat, longitude, lon, lng } = value;
  return Array.isArray(coordinates)
    ? numbers(coordinates[0], coordinates[1])
    : numbers(longitude ?? lon ?? lng, latitude ?? lat);
}

function numbers(lon: unknown, lat: unknown): Point | undefined {
  const [east, north] = [textOf(lon), textOf(lat)];
  if (east === undefined || north === undefined) return undefined;
  const at: Point = [Number(east), Number(north)];
  return at.every(Number.isFinite) ? at : undefined;
}

const list = (fields: readonly string[] | undefined): string => (fields ?? []).join(', ');
