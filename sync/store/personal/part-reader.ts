import { existsSync } from 'node:fs';
import { type PersonalRecord, personalRecord } from '../../contract/records.ts';
import { openDatabase } from '../sqlite.ts';
import { cipherOf } from './cipher.ts';
import { aboutPart } from './closing.ts';

/** Personal parts, read one at a time. */
export interface PartReader {
  readonly file: string;
  /** The part of a case; null where none is held, or it cannot be opened, which is as if it were gone. */
  find(service: string, id: string): PersonalRecord | null;
  close(): void;
}

interface Row {
  rev: number;
  body: Uint8Array;
}

/** Opens a file of personal parts to read; null where there is none. */
export function openPartReader(file: string, secret: string): PartReader | null {
  if (!existsSync(file)) return null;
  const db = openDatabase(file, 'read');
  const cipher = cipherOf(secret);
  const find = db.prepare<[string, string], Row>(
    'SELECT rev, body FROM personal WHERE service = ? AND id = ?',
  );
  return {
    file,
    find(service, id) {
      const row = find.get(service, id);
      const text = row && cipher.open(row.body, aboutPart({ service, id, rev: row.rev }));
      return text === undefined || text === null ? null : personalRecord.parse(JSON.parse(text));
    },
    close: () => db.close(),
  };
}
