import type { Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { fromCases } from './from-cases.ts';
import { fromDaily } from './from-daily.ts';
import { fromIndexes } from './from-indexes.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromCommands } from './from-commands.ts';
import { fromRequests } from './from-requests.ts';
import { fromRejected, fromSources } from './from-health.ts';
import type { Table } from './model.ts';

/** Answers as tables, where boards have these titles, and this is known of what people typed. */
export const tables = (
  boardTitle: (id: string) => string,
  said: () => ReadonlyMap<string, string>,
): Adapters<Shown<'table'>, Table> => ({
  sources: fromSources,
  rejected: fromRejected,
  commands: (data, by) => fromCommands(data, { ...by, boardTitle, said: said() }),
  requests: fromRequests,
  cases: fromCases,
  daily: fromDaily,
  indicator: fromIndicator,
  indexes: fromIndexes,
});
