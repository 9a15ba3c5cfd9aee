/** One time that a map stood still with heat on it. */
export interface Stood {
  /** Milliseconds since the page was opened. */
  after: number;
  /** The browser's clock. */
  at: number;
  /** The instant of the data shown. */
  asOf: number;
}

/**
 * Delays from a record's own instant to the first still map that shows it, milliseconds, of records that
 * come evenly at `rate` a second: `stood` oldest first. Records before the first picture are left out.
 */
export function delaysOf(stood: readonly Stood[], rate: number): number[] {
  const delays = new Array<number>();
  let shown = stood[0]?.asOf ?? 0;
  for (const { at, asOf } of stood)
    for (; shown + 1000 / rate <= asOf; shown += 1000 / rate) delays.push(at - (shown + 1000 / rate));
  return delays;
}
