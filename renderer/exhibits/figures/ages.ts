import { DAY } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { NOW } from '../city.ts';

const ENDS = [1, 3, 7, 14, 30, 90, 365, null];
const COUNTS = [143, 121, 74, 31, 17, 8, 2, 0];
const OVERDUE = [2, 18, 55, 26, 15, 7, 2, 0];

/** A backlog as it usually is: most of it young, the old all overdue. */
export const ages: Data<'ages'> = {
  open: 396,
  overdue: 125,
  rows: ENDS.map((to, i) => ({
    from: ENDS[i - 1] ?? 0,
    to,
    count: COUNTS[i] ?? 0,
    overdue: OVERDUE[i] ?? 0,
  })),
  oldest: NOW - 131 * DAY,
};
