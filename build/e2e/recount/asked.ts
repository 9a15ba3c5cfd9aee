import type { CaseRecord } from '../../../sync/contract/records.ts';
import { windowOf, type Window } from './count.ts';
import { written, type Recount, type Told } from './tiles.ts';

/** What a panel asks for, as its board writes it. */
export function askedBy({ panel }: Recount) {
  const { params } = panel.question;
  const text = (name: string, or: string): string => {
    const value = params[name];
    return typeof value === 'string' ? value : or;
  };
  return {
    service: text('service', ''),
    range: text('range', 'today'),
    order: text('order', 'late'),
    whole: params['whole'] === true,
    days: typeof params['days'] === 'number' ? params['days'] : 28,
  };
}

export const casesOf = ({ records }: Recount, service: string): CaseRecord[] =>
  records.cases.filter((c) => c.service === service);
export const windowFor = (recount: Recount): Window => {
  const { range, whole } = askedBy(recount);
  return windowOf(range, recount.at, recount.profile.city, whole);
};
export const own = (recount: Recount): CaseRecord[] => casesOf(recount, askedBy(recount).service);
/** A figure as the tile shows it, beside the count. */
export const told = (what: string, shown: string | undefined, counted: number | string): Told => ({
  what,
  shown: shown ?? '(nothing)',
  counted: typeof counted === 'number' ? written(counted) : counted,
});
