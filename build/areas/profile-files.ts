import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writtenOut } from '../../sync/calendar/written-out.ts';
import { writtenCalendar } from '../../sync/calendar/written.ts';
import { CitywallError } from '../../sync/contract/errors.ts';
import { area, city, type Area, type AreaShapes, type City } from '../../sync/contract/profile.ts';
import { onOneAxis } from '../../sync/profile/one-axis.ts';
import { areaShapes } from '../../sync/profile/shapes.ts';
import { outlineSettings, type OutlineSettings } from './natural-earth.ts';

const SHAPES = 'areas.geojson';
const CALENDAR = 'calendar.json';
const OUTLINE = 'areas-outline.json';

const NO_SHAPES: AreaShapes = { type: 'FeatureCollection', origin: 'none', features: [] };

/** What drawing and importing need of a profile folder. Read by itself: a folder may be invalid just because of its shapes. */
export interface Places {
  areas: Area[];
  city: City;
}

/** Reads `areas.json` and `city.json`, with `calendar.json` where there is one. Raises `profile-invalid`. */
export function readPlaces(folder: string): Places {
  const places = { areas: read(folder, 'areas.json', z.array(area)), city: readCity(folder) };
  return onOneAxis({ ...places, shapes: NO_SHAPES });
}

function readCity(folder: string): City {
  if (!existsSync(path.join(folder, CALENDAR))) return read(folder, 'city.json', city);
  const calendar = writtenOut(read(folder, CALENDAR, writtenCalendar));
  return { ...read(folder, 'city.json', city.omit({ calendar: true })), calendar };
}

/** Reads the shapes that a folder has now; none where there is no `areas.geojson`. Raises `profile-invalid`. */
export function readShapes(folder: string): AreaShapes {
  if (existsSync(path.join(folder, SHAPES))) return read(folder, SHAPES, areaShapes);
  return NO_SHAPES;
}

/** Reads `areas-outline.json`, where the profile has one. Raises `profile-invalid`. */
export function readOutline(folder: string): OutlineSettings | null {
  return existsSync(path.join(folder, OUTLINE)) ? read(folder, OUTLINE, outlineSettings) : null;
}

function read<T>(folder: string, name: string, schema: z.ZodType<T>): T {
  const file = path.join(folder, name);
  const raise = (what: string, cause?: unknown): never => {
    const hint = 'docs/city-profile.md describes every field.';
    throw new CitywallError('profile-invalid', { what, where: file, hint }, { cause });
  };
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return raise(`it cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  const found = schema.safeParse(json);
  return found.success ? found.data : raise(z.prettifyError(found.error));
}

/**
 * Writes `areas.geojson` into a profile folder and returns its path. One feature a line, so that a changed place shows as one
 * changed line; whole or not at all, because a running wall reads the file as soon as it changes.
 */
export function writeShapes(folder: string, { type, origin, around, features }: AreaShapes): string {
  const lines = features.map((f) => JSON.stringify(f)).join(',\n');
  const beside = around === undefined ? '' : `"around":${JSON.stringify(around)},\n`;
  const text = `{"type":${JSON.stringify(type)},"origin":${JSON.stringify(origin)},${beside}"features":[\n${lines}\n]}\n`;
  const file = path.join(folder, SHAPES);
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
  return file;
}
