import { readFile } from 'node:fs/promises';
import { CitywallError } from '../../contract/errors.ts';
import type { Instant } from '../../contract/instants.ts';
import type { CityRecord } from '../../contract/records.ts';
import { parseMapping, type ReplayProfile } from './mapping.ts';
import { nearestArea } from './nearest.ts';
import { readRow, type RecordedCase, type Unreadable } from './rows.ts';

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

/**
 * Reads a recording: a JSON array of cases as the profile's `replay.json` maps them.
 * Throws CitywallError `replay-invalid` naming file, index and field where it is no such thing (no JSON, no
 * array, no objects in it) or most rows cannot be read; single rows that cannot be read come through raw.
 */
export async function readRecording(file: string, loaded: ReplayProfile): Promise<Recording> {
  const mapping = parseMapping(loaded);
  const fail = (what: string, hint: string, cause?: unknown): never => {
    throw new CitywallError('replay-invalid', { what, where: file, hint }, { cause });
  };
  const rows: unknown = await readFile(file, 'utf8').then(
    (text) => {
      try {
        return JSON.parse(text) as unknown;
      } catch (cause) {
        return fail('the recording is not JSON', 'It should be a JSON array of recorded cases.', cause);
      }
    },
    (cause) => fail('the recording cannot be read', 'Check the path given with --replay.', cause),
  );
  if (!Array.isArray(rows))
    return fail('the recording is not an array', 'It should be a JSON array of recorded cases.');
  const areaAt = nearestArea(loaded.profile.city, loaded.profile.areas);
  const cases: RecordedCase[] = [];
  const raw: unknown[] = [];
  let first: (Unreadable & { index: number }) | undefined;
  const seen = new Set<string>();
  rows.forEach((row: unknown, index) => {
    const read = isRow(row)
      ? readRow(row, mapping, loaded.profile.city, areaAt)
      : { field: '', what: 'not an object' };
    const repeated = 'opened' in read && seen.has(read.opened.id);
    if ('opened' in read && !repeated) {
      seen.add(read.opened.id);
      cases.push(read);
      return;
    }
    raw.push(row);
    const problem = 'opened' in read ? { field: mapping.fields.id, what: 'the same id twice' } : read;
    first ??= { ...problem, index };
  });
  if (raw.length > cases.length || cases.length === 0) {
    const at = first ? `, first at index ${first.index}, field "${first.field}": ${first.what}` : '';
    return fail(
      `${raw.length} of ${rows.length} recorded cases cannot be read${at}`,
      'Compare the recording with the fields that the profile’s replay.json names.',
    );
  }
  return inOrder(cases, raw);
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

function isRow(row: unknown): row is Record<string, unknown> {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
