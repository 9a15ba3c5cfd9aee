import type { Shown } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { fromBacklog } from './from-backlog.ts';
import { fromCategories } from './from-categories.ts';
import { fromFields } from './from-fields.ts';
import { fromQuality } from './from-quality.ts';
import type { Shares } from './shares.ts';

/** An answer as parts of a whole. */
export function sharesOf(data: Data<Shown<'shares'>>, by: By): Shares {
  if ('city' in data) return fromQuality(data, by);
  if ('counts' in data) return fromFields(data, by);
  return 'dueSoon' in data ? fromBacklog(data, by) : fromCategories(data, by);
}
