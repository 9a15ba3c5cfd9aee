import type { Instant } from '../../contract/instants.ts';

/** When a source was heard, oldest first, and the instant it is judged at. */
export interface Heard {
  readonly at: readonly Instant[];
  readonly now: Instant;
}

/** What a source brought and how much of it was refused, now and in matching windows of the past, oldest first. */
export interface Refused {
  readonly now: { readonly refused: number; readonly total: number };
  readonly past: readonly { readonly refused: number; readonly total: number }[];
}
