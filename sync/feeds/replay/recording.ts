import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { CitywallError } from '../../contract/errors.ts';
import type { Instant } from '../../contract/instants.ts';
import type { CityRecord } from '../../contract/records.ts';
import type { Rejection } from '../../contract/rejections.ts';
import type { LoadedProfile } from '../../profile/index.ts';
import { readCsv, type Found } from './csv.ts';
import { decode } from './decode.ts';
import { isRow, readJson } from './json.ts';
import { needsOf, parseMapping, type Mapping, type ReplayProfile } from './mapping.ts';
import { placer } from './places.ts';
import { rowReader, type RecordedCase } from './rows.ts';
import { endOf } from './span.ts';
import { place, summary, type Told } from './tell.ts';
import { Unreadable } from './values.ts';

/** Something that happens in a recording: records that come at an instant. */
export interface Moment {
  at: Instant;
  records: readonly CityRecord[];
}

/** A recording as read: its moments in order, and when it begins and ends. */
export interface Recording {
  moments: readonly Moment[];
  from: Instant;
  to: Instant;
  /** Rows of the file that say something, read or not. */
  rows: number;
  /** What could not be read: as walls are told, and in sentences with the values, for those who have the file. */
  rejected: readonly Rejection[];
  notes: readonly string[];
  /** What it was read by: another where the file, or how it is mapped, is another. */
  by: string;
}

/** The profile that a recording is read by. */
type Recorded = ReplayProfile & Pick<LoadedProfile, 'shapes'>;

/** A case and where it stands in the file. */
type Placed = RecordedCase & Pick<Found, 'line' | 'at'>;

/**
 * Reads a recording: JSON, JSON lines, GeoJSON, or a CSV with a header, as the profile's `replay.json` maps them; `now` is the machine's.
 * Throws CitywallError `replay-invalid` naming file, index or line, and field where it is no such thing, or most rows cannot be read.
 */
export async function readRecording(file: string, loaded: Recorded, now: Instant): Promise<Recording> {
  const mapping = parseMapping(loaded);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw invalid(
      file,
      'the recording cannot be read',
      'Check the path given with --replay, or in the file of the connector.',
      cause,
    );
  });
  const rows = rowsIn(file, bytes, mapping);
  const told: Told[] = [];
  const cases = within(readCases(rows, mapping, loaded, told), mapping, now, told);
  const { rejected, notes } = summary(told);
  const lost = rows.length - cases.length;
  const first = told.find(({ loses }) => loses === 'record');
  if (lost > cases.length || cases.length === 0)
    throw invalid(
      file,
      `${lost} of ${rows.length} recorded cases cannot be read${first === undefined ? '' : `, first at ${place(first)}`}`,
      'Compare the recording with the fields that the profile’s replay.json names.',
    );
  const by = createHash('sha256')
    .update(JSON.stringify(loaded.replay))
    .update(bytes)
    .digest('hex')
    .slice(0, 16);
  return { ...inOrder(cases), rows: rows.length, rejected, notes, by };
}

/** The cases of some rows; what cannot be read of them is told. */
function readCases(
  rows: readonly Found[],
  mapping: Mapping,
  { profile, shapes }: Recorded,
  told: Told[],
): Placed[] {
  const read = rowReader(mapping, profile, placer(profile.city, profile.areas, shapes));
  const partOf = partNames(mapping);
  const seen = new Set<string>();
  return rows.flatMap((found): Placed[] => {
    const { line, at } = found;
    try {
      if ('fault' in found) throw found.fault;
      if (!isRow(found.row)) throw new Unreadable('type', '', 'not an object');
      const one = read(found.row);
      const { id } = one.opened;
      if (seen.has(id))
        throw new Unreadable('repeated', mapping.fields.id.join(', '), 'is the same id twice', id);
      seen.add(id);
      for (const { part, fault } of one.faults) told.push({ part, loses: 'part', fault, line, at });
      return [{ ...one, line, at }];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const part = error.why === 'columns' ? '' : partOf(error.field);
      told.push({ part, loses: 'record', fault: error, line, at });
      return [];
    }
  });
}

/** The cases of the recording's own time: one that opens after it is no case, one that closes after it is still open. */
function within(cases: readonly Placed[], { fields }: Mapping, now: Instant, told: Told[]): Placed[] {
  const instants = cases.flatMap(({ opened, closed }) =>
    closed?.closedAt === undefined ? [opened.openedAt] : [opened.openedAt, closed.closedAt],
  );
  if (instants.length === 0) return [];
  const end = endOf(instants, now);
  const beyond = (name: string, names: readonly string[] | undefined, at: Instant): Unreadable =>
    new Unreadable(
      'span',
      (names ?? [name]).join(', '),
      `is after all else that is recorded, up to ${iso(end)}`,
      iso(at),
    );
  return cases.flatMap((one) => {
    const { opened, closed, line, at } = one;
    if (opened.openedAt > end) {
      const fault = beyond('opened', fields.opened, opened.openedAt);
      told.push({ part: 'openedAt', loses: 'record', fault, line, at });
      return [];
    }
    if (closed?.closedAt === undefined || closed.closedAt <= end) return [one];
    told.push({
      part: 'closedAt',
      loses: 'part',
      fault: beyond('closed', fields.closed, closed.closedAt),
      line,
      at,
    });
    return [{ ...one, closed: undefined }];
  });
}

const iso = (at: Instant): string => new Date(at).toISOString();

/** The feed's name for what a field of the file is taken for. */
function partNames(mapping: Mapping): (field: string) => string {
  const times: Record<string, string> = { opened: 'openedAt', due: 'dueAt', closed: 'closedAt' };
  const names = new Map(
    needsOf(mapping).flatMap(({ names, purpose }) =>
      names.map((name) => [name, times[purpose] ?? purpose] as const),
    ),
  );
  return (field) => names.get(field.split(', ')[0] ?? '') ?? '';
}

function rowsIn(file: string, bytes: Buffer, mapping: Mapping): Found[] {
  const text = decode(file, bytes, mapping.encoding);
  const needs = needsOf(mapping);
  const { delimiter, rows } = mapping;
  const format = mapping.format ?? formatOf(file);
  return format === 'csv'
    ? readCsv(file, text, { needs, delimiter })
    : readJson(file, text, { needs, rows, lines: format === 'jsonl' });
}

/** What a file is by its name. */
export const formatOf = (file: string): 'csv' | 'jsonl' | 'json' =>
  /\.(?:csv|tsv)$/i.test(file) ? 'csv' : /\.(?:jsonl|ndjson)$/i.test(file) ? 'jsonl' : 'json';

/** All moments of the cases, earliest first; a case opens before it closes. */
function inOrder(cases: readonly RecordedCase[]): Pick<Recording, 'moments' | 'from' | 'to'> {
  const moments: Moment[] = [];
  for (const { opened, closed, personal } of cases) {
    moments.push({ at: opened.openedAt, records: personal ? [opened, personal] : [opened] });
    if (closed) moments.push({ at: closed.closedAt ?? closed.openedAt, records: [closed] });
  }
  moments.sort((a, b) => a.at - b.at);
  const from = moments[0]?.at ?? 0;
  return { moments, from, to: moments.at(-1)?.at ?? from };
}

function invalid(file: string, what: string, hint: string, cause?: unknown): CitywallError {
  return new CitywallError('replay-invalid', { what, where: file, hint }, { cause });
}
