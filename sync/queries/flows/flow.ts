import { HOUR } from '../../contract/instants.ts';
import { eachOpen } from '../../rollups/open-cases.ts';
import { dueWithin } from '../../rollups/sums.ts';
import { qualityBetween } from '../../rollups/quality.ts';
import { firstOpened } from './cases.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { windowOf } from '../usual.ts';
import { upTo, whoseOf, within, type Whose } from './whose.ts';

/** Open cases of theirs that are due within the profile's time. */
function dueSoon(context: QuestionContext, { service, dim, keys }: Whose): number {
  const { cache, at, profile } = context;
  const until = at + profile.rules.dueSoonHours * HOUR;
  if (dim === 'total') return dueWithin(cache, { service, at, until });
  const ids = new Set([...keys].flatMap((key) => cache.codes.id(key) ?? []));
  let count = 0;
  eachOpen(cache, { service, at }, (one) => {
    const due = one.due === null ? Infinity : Math.max(one.due, one.opened);
    if (due <= at || due > until) return;
    const key = dim === 'category' ? one.category : dim === 'unit' ? one.unit : one.area;
    if ((key !== null && ids.has(key)) || (key === null && keys.has('?'))) count += 1;
  });
  return count;
}

/** How often cases of theirs came back; null where no such sums are kept, or not by what is asked about. */
function returnedOf(context: QuestionContext, whose: Whose, since: number): number | null {
  const kept = context.lookup.service(whose.service)?.sums.includes('quality') ?? false;
  if (!kept || (whose.dim !== 'total' && whose.dim !== 'unit')) return null;
  const found = qualityBetween(context.cache, { service: whose.service, since, until: context.at });
  let sum = 0;
  for (const [unit, { returned }] of found)
    if (whose.dim === 'total' || whose.keys.has(unit)) sum += returned;
  return sum;
}

/** How cases went through a range. Judged by the service's source. */
export const flow: Question<'flow'> = {
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, params) {
    serviceOf(context, params.service);
    const { at, cache, profile } = context;
    const whose = whoseOf(context, params);
    if (firstOpened(cache, params.service) === null) return null;
    const { since } = windowOf(params.range, at, profile.city);
    const before = upTo(context, whose, since - 1);
    const now = upTo(context, whose, at);
    const { opened, closed, late } = within(context, whose, { since, until: at });
    return {
      since,
      before: before.opened - before.closed,
      ...{ opened, closed, late },
      open: now.opened - now.closed,
      dueSoon: dueSoon(context, whose),
      overdue: now.due - now.settled,
      returned: returnedOf(context, whose, since),
    };
  },
};
