import { HOUR } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { MIDNIGHT } from '../city.ts';

/** How a day of calls goes: quiet at night, most in the morning. */
const SHAPE = [4, 3, 2, 2, 2, 4, 9, 22, 34, 36, 31, 26, 25, 33, 35, 34, 30, 27, 24, 20, 17, 14, 9, 6];
const hours = SHAPE.map((n, i) => ({
  start: MIDNIGHT + i * HOUR,
  count: i < 14 ? Math.round(n * (1.02 + 0.25 * Math.sin(i))) : i === 14 ? 17 : null,
  usual: { low: n * 0.82, median: n, high: n * 1.17 },
}));

/** Within the usual, in the afternoon. */
export const today: Data<'today'> = {
  since: MIDNIGHT,
  count: hours.reduce((sum, h) => sum + (h.count ?? 0), 0),
  usual: { low: 231, median: 262, high: 301 },
  unusual: null,
  hours,
  days: 6,
};

/** Far above the usual. */
export const busy: Data<'today'> = {
  ...today,
  count: 412,
  unusual: { since: MIDNIGHT, count: 412, expected: 262 },
};
