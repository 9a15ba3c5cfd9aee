import type { Shown } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromQuality } from './from-quality.ts';
import { fromUnits } from './from-units.ts';
import type { Ranking } from './ranking.ts';

/** An answer as a ranking. */
export function rankingOf(data: Data<Shown<'ranking'>>, by: By): Ranking {
  if ('components' in data) return fromIndexSet(data, by);
  return 'lateShare' in data ? fromUnits(data, by) : fromQuality(data, by);
}
