import { existsSync } from 'node:fs';
import path from 'node:path';
import { anchor, type Anchor } from '../../contract/audit.ts';
import { JOURNAL } from '../folder.ts';
import { openDatabase } from '../sqlite.ts';
import { AUDIT_HEAD } from './audit-log.ts';

/** The anchor of the audit log as a folder's journal has it, also while a host runs; null where it has none. */
export function keptAnchor(folder: string): Anchor | null {
  const file = path.join(folder, JOURNAL);
  if (!existsSync(file)) return null;
  const db = openDatabase(file, 'read');
  try {
    const json = db.prepare<[string], string>('SELECT json FROM state WHERE key = ?').pluck().get(AUDIT_HEAD);
    return json === undefined ? null : anchor.parse(JSON.parse(json));
  } finally {
    db.close();
  }
}
