import { HOUR } from '../../contract/instants.ts';
import type { Instant } from '../../contract/instants.ts';
import { balanceAt, dueWithin } from '../../rollups/sums.ts';
import type { ReadableCache } from '../../store/cache.ts';
import { firstOpened } from './cases.ts';
import { judge } from './judged.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';

/** Open and overdue cases of a service at the instant. */
export function openNow(context: QuestionContext, service: string): { open: number; overdue: number } {
  const { open, overdue } = judge(
    undefined,
    balanceAt(context.cache, { service, dim: 'total', at: context.at }).get(''),
  );
  return { open, overdue };
}

/** Later than any instant a record can have. */
const NEVER = Date.UTC(2201, 0, 1);

/** How many of the cases of a service that are open at an instant, and of which so many are overdue, are due at no time. */
export function untimedOf(
  cache: ReadableCache,
  { service, at, open, overdue }: { service: string; at: Instant; open: number; overdue: number },
): number {
  const ever = balanceAt(cache, { service, dim: 'total', at: NEVER }).get('');
  if (ever === undefined || ever.due === ever.opened) return 0;
  return open - overdue - (ever.due === 0 ? 0 : dueWithin(cache, { service, at, until: NEVER }));
}

/** What is open: within its time, due soon, overdue, due at no time. Judged by the service's source. */
export const backlog: Question<'backlog'> = {
  ofNow: () => true,
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service }) {
    serviceOf(context, service);
    if (firstOpened(context.cache, service) === null) return null;
    const { open, overdue } = openNow(context, service);
    const soonHours = context.profile.rules.dueSoonHours;
    const { cache, at } = context;
    const dueSoon = dueWithin(cache, { service, at, until: at + soonHours * HOUR });
    const untimed = untimedOf(cache, { service, at, open, overdue });
    return { open, within: open - dueSoon - overdue - untimed, dueSoon, overdue, untimed, soonHours };
  },
};
