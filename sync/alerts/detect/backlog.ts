/** Open cases at the end of each day, oldest first; the last is now. */
export interface Backlog {
  readonly open: readonly number[];
  /** Cases that came in a usual day: what scatter chance alone makes. */
  readonly perDay: number;
}

export interface BacklogOptions {
  /** Days over which growth is measured; whole weeks keep the weekdays even. */
  readonly days: number;
  /** The chance, one-sided, beyond which growth is marked. */
  readonly alpha: number;
}
