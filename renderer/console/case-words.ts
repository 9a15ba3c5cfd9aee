import type { CaseLine } from '../../sync/contract/questions/drill.ts';
import type { Lookups } from '../stores/index.ts';

/** A case's title, composed from what it is about and where: nothing that a citizen typed. */
export function caseTitle(line: Pick<CaseLine, 'service' | 'category' | 'area'>, names: Lookups): string {
  const about = names.category(line.service, line.category);
  return line.area === null ? about : `${about} · ${names.area(line.area)}`;
}

/** The mark of each state of a case: only what needs someone has a colour. */
export const STATE_MARK = {
  open: 'unknown',
  dueSoon: 'orange',
  overdue: 'red',
  closed: 'done',
  late: 'done',
} as const;
