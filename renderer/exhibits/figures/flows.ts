import { DAY } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { MIDNIGHT, MONTH } from '../city.ts';

/** A reporting month so far: 372 + 11.204 = 11.180 + 396. */
export const flow: Data<'flow'> = {
  since: MONTH,
  before: 372,
  opened: 11_204,
  closed: 11_180,
  late: 693,
  open: 396,
  dueSoon: 81,
  overdue: 125,
  returned: 214,
};

const DAYS = 84;
/** Local midnight in the made-up city is 17:00 UTC. */
const dateOf = (start: number): string => new Date(start + 7 * 3_600_000).toISOString().slice(0, 10);

/** Twelve weeks: quiet weekends, a holiday, a flood in the tenth week, and what is not known at the start. */
export const days: Data<'days'> = {
  since: MIDNIGHT - (DAYS - 1) * DAY,
  rows: Array.from({ length: DAYS }, (_, i) => {
    const start = MIDNIGHT - (DAYS - 1 - i) * DAY;
    const weekday = new Date(start + 7 * 3_600_000).getUTCDay();
    const off = weekday === 0 || weekday === 6 || i === 30;
    const flood = i === 66 ? 2.4 : i === 67 ? 1.7 : 1;
    const usual = (off ? 290 : 480) + 30 * Math.sin(i * 1.3);
    const opened = i < 5 ? 0 : Math.round(usual * flood * (i === DAYS - 1 ? 0.6 : 1));
    return {
      date: dateOf(start),
      start,
      worked: !off,
      known: i >= 5,
      opened,
      closed: Math.round(opened * (off ? 0.5 : 1.05)),
      late: i < 5 ? 0 : Math.round(18 + 14 * Math.sin(i / 3) + (i > 66 && i < 74 ? 30 : 0)),
      open: 380 + Math.round(40 * Math.sin(i / 5)),
      overdue: 110 + Math.round(20 * Math.sin(i / 7)),
      usual: i < 40 ? null : { low: usual * 0.88, median: usual, high: usual * 1.12 },
      unusual: flood > 1.3 && i >= 40,
    };
  }),
  seams: [],
};
