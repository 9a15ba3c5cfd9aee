import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { CitywallError } from '../../contract/errors.ts';
import type { Instant } from '../../contract/instants.ts';
import type { CityRecord } from '../../contract/records.ts';
import type { LoadedProfile } from '../../profile/index.ts';
import { readCsv } from './csv.ts';
import { fieldsOf, parseMapping, type Mapping, type ReplayProfile } from './mapping.ts';
import { placer } from './places.ts';
import { rowReader, type RecordedCase } from './rows.ts';
import { Unreadable, type Row } from './values.ts';

/** Something that happens in a recording: records that come at an instant. Raw rows come as they are. */
export interface Moment {
  at: Instant;
  records: readonly unknown[];
}

/** A recording as read: its moments in order, and when it begins and ends. */
export interface Recording {
  moments: readonly Moment[];
  from: Instant;
  to: Instant;
  /** Rows that could not be read, which come raw with the first moment, for quarantine. */
  unreadable: number;
}

/** A recorded case before it is read, and how a person finds it in the file: `index 3`, `line 12`. */
interface Found {
  row: unknown;
  at: string;
}

/**
 * Reads a recording: a JSON array of cases, or a CSV with a header, as the profile's `replay.json` maps them.
 * Throws CitywallError `replay-invalid` naming file, index or line, and field where it is no such thing (no JSON, no
 * array, no objects in it; a broken CSV) or most rows cannot be read; single rows that cannot be read come through raw.
 */
export async function readRecording(
  file: string,
  loaded: ReplayProfile & Pick<LoadedProfile, 'shapes'>,
): Promise<Recording> {
  const mapping = parseMapping(loaded);
  const rows = await readRows(file, mapping);
  const { city, areas } = loaded.profile;
  const placeOf = placer(city, areas, loaded.shapes);
  const read = rowReader(mapping, loaded.profile, (place, at) => placeOf(place, at).area);
  const cases: RecordedCase[] = [];
  const raw: unknown[] = [];
  let first = '';
  const seen = new Set<string>();
  for (const { row, at } of rows) {
    try {
      if (!isRow(row)) throw new Unreadable('', 'not an object');
      const one = read(row);
      if (seen.has(one.opened.id)) throw new Unreadable(mapping.fields.id, 'the same id twice');
      seen.add(one.opened.id);
      cases.push(one);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      raw.push(row);
      first ||= `, first at ${at}, field "${error.field}": ${error.message}`;
    }
  }
  if (raw.length > cases.length || cases.length === 0)
    throw invalid(
      file,
      `${raw.length} of ${rows.length} recorded cases cannot be read${first}`,
      'Compare the recording with the fields that the profile’s replay.json names.',
    );
  return inOrder(cases, raw);
}

async function readRows(file: string, mapping: Mapping): Promise<Found[]> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw invalid(
      file,
      'the recording cannot be read',
      'Check the path given with --replay, or in the file of the connector.',
      cause,
    );
  });
  if (!isUtf8(bytes)) throw invalid(file, 'the recording is not UTF-8 text', 'Save or export it as UTF-8.');
  const format = mapping.format ?? (/\.csv$/i.test(file) ? 'csv' : 'json');
  if (format === 'csv')
    return readCsv(file, bytes, fieldsOf(mapping)).map(({ row, line }) => ({ row, at: `line ${line}` }));

  const hint = 'It should be a JSON array of recorded cases, or a CSV whose name ends in .csv.';
  let rows: unknown;
  try {
    rows = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw invalid(file, 'the recording is not JSON', hint, cause);
  }
  if (!Array.isArray(rows)) throw invalid(file, 'the recording is not an array', hint);
  return rows.map((row: unknown, index) => ({ row, at: `index ${index}` }));
}

/** All moments of the cases, earliest first; a case opens before it closes. */
function inOrder(cases: readonly RecordedCase[], raw: readonly unknown[]): Recording {
  const moments: { at: Instant; records: readonly unknown[] }[] = [];
  for (const { opened, closed, personal } of cases) {
    const records: CityRecord[] = personal ? [opened, personal] : [opened];
    moments.push({ at: opened.openedAt, records });
    if (closed) moments.push({ at: closed.closedAt ?? closed.openedAt, records: [closed] });
  }
  moments.sort((a, b) => a.at - b.at);
  const from = moments[0]?.at ?? 0;
  if (raw.length > 0) moments.unshift({ at: from, records: raw });
  return { moments, from, to: moments.at(-1)?.at ?? from, unreadable: raw.length };
}

function isRow(row: unknown): row is Row {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}

function invalid(file: string, what: string, hint: string, cause?: unknown): CitywallError {
  return new CitywallError('replay-invalid', { what, where: file, hint }, { cause });
}
