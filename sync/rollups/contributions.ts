import type { Instant } from '../contract/instants.ts';
import type { CaseRow } from '../store/cases.ts';
import { CLOSED, DUE, LATE, OPENED, SETTLED } from './tally.ts';

/**
 * Which instants a case reaches, and when: calls `visit` for each distinct instant with what was reached
 * then (bits of tally.ts). A case closed or due before it was opened counts from when it was opened.
 */
export function eachReached(
  one: Pick<CaseRow, 'opened' | 'due' | 'closed'>,
  visit: (at: Instant, reached: number) => void,
): void {
  const { opened } = one;
  const closed = one.closed === null ? null : Math.max(one.closed, opened);
  const due = one.due === null ? null : Math.max(one.due, opened);
  if (closed === null) {
    if (due === opened) visit(opened, OPENED | DUE);
    else {
      visit(opened, OPENED);
      if (due !== null) visit(due, DUE);
    }
    return;
  }
  let atOpening = OPENED;
  let atClosing = CLOSED;
  if (due !== null) {
    if (due >= closed) {
      if (due === closed) atClosing |= DUE | SETTLED;
      else visit(due, DUE | SETTLED);
    } else {
      atClosing |= SETTLED | LATE;
      if (due === opened) atOpening |= DUE;
      else visit(due, DUE);
    }
  }
  if (closed === opened) visit(opened, atOpening | atClosing);
  else {
    visit(opened, atOpening);
    visit(closed, atClosing);
  }
}
