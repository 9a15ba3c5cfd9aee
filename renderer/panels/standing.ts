import type { Band } from '../../sync/contract/questions/cases.ts';

/** Where a count stands to its usual band; both ends of the band are usual. */
export function standing(count: number, usual: Band): 'above' | 'below' | 'within' | 'noUsual' {
  if (usual === null) return 'noUsual';
  if (count > usual.high) return 'above';
  return count < usual.low ? 'below' : 'within';
}
