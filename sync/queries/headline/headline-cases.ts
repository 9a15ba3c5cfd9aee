import type { Params } from '../../contract/questions/index.ts';
import type { Fact } from '../../contract/questions/wall.ts';
import { balanceAt } from '../../rollups/sums.ts';
import { judge, type Judged } from '../flows/judged.ts';
import { serviceOf, type QuestionContext } from '../question.ts';

/** What a headline says of fields. */

interface Most {
  id: string;
  judged: Judged;
}

/**
 * Who or what of those the profile names has most that is overdue; null where nothing is. Of several, the one with most that is open,
 * then by code: in what order sums are kept must not be seen.
 */
function mostOverdue(
  { cache, at }: QuestionContext,
  service: string,
  dim: 'category' | 'unit',
  isNamed: (id: string) => boolean,
): Most | null {
  const all = [...balanceAt(cache, { service, dim, at })].flatMap(([id, upTo]): Most[] => {
    const judged = judge(undefined, upTo);
    return judged.overdue > 0 && isNamed(id) ? [{ id, judged }] : [];
  });
  const before = (a: Most, b: Most): number =>
    b.judged.overdue - a.judged.overdue || b.judged.open - a.judged.open || (a.id < b.id ? -1 : 1);
  return all.sort(before)[0] ?? null;
}

/** The field with most that is overdue, of how many in all, and the unit with most; null where nothing is overdue or fields are not summed. */
export function fieldOverdue(context: QuestionContext, { service }: Params<'headline'>): Fact | null {
  const { sums, categories } = serviceOf(context, service);
  if (!sums.includes('category')) return null;
  const field = mostOverdue(context, service, 'category', (id) => categories.some((one) => one.id === id));
  if (field === null) return null;
  const unit = sums.includes('unit')
    ? mostOverdue(context, service, 'unit', (id) => context.lookup.unit(id) !== undefined)
    : null;
  const { cache, at } = context;
  const all = judge(undefined, balanceAt(cache, { service, dim: 'total', at }).get('')).overdue;
  return {
    ...{ fact: 'field', service, category: field.id, all },
    ...{ overdue: field.judged.overdue, open: field.judged.open },
    unit: unit === null ? null : { unit: unit.id, overdue: unit.judged.overdue },
  };
}
