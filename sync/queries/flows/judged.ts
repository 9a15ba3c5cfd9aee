import type { Data } from '../../contract/questions/index.ts';
import type { Counts } from '../../rollups/sums.ts';
import { noCounts } from '../../rollups/totals.ts';

/** What is told of whoever keeps, or misses, the times of cases. */
export type Judged = Data<'units'>['city'];

/** Cases that count against a unit's times: closed late in the range, or past due at its end. */
export function lateCases(judged: Pick<Judged, 'late' | 'overdue'>): number {
  return judged.late + judged.overdue;
}

/** (closed − late) ÷ (closed + overdue); null where nothing was closed and nothing is past due. */
function onTimeShare(judged: Pick<Judged, 'closed' | 'late' | 'overdue'>): number | null {
  const of = judged.closed + judged.overdue;
  return of === 0 ? null : (judged.closed - judged.late) / of;
}

/** Judges from what was reached within the range and up to its end. */
export function judge(within: Counts = noCounts(), upTo: Counts = noCounts()): Judged {
  const judged = {
    closed: within.closed,
    late: within.late,
    open: upTo.opened - upTo.closed,
    overdue: upTo.due - upTo.settled,
  };
  return { ...judged, onTime: onTimeShare(judged) };
}

/** Several judged as one. */
export function together(rows: readonly Judged[]): Judged {
  const sum = (pick: (j: Judged) => number): number => rows.reduce((n, j) => n + pick(j), 0);
  const all = {
    closed: sum((j) => j.closed),
    late: sum((j) => j.late),
    open: sum((j) => j.open),
    overdue: sum((j) => j.overdue),
  };
  return { ...all, onTime: onTimeShare(all) };
}
