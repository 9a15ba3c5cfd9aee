import type { Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { fromAges } from './from-ages.ts';
import { fromAreas } from './from-areas.ts';
import { fromCategories } from './from-categories.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromIndicator } from './from-indicator.ts';
import type { Bars } from './bars.ts';

/** Answers as bars. */
export const BARS: Adapters<Shown<'bars'>, Bars> = {
  categories: fromCategories,
  areas: fromAreas,
  ages: fromAges,
  indicator: fromIndicator,
  indexSet: fromIndexSet,
};
