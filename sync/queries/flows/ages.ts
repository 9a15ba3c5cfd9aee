import { DAY } from '../../contract/instants.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Data } from '../../contract/questions/index.ts';
import { eachOpen, openByAge } from '../../rollups/open-cases.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question } from '../question.ts';
import { whoseOf } from './whose.ts';

type Answer = Data<'ages'>;

/** Where bands of age end, days: a working week, two, a month, a quarter, a year. */
const BANDS = [1, 3, 7, 14, 30, 90, 365] as const;

/** How long open cases have been open. Judged by the service's source. */
export const ages: Question<'ages'> = {
  ofNow: () => true,
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, unit, predecessors }) {
    serviceOf(context, service);
    const { at, cache, lookup } = context;
    const { dim, keys } = whoseOf(context, { service, unit, predecessors });
    if (firstOpened(cache, service) === null) return null;
    const bands = [0, ...BANDS].map((from, i) => ({ from, to: BANDS[i] ?? null }));
    if (dim === 'total') {
      const stretches = bands.map(({ from, to }) => ({
        after: to === null ? -Infinity : at - to * DAY,
        until: at - from * DAY,
      }));
      const found = openByAge(cache, { service, at }, stretches);
      return told(
        bands.map((band, i) => ({ ...band, ...(found.counts[i] ?? { count: 0, overdue: 0 }) })),
        found.oldest,
      );
    }
    const ids = new Set([...keys].flatMap((key) => cache.codes.id(key) ?? []));
    /** Those without a unit, and of units the profile does not have. */
    const strange = (id: number | null): boolean =>
      id === null || lookup.unit(cache.codes.code(id)) === undefined;
    const rows = bands.map((band) => ({ ...band, count: 0, overdue: 0 }));
    let oldest: number | null = null;
    eachOpen(cache, { service, at }, (one) => {
      const theirs = one.unit !== null && ids.has(one.unit);
      if (!theirs && !(keys.has(UNKNOWN) && strange(one.unit))) return;
      const days = (at - one.opened) / DAY;
      const band = rows.find(({ from, to }) => from <= days && (to === null || days < to));
      if (band === undefined) return;
      band.count += 1;
      if (one.due !== null && Math.max(one.due, one.opened) <= at) band.overdue += 1;
      oldest = Math.min(oldest ?? Infinity, one.opened);
    });
    return told(rows, oldest);
  },
};

function told(rows: Answer['rows'], oldest: number | null): Answer {
  const sum = (of: 'count' | 'overdue'): number => rows.reduce((n, row) => n + row[of], 0);
  return { open: sum('count'), overdue: sum('overdue'), rows, oldest };
}
