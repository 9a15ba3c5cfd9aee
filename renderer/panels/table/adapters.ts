import type { Data } from '../../../sync/contract/questions/index.ts';
import { fromCases } from './from-cases.ts';
import { fromDaily } from './from-daily.ts';
import { fromIndexes } from './from-indexes.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromCommands } from './from-commands.ts';
import { fromRejected, fromSources } from './from-health.ts';
import type { By, Table } from './model.ts';

/** The questions a table shows: `sync/contract/panels.ts` says the same. */
export type TableQuestion = 'sources' | 'rejected' | 'commands' | 'cases' | 'daily' | 'indicator' | 'indexes';

const TABLES: { readonly [Q in TableQuestion]: (data: Data<Q>, by: By) => Table } = {
  sources: fromSources,
  rejected: fromRejected,
  commands: fromCommands,
  cases: fromCases,
  daily: fromDaily,
  indicator: fromIndicator,
  indexes: fromIndexes,
};

/** Whether a table can show a question. */
export function isTableQuestion(name: string): name is TableQuestion {
  return Object.hasOwn(TABLES, name);
}

/** The answer to a question as a table. */
export function tableOf<Q extends TableQuestion>(name: Q, data: Data<Q>, by: By): Table {
  return TABLES[name](data, by);
}
