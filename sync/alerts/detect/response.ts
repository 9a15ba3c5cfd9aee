/** Calls answered within their limit in one window. */
export interface Answered {
  readonly within: number;
  readonly total: number;
}

/** The share within the limit, now and in matching windows of the past, oldest first. */
export interface Kept {
  readonly now: Answered;
  readonly past: readonly Answered[];
}

/** Median response times, seconds, now and in matching windows of the past, oldest first. */
export interface Medians {
  readonly now: number;
  readonly past: readonly number[];
}
