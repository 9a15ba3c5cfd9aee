import { HOUR, type Instant } from '../../contract/instants.ts';
import type { CaseLine, CaseState } from '../../contract/questions/drill.ts';
import { eachJudgement, RETURNED } from '../../rollups/judgements.ts';
import { caseOf, type CaseRow } from '../../store/cases.ts';
import type { CaseQuery } from './case-filter.ts';
import type { QuestionContext } from '../question.ts';

/** When a case was closed, never before it was opened; null while it is open. */
export function closedOf(one: Pick<CaseRow, 'opened' | 'closed'>): Instant | null {
  return one.closed === null ? null : Math.max(one.closed, one.opened);
}

/** How a case stood at an instant, from its instants alone. */
export function stateAt(
  one: Pick<CaseRow, 'opened' | 'due' | 'closed'>,
  at: Instant,
  dueSoonHours: number,
): CaseState {
  const closed = closedOf(one);
  const due = one.due === null ? null : Math.max(one.due, one.opened);
  if (closed !== null && closed <= at) return due !== null && closed > due ? 'late' : 'closed';
  if (due === null) return 'open';
  if (due <= at) return 'overdue';
  return due <= at + dueSoonHours * HOUR ? 'dueSoon' : 'open';
}

/** What citizens had said of a case by an instant: its rating, and how often it had come back. */
export function judgedBy(row: CaseRow, at: Instant): Pick<CaseLine, 'rating' | 'returned'> {
  const judged: Pick<CaseLine, 'rating' | 'returned'> = { rating: null, returned: 0 };
  eachJudgement(row, (when, what) => {
    if (when > at) return;
    if (what === RETURNED) judged.returned++;
    else judged.rating = what;
  });
  return judged;
}

/** Whether citizens said in a time what a query asks for: that a case came back, or its rating. */
export function wasJudged(row: CaseRow, { state, rating, from, at }: CaseQuery): boolean {
  let was = false;
  eachJudgement(row, (when, what) => {
    if (when < from || when > at) return;
    const asked = state === 'returned' ? what === RETURNED : what !== RETURNED;
    was ||= asked && (rating === undefined || rating === what);
  });
  return was;
}

/** A case as a list shows it, as it stood at the question's instant as far as its instants and events say. */
export function caseLineOf({ cache, at, profile }: QuestionContext, row: CaseRow): CaseLine {
  const record = caseOf(cache, row);
  const closed = closedOf(row);
  const isClosed = closed !== null && closed <= at;
  const { status } = record;
  const ended = status === 'resolved' || status === 'refused';
  return {
    service: record.service,
    id: record.id,
    openedAt: record.openedAt,
    dueAt: record.dueAt ?? null,
    closedAt: isClosed ? closed : null,
    // Of one closed only later, all that is known is that it was not closed yet.
    status: ended && !isClosed ? 'inProgress' : status,
    state: stateAt(row, at, profile.rules.dueSoonHours),
    category: record.category,
    unit: record.unit ?? null,
    area: record.area ?? null,
    channel: record.channel ?? null,
    ...judgedBy(row, at),
  };
}
