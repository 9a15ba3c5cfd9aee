import type { Shown } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { fromAges } from './from-ages.ts';
import { fromAreas } from './from-areas.ts';
import { fromCategories } from './from-categories.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromIndicator } from './from-indicator.ts';
import type { Bars } from './bars.ts';

/** An answer as bars. */
export function barsOf(data: Data<Shown<'bars'>>, by: By): Bars {
  if ('oldest' in data) return fromAges(data, by);
  if ('components' in data) return fromIndexSet(data, by);
  if ('subjects' in data) return fromIndicator(data, by);
  return 'unknown' in data ? fromAreas(data, by) : fromCategories(data, by);
}
