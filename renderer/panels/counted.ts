import type { CaseFilter } from '../../sync/contract/questions/drill.ts';
import type { Data } from '../../sync/contract/questions/index.ts';

/**
 * The cases behind a share on time, as the state of a filter: those that count against it, which are told beside it;
 * where there is none, those that were closed.
 */
export function countedOf({
  late,
  overdue,
}: Pick<Data<'units'>['city'], 'late' | 'overdue'>): Pick<CaseFilter, 'state'> {
  return { state: late + overdue > 0 ? 'missed' : 'closed' };
}
