import { existsSync, rmSync } from 'node:fs';
import { CitywallError } from '../../contract/errors.ts';
import { openJournal, type Journal } from '../journal.ts';
import { openDatabase } from '../sqlite.ts';
import { inspect, type Inspected } from './inspect.ts';
import { rescueJournal, takeRescued } from './journal-rescue.ts';
import { JOURNAL_TABLES, readTable } from './journal-tables.ts';
import { sumsOf } from './page-sums.ts';

/** A journal that can be gone on with, and the flipped bits that were put right in it. */
export interface SoundJournal {
  journal: Journal;
  mended: number;
}

/**
 * Opens a journal as `openJournal` does, after it was looked at as a whole. A damaged one is made anew of what can be read and of its
 * last good copy, and set aside; what is missing stands in a list beside it.
 */
export function openSoundJournal(file: string, city: string): SoundJournal {
  takeRescued(file);
  const found = inspect(file);
  const { mended } = found;
  if (isDamaged(file, found)) rescueJournal(file, found);
  try {
    return { journal: openJournal(file, city), mended };
  } catch (error) {
    if (!(error instanceof CitywallError) || error.code !== 'journal-damaged') throw error;
    rescueJournal(file, found);
    return { journal: openJournal(file, city), mended };
  }
}

function isDamaged(file: string, { bad, lost, known }: Inspected): boolean {
  if (lost > 0) return true;
  if (!existsSync(file) || (known > 0 && bad.length === 0)) return false;
  if (bad.length > 0 && bad.length < Math.max(3, known / 2)) return true;
  if (!isWhole(file)) return true;
  // Half of it is another, and yet all is well: it was put there by somebody, or a version before there were sums.
  rmSync(sumsOf(file), { force: true });
  return false;
}

/** Whether all of a journal can be read. */
function isWhole(file: string): boolean {
  try {
    const db = openDatabase(file, 'read');
    try {
      if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return false;
      const names = db
        .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
        .pluck()
        .all();
      return JOURNAL_TABLES.filter(({ name }) => names.includes(name))
        .map((table) => readTable(db, table))
        .every(({ gap, senseless }) => gap === null && senseless.length === 0);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof CitywallError && error.code !== 'cache-corrupt') throw error;
    return false;
  }
}
