/** What one unit has to close and what it closes. */
export interface Queue {
  /** Open cases whose time has passed. */
  readonly overdue: number;
  /** Open cases whose time ends within the next `days`. */
  readonly dueSoon: number;
  /** Working days until then. */
  readonly days: number;
  /** Cases closed on each working day of the last weeks, oldest first. */
  readonly closed: readonly number[];
}

/** How much of what a unit has open is overdue, now and on earlier days, oldest first. */
export interface Overdue {
  readonly overdue: number;
  readonly open: number;
  readonly past: readonly { readonly overdue: number; readonly open: number }[];
}
