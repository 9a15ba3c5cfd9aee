import type { Band } from '../../sync/contract/questions/cases.ts';
import type { Data } from '../../sync/contract/questions/index.ts';

/** Where a count stands to its usual band; both ends of the band are usual. */
export function standing(count: number, usual: Band): 'above' | 'below' | 'within' | 'noUsual' {
  if (usual === null) return 'noUsual';
  if (count > usual.high) return 'above';
  return count < usual.low ? 'below' : 'within';
}

type Day = Data<'daily'>['rows'][number];

/**
 * How a day's value stands, as it is told: one that leaves its usual band by no more than chance brings is not called
 * within it, since its figures beside say otherwise.
 */
export function dayStanding({ stands, value, usual }: Day): Day['stands'] | 'unclear' {
  if (stands !== 'usual' || value === null) return stands;
  return standing(value, usual) === 'within' ? 'usual' : 'unclear';
}
