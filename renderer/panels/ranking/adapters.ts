import type { Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { fromIndexSet } from './from-index-set.ts';
import { fromQuality } from './from-quality.ts';
import { fromRequests } from './from-requests.ts';
import { fromUnits } from './from-units.ts';
import type { Ranking } from './ranking.ts';

/** Answers as a ranking. */
export const RANKINGS: Adapters<Shown<'ranking'>, Ranking> = {
  units: fromUnits,
  quality: fromQuality,
  indexSet: fromIndexSet,
  requests: fromRequests,
};
