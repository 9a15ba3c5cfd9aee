import { closeSync, openSync, readSync } from 'node:fs';
import type { Anchor } from '../../contract/audit.ts';
import { guarded } from '../sqlite.ts';
import { anchorOf, beginningOf, BEGINNING, follows, lineOf, type Line } from './chain.ts';

/** What is wrong with a log, at the first entry that is not as it was written. */
export interface AuditFault {
  /** The entry that should stand there. */
  n: number;
  /** The line of the file, from 1. */
  line: number;
  why: 'changed' | 'missing' | 'reordered' | 'doubled' | 'torn' | 'cut' | 'replaced';
  what: string;
}

export interface Verdict {
  /** The last entry of those that are as they were written. */
  head: Anchor;
  fault: AuditFault | null;
}

const NEWLINE = 0x0a;
/** The longest line there can be, bytes, and more. */
const LONGEST = 1024 * 1024;
const PIECE = 256 * 1024;

/** The lines of a file without their ends; the last is marked where it has none. */
export function* linesIn(file: string): Generator<{ bytes: Buffer; torn: boolean }, void> {
  const handle = guarded(file, () => openSync(file, 'r'));
  try {
    let rest = Buffer.alloc(0);
    const piece = Buffer.allocUnsafe(PIECE);
    for (;;) {
      const read = guarded(file, () => readSync(handle, piece));
      if (read === 0) break;
      const all = Buffer.concat([rest, piece.subarray(0, read)]);
      let from = 0;
      for (let end = all.indexOf(NEWLINE); end >= 0; end = all.indexOf(NEWLINE, from)) {
        yield { bytes: all.subarray(from, end), torn: false };
        from = end + 1;
      }
      rest = Buffer.from(all.subarray(from));
      // No line of ours: what follows cannot be told apart any more.
      if (rest.length > LONGEST) break;
    }
    if (rest.length > 0) yield { bytes: rest, torn: true };
  } finally {
    closeSync(handle);
  }
}

/**
 * Holds every entry of a log against its hash and the entry before, and the end against an anchor where there is one.
 */
export function verifyAudit(file: string, anchor: Anchor | null): Verdict {
  let head = BEGINNING;
  let line = 0;
  const wrong = (why: AuditFault['why'], what: string): Verdict => ({
    head,
    fault: { n: head.n + 1, line, why, what },
  });
  for (const { bytes, torn } of linesIn(file)) {
    line += 1;
    if (torn) return wrong('torn', `The entry ${head.n + 1} ends in its midst, and the file with it.`);
    const read = lineOf(bytes);
    if (line === 1) head = beginningOf(read);
    if (!follows(head, read)) return { head, fault: { n: head.n + 1, line, ...whyNot(head, read) } };
    head = anchorOf(read);
    if (head.n === anchor?.n && head.hash !== anchor.hash)
      return wrong(
        'replaced',
        `The entry ${head.n} is not the one that the anchor is of: the log was written anew.`,
      );
  }
  line += 1;
  if (anchor !== null && head.n < anchor.n)
    return wrong('cut', `The entries ${head.n + 1} to ${anchor.n} are missing at the end of the log.`);
  return { head, fault: null };
}

function whyNot(head: Anchor, read: Line): Pick<AuditFault, 'why' | 'what'> {
  const n = head.n + 1;
  if (read.n === head.n && read.hash === head.hash)
    return { why: 'doubled', what: `The entry ${head.n} stands there twice.` };
  if (read.n !== null && read.n > n)
    return {
      why: 'missing',
      what: `The entry ${n} is not there: ${read.n} follows on ${head.n}.`,
    };
  if (read.n !== null && read.n < n)
    return { why: 'reordered', what: `The entry ${read.n} stands where ${n} should.` };
  return {
    why: 'changed',
    what: `The entry ${n} was changed, or the one before it with its hash made anew.`,
  };
}
