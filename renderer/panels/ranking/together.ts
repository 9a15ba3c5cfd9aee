/** How cases were kept to their times, as the question `units` counts them. */
export interface Judged {
  closed: number;
  late: number;
  open: number;
  overdue: number;
  onTime: number | null;
}

/** Late or overdue ones, of those that can be judged: closed or past due. */
export const missedOf = ({ closed, late, overdue }: Omit<Judged, 'open' | 'onTime'>) => ({
  count: late + overdue,
  of: closed + overdue,
});

/** Several units as one: on time is (closed − late) ÷ (closed + overdue) of their sums, null where nothing was due. */
export function together(parts: readonly Judged[]): Judged {
  const sum = (of: (p: Judged) => number): number => parts.reduce((total, p) => total + of(p), 0);
  const closed = sum((p) => p.closed);
  const late = sum((p) => p.late);
  const overdue = sum((p) => p.overdue);
  const base = closed + overdue;
  return {
    closed,
    late,
    open: sum((p) => p.open),
    overdue,
    onTime: base === 0 ? null : (closed - late) / base,
  };
}
