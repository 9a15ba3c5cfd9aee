import { existsSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { AuditNote } from '../../contract/audit.ts';
import { JOURNAL } from '../folder.ts';
import { openJournal } from '../journal.ts';
import { lockFolder } from '../lock.ts';
import { syncFolder } from '../pointer.ts';
import { openDatabase } from '../sqlite.ts';
import { AUDIT, AUDIT_HEAD, beginAgain } from './audit-log.ts';
import { BEGINNING } from './chain.ts';
import { keptAnchor } from './kept-anchor.ts';

/**
 * Sets a damaged log aside and begins another, whose first entry goes on from the anchor and says why. Gives where the damaged one lies;
 * null where there was none. Throws `data-in-use` while a host runs.
 */
export function renewAudit(folder: string, pid: number, clock: number, why: string): string | null {
  const lock = lockFolder(folder, pid);
  try {
    const file = path.join(folder, AUDIT);
    const before = keptAnchor(folder) ?? BEGINNING;
    const aside = existsSync(file) ? `${file}.aside-${numberIn(folder)}` : null;
    if (aside !== null) renameSync(file, aside);
    syncFolder(folder);
    const of = { entries: before.n, head: before.hash };
    const note: AuditNote = { at: clock, clock, what: 'renewed', who: null, of, outcome: why };
    const head = beginAgain(file, before, note);
    const journal = openJournal(path.join(folder, JOURNAL), cityOf(folder));
    try {
      journal.state.set(AUDIT_HEAD, head);
    } finally {
      journal.close();
    }
    return aside;
  } finally {
    lock.release();
  }
}

const numberIn = (folder: string): number =>
  1 + readdirSync(folder).filter((name) => name.startsWith(`${AUDIT}.aside-`)).length;

function cityOf(folder: string): string {
  const db = openDatabase(path.join(folder, JOURNAL), 'read');
  try {
    return String(db.prepare("SELECT value FROM meta WHERE key = 'city'").pluck().get());
  } finally {
    db.close();
  }
}
