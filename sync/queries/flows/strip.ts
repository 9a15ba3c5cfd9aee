import { isWorked, startOfDay } from '../../contract/calendar.ts';
import { balanceAt, between } from '../../rollups/sums.ts';
import { noCounts } from '../../rollups/totals.ts';
import { firstOpened } from './cases.ts';
import { judge } from './judged.ts';
import { freshnessOf } from '../freshness.ts';
import { serviceOf, type Question } from '../question.ts';
import { countToday, unusualToday } from './today.ts';
import { markOf } from '../unusual/marks.ts';
import { windowOf } from '../usual.ts';

/** Several services in one strip. One is judged by its source, several by the city line: each row says how far its own source reaches. */
export const strip: Question<'strip'> = {
  ofNow: () => true,
  sources(context, { services }) {
    const all = new Set(services.map((code) => named(context, code).source));
    return all.size === 1 ? [...all] : [];
  },
  answer(context, { services }) {
    const { cache, at, lookup, profile } = context;
    for (const code of services) named(context, code);
    if (services.every((service) => firstOpened(cache, service) === null)) return null;
    const month = windowOf('30d', at, profile.city);
    const marks = unusualToday(context, services);
    const rows = services.map((service) => {
      const { count, usual } = countToday(context, service);
      const ever = balanceAt(cache, { service, dim: 'total', at }).get('') ?? noCounts();
      const lately = judge(between(cache, { service, dim: 'total', ...month }).get(''), ever);
      const { open, overdue, closed: closed30, onTime: onTime30 } = lately;
      const { opened, closed } = ever;
      const first = firstOpened(cache, service);
      const since30 = first !== null && first > month.since ? first : null;
      const source = lookup.source(named(context, service).source);
      // A broken line is told of the whole strip; here it is asked what the source itself owes.
      const { state, since } = freshnessOf(source === undefined ? [] : [source], {
        ...context,
        line: 'live',
      });
      return {
        ...{ service, today: count, usual, unusual: markOf(marks.get(service)) },
        ...{ open, overdue, opened, closed, closed30, onTime30, since30 },
        reach: { state, since },
      };
    });
    const { city } = profile;
    return { since: startOfDay(at, city.timeZone), worked: isWorked(at, city), rows };
  },
};

const named = (context: Parameters<typeof serviceOf>[0], code: string): ReturnType<typeof serviceOf> =>
  serviceOf(context, code, 'services');
