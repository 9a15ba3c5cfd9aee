/** A list that is followed: what stands in it, in its place, and what waits to come in. */
export interface Followed<T> {
  rows: readonly T[];
  /** Keys of rows that stand and are no longer in the list. */
  gone: ReadonlySet<string>;
  /** How many are in the list by now and not among the rows. */
  waiting: number;
  /** The rows as they are with these brought in, and what has gone let go. */
  now: readonly T[];
  /** Whether `now` reaches on to where the rows held so far ended: what came after them still does. */
  goesOn: boolean;
}

/**
 * Follows a list by its newest beginning. What stands keeps its place, with its newest figures; what is new waits; what is gone stays until they are
 * brought in. `heldWhole` and `freshWhole`: there is no more after it.
 */
export function followed<T>(
  held: readonly T[],
  fresh: readonly T[],
  keyOf: (row: T) => string,
  { heldWhole, freshWhole }: { heldWhole: boolean; freshWhole: boolean },
): Followed<T> {
  const newest = new Map(fresh.map((row) => [keyOf(row), row]));
  const known = new Set(held.map(keyOf));
  const covered = freshWhole ? held.length - 1 : held.findLastIndex((row) => newest.has(keyOf(row)));
  // What comes after the last that is known is the next page, not news, unless there was none.
  const reach = heldWhole ? fresh.length : fresh.findLastIndex((row) => known.has(keyOf(row)));
  const rows = held.map((row) => newest.get(keyOf(row)) ?? row);
  const gone = new Set(
    held
      .slice(0, covered + 1)
      .map(keyOf)
      .filter((key) => !newest.has(key)),
  );
  // All of it is another list by now: nothing of what stood tells where the news end.
  if (held.length > 0 && covered < 0 && !freshWhole)
    return { rows, gone, waiting: fresh.length, now: fresh, goesOn: false };
  const rest = freshWhole ? [] : held.slice(covered + 1);
  return {
    ...{ rows, gone },
    waiting: fresh.filter((row, i) => i < Math.max(0, reach) && !known.has(keyOf(row))).length,
    now: [...fresh, ...rest.filter((row) => !newest.has(keyOf(row)))],
    goesOn: rest.length > 0,
  };
}
