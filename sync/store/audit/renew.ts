import { existsSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { AuditNote } from '../../contract/audit.ts';
import { syncFolder } from '../pointer.ts';
import { AUDIT, beginAgain } from './audit-log.ts';
import { BEGINNING } from './chain.ts';
import type { IdleFolder } from './offline.ts';

/**
 * Sets a damaged log aside and begins another, whose first entry goes on from the anchor and says why. Gives where the damaged one lies;
 * null where there was none.
 */
export function renewAudit({ folder, anchors }: IdleFolder, clock: number, why: string): string | null {
  const file = path.join(folder, AUDIT);
  const before = anchors.get() ?? BEGINNING;
  const aside = existsSync(file) ? `${file}.aside-${numberIn(folder)}` : null;
  if (aside !== null) renameSync(file, aside);
  syncFolder(folder);
  const of = { entries: before.n, head: before.hash };
  const note: AuditNote = { at: clock, clock, what: 'renewed', who: null, of, outcome: why };
  anchors.set(beginAgain(file, before, note));
  return aside;
}

const numberIn = (folder: string): number =>
  1 + readdirSync(folder).filter((name) => name.startsWith(`${AUDIT}.aside-`)).length;
