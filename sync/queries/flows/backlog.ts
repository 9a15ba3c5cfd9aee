import { HOUR } from '../../contract/instants.ts';
import { balanceAt, dueWithin } from '../../rollups/sums.ts';
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

/** What is open: within its time, due soon, overdue. Judged by the service's source. */
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
    return { open, within: open - dueSoon - overdue, dueSoon, overdue, soonHours };
  },
};
