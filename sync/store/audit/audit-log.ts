import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Anchor, AuditNote } from '../../contract/audit.ts';
import { CitywallError } from '../../contract/errors.ts';
import { errorCode, fileError } from '../file-error.ts';
import { syncFolder } from '../pointer.ts';
import { anchorOf, beginningOf, BEGINNING, follows, lineOf, linesAfter } from './chain.ts';
import { verifyAudit } from './verify.ts';

/** The audit log of a data folder. */
export const AUDIT = 'audit.log';
/** Where the journal keeps the log's anchor. */
export const AUDIT_HEAD = 'audit.head';

/** As much of the end of a log as is looked at when it is opened, bytes: the rest is `npm run audit -- verify`'s. */
const TAIL = 256 * 1024;
/** More than the longest entry, bytes. */
const LONGEST = 128 * 1024;
const NEWLINE = 0x0a;

/** Where the end of the log is kept, apart from it. */
export interface AnchorStore {
  get(): Anchor | null;
  /** On disk when it returns. */
  set(head: Anchor): void;
}

export interface AuditLog {
  /**
   * Writes entries; gives the end of the log. All of them are on disk when it returns. Throws `audit-damaged` where the log is not as it was
   * left, or the error of the disk; then nothing of them counts as written, and the next try begins afresh.
   */
  note(notes: readonly AuditNote[]): Anchor;
  close(): void;
}

/** The open file as it was left. */
interface Open {
  handle: number;
  size: number;
  head: Anchor;
}

/** The audit log in a file, one line an entry. It is opened with the first entry, so that what is wrong with it stops nothing else. */
export function auditLog(file: string, anchors: AnchorStore): AuditLog {
  let open: Open | null = null;
  const close = (): void => {
    if (open !== null) closeSync(open.handle);
    open = null;
  };
  return {
    note(notes) {
      try {
        const found = open === null ? openLog(file, anchors.get()) : null;
        open ??= { ...(found ?? fresh(file)) };
        requireAsLeft(file, open);
        const { text, head } = linesAfter(open.head, [...ownNotes(found, notes[0]), ...notes]);
        append(open, Buffer.from(text));
        open.head = head;
        anchors.set(head);
        return head;
      } catch (error) {
        close();
        throw fileError(error, file);
      }
    },
    close,
  };
}

/** Begins a log that goes on from the anchor of another, with one entry; gives its end. */
export function beginAgain(file: string, from: Anchor, note: AuditNote): Anchor {
  const { text, head } = linesAfter(from, [note]);
  const open = fresh(file);
  try {
    append(open, Buffer.from(text));
    return head;
  } finally {
    closeSync(open.handle);
  }
}

/** A log as it was found: with what of its end was no entry, bytes, and entries that its anchor does not know. */
interface Found extends Open {
  torn: number;
  beyond: number;
}

/** What the log has to say of itself, at the time of another entry. */
function ownNotes(found: Found | null, beside: AuditNote | undefined): AuditNote[] {
  if (found === null || beside === undefined) return [];
  const { at, clock } = beside;
  const own = (what: AuditNote['what'], of: AuditNote['of']): AuditNote => ({
    at,
    clock,
    what,
    who: null,
    of,
  });
  return [
    ...(found.torn > 0 ? [own('torn', { bytes: found.torn })] : []),
    // One entry may have been written whose anchor was not, when the power went.
    ...(found.beyond > 1 ? [own('anchorOlder', { entries: found.beyond })] : []),
  ];
}

function append(open: Open, bytes: Buffer): void {
  try {
    for (let from = 0; from < bytes.length;)
      from += writeSync(open.handle, bytes, from, bytes.length - from, open.size + from);
    fdatasyncSync(open.handle);
    open.size += bytes.length;
  } catch (error) {
    // Half an entry must not stand there, or the next would be part of it.
    ftruncateSync(open.handle, open.size);
    throw error;
  }
}

/** Throws `audit-damaged` where a file was cut, lengthened or put in another's place since it was written last. */
function requireAsLeft(file: string, { handle, size }: Open): void {
  const ours = fstatSync(handle);
  let there;
  try {
    there = statSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  if (there === undefined) throw damaged(file, 'It was deleted while it was in use.');
  if (there.ino !== ours.ino) throw damaged(file, 'Another file was put in its place.');
  if (there.size !== size)
    throw damaged(file, `It has ${there.size} bytes, and ${size} were written: somebody else wrote there.`);
}

function fresh(file: string): Open {
  const handle = openSync(file, 'wx', 0o600);
  closeSync(handle);
  syncFolder(path.dirname(file));
  return { handle: openSync(file, 'r+'), size: 0, head: BEGINNING };
}

/** Opens what is there; null where nothing is, and nothing should be. */
function openLog(file: string, anchor: Anchor | null): Found | null {
  let handle;
  try {
    handle = openSync(file, 'r+');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    if (anchor === null) return null;
    throw damaged(file, `It is gone; it had ${anchor.n} entries.`);
  }
  try {
    return foundIn(file, handle, anchor);
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function foundIn(file: string, handle: number, anchor: Anchor | null): Found {
  const { size: all } = fstatSync(handle);
  const from = Math.max(0, all - TAIL);
  const tail = Buffer.alloc(all - from);
  readSync(handle, tail, 0, tail.length, from);
  // Nobody was ever answered by an entry without its end.
  const end = tail.lastIndexOf(NEWLINE) + 1;
  if (tail.length - end > LONGEST) throw damaged(file, 'What stands at its end is no entry.');
  const size = from + end;
  const { head, knows } = readTail(file, tail.subarray(0, size - from), from === 0, anchor);
  if (anchor !== null && !knows) requireWhole(file, anchor, size < all);
  if (size < all) ftruncateSync(handle, size);
  return { handle, size, head, torn: all - size, beyond: head.n - (anchor?.n ?? 0) };
}

/** The last entry at the end of a log, each held against the one before; and whether the anchor's is among them. */
function readTail(
  file: string,
  tail: Buffer,
  isAll: boolean,
  anchor: Anchor | null,
): { head: Anchor; knows: boolean } {
  let head: Anchor | null = null;
  let knows = anchor?.n === 0;
  // The first line of a tail began before it.
  let start = isAll ? 0 : tail.indexOf(NEWLINE) + 1;
  for (let end = tail.indexOf(NEWLINE, start); end >= 0; end = tail.indexOf(NEWLINE, start)) {
    const line = lineOf(tail.subarray(start, end));
    start = end + 1;
    if (isAll) head ??= beginningOf(line);
    if (head !== null && !follows(head, line))
      throw damaged(file, `The entry ${head.n + 1} is not as it was written.`);
    head = anchorOf(line);
    knows ||= head.n === anchor?.n && head.hash === anchor.hash;
  }
  return { head: head ?? BEGINNING, knows };
}

/** Looks through all of a log for the entry that the anchor is of. */
function requireWhole(file: string, anchor: Anchor, torn: boolean): void {
  const { fault } = verifyAudit(file, anchor);
  if (fault === null || (torn && fault.why === 'torn' && fault.n > anchor.n)) return;
  throw damaged(file, fault.what);
}

function damaged(file: string, what: string): CitywallError {
  return new CitywallError('audit-damaged', {
    what: `The audit log is not as it was left. ${what}`,
    where: file,
    hint: 'Keep a copy of it and of journal.db, look with npm run audit -- verify, then begin another: docs/personal-data.md.',
  });
}
