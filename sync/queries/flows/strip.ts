import { isWorked, startOfDay } from '../../contract/calendar.ts';
import { balanceAt, between } from '../../rollups/sums.ts';
import { noCounts } from '../../rollups/totals.ts';
import { firstOpened } from './cases.ts';
import { judge } from './judged.ts';
import { serviceOf, type Question } from '../question.ts';
import { countToday } from './today.ts';
import { windowOf } from '../usual.ts';

/** Several services in one strip. Judged by the sources of all of them. */
export const strip: Question<'strip'> = {
  sources: (context, { services }) => [...new Set(services.map((code) => named(context, code).source))],
  answer(context, { services }) {
    const { cache, at, profile } = context;
    for (const code of services) named(context, code);
    if (services.every((service) => firstOpened(cache, service) === null)) return null;
    const month = windowOf('30d', at, profile.city);
    const rows = services.map((service) => {
      const { count, usual } = countToday(context, service);
      const ever = balanceAt(cache, { service, dim: 'total', at }).get('') ?? noCounts();
      const lately = judge(between(cache, { service, dim: 'total', ...month }).get(''), ever);
      const { open, overdue, closed: closed30, onTime: onTime30 } = lately;
      const { opened, closed } = ever;
      const first = firstOpened(cache, service);
      const since30 = first !== null && first > month.since ? first : null;
      return { service, today: count, usual, open, overdue, opened, closed, closed30, onTime30, since30 };
    });
    const { city } = profile;
    return { since: startOfDay(at, city.timeZone), worked: isWorked(at, city), rows };
  },
};

const named = (context: Parameters<typeof serviceOf>[0], code: string): ReturnType<typeof serviceOf> =>
  serviceOf(context, code, 'services');
