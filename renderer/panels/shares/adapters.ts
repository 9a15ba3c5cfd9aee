import type { Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { fromBacklog } from './from-backlog.ts';
import { fromCategories } from './from-categories.ts';
import { fromFields } from './from-fields.ts';
import { fromQuality } from './from-quality.ts';
import { fromRequests } from './from-requests.ts';
import type { Shares } from './shares.ts';

/** Answers as parts of a whole. */
export const SHARES: Adapters<Shown<'shares'>, Shares> = {
  backlog: fromBacklog,
  quality: fromQuality,
  fields: fromFields,
  categories: fromCategories,
  requests: fromRequests,
};
