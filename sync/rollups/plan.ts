import type { Kept } from '../store/cache.ts';
import type { Dim } from './keys.ts';
import type { TallyDim } from './tally.ts';

/**
 * Which sums are written for a service. Fewer than can be asked for: the total is read from the categories,
 * areas from categories by area, coarser cells from the finest, so that every record costs as little as it may.
 */
export function writtenDims(kept: Kept | undefined): TallyDim[] {
  const sums = new Set(kept?.sums ?? []);
  const dims: TallyDim[] = sums.has('category') ? ['category'] : ['total'];
  if (sums.has('unit')) dims.push('unit');
  if (sums.has('categoryArea')) dims.push('categoryArea');
  else if (sums.has('area')) dims.push('area');
  if (sums.has('quality')) dims.push('quality');
  if (kept?.heat) dims.push('cell');
  return dims;
}

/** The written sums a dimension is read from; null where the service keeps none. */
export function readFrom(kept: Kept | undefined, dim: Dim | 'cell' | 'quality'): TallyDim | null {
  if (dim === 'total') return kept?.sums.includes('category') ? 'category' : 'total';
  if (dim === 'cell') return kept?.heat ? 'cell' : null;
  if (!kept?.sums.includes(dim)) return null;
  return dim === 'area' && kept.sums.includes('categoryArea') ? 'categoryArea' : dim;
}
