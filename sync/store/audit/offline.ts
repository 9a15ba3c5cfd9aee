import { existsSync } from 'node:fs';
import path from 'node:path';
import { anchor, type AuditNote } from '../../contract/audit.ts';
import { CitywallError } from '../../contract/errors.ts';
import { JOURNAL } from '../folder.ts';
import { openJournal, type Journal } from '../journal.ts';
import { lockFolder } from '../lock.ts';
import { openDatabase } from '../sqlite.ts';
import { AUDIT, AUDIT_HEAD, auditLog, type AnchorStore } from './audit-log.ts';

/** A data folder that no host uses, held by a tool. */
export interface IdleFolder {
  folder: string;
  anchors: AnchorStore;
}

/** Does something with a data folder that no host uses. Throws `data-in-use` where one does, `option-invalid` where it is no data folder. */
export function whileIdle<T>(folder: string, pid: number, act: (idle: IdleFolder) => T): T {
  const file = path.join(folder, JOURNAL);
  if (!existsSync(file))
    throw new CitywallError('option-invalid', {
      what: 'this is no data folder of a host',
      where: folder,
      hint: 'Name it with --data.',
    });
  const lock = lockFolder(folder, pid);
  let journal: Journal | undefined;
  try {
    journal = openJournal(file, cityOf(file));
    return act({ folder, anchors: anchorsIn(journal) });
  } finally {
    journal?.close();
    lock.release();
  }
}

/** The anchor of the audit log, in a journal. */
export const anchorsIn = ({ state }: Journal): AnchorStore => ({
  get: () => anchor.safeParse(state.get(AUDIT_HEAD)).data ?? null,
  set: (head) => state.set(AUDIT_HEAD, head),
});

/** Writes one entry in the audit log of a folder that no host uses. */
export function noteIdle({ folder, anchors }: IdleFolder, note: AuditNote): void {
  const log = auditLog(path.join(folder, AUDIT), anchors);
  try {
    log.note([note]);
  } finally {
    log.close();
  }
}

function cityOf(file: string): string {
  const db = openDatabase(file, 'read');
  try {
    return String(db.prepare("SELECT value FROM meta WHERE key = 'city'").pluck().get());
  } finally {
    db.close();
  }
}
