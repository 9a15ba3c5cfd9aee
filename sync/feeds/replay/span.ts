import { DAY, type Instant } from '../../contract/instants.ts';

const YEAR = 366 * DAY;
/** Of fewer instants nobody can say which of them stands apart. */
const FEWEST = 4;

/**
 * Where a recording ends: the last instant at which something was recorded, but for those that cannot be. Nothing is recorded before it
 * happens, so what is later than the machine's clock counts only where most is, and the clock is wrong; and what few rows say, one in
 * twenty at most, is a slip where it stands further from the rest than a year and than all the rest reaches. `at` is not empty.
 */
export function endOf(at: readonly Instant[], now: Instant): Instant {
  const all = [...at].sort((a, b) => a - b);
  const past = all.filter((one) => one <= now + DAY);
  const known = past.length * 2 >= all.length ? past : all;
  const few = Math.max(1, Math.floor(known.length / 20));
  const first = known[0] ?? 0;
  let end = known.length - 1;
  for (let i = end; known.length >= FEWEST && i >= known.length - few; i--) {
    const before = known[i - 1] ?? first;
    const gap = (known[i] ?? first) - before;
    if (gap > YEAR && gap > before - first) end = i - 1;
  }
  return known[end] ?? first;
}
