import path from 'node:path';
import type { AlertEvent } from '../../../sync/contract/alerts.ts';
import type { CaseRecord, MeasureRecord, RequestRecord } from '../../../sync/contract/records.ts';
import { record } from '../../../sync/contract/records.ts';
import { openReadable } from '../../../sync/store/cache.ts';
import { CASE_COLUMNS, caseOf, type CaseRow } from '../../../sync/store/cases.ts';
import { JOURNAL } from '../../../sync/store/folder.ts';
import { openJournalReader } from '../../../sync/store/journal-reader.ts';
import { currentGeneration } from '../../../sync/store/pointer.ts';

/** The records a wall's cache holds, one by one: none of its sums. */
export interface Records {
  cases: CaseRecord[];
  measures: MeasureRecord[];
  requests: RequestRecord[];
}

/** All that happened to alerts here up to now, one by one: none of what is folded from it. */
export function eventsIn(folder: string): AlertEvent[] {
  const journal = openJournalReader(path.join(folder, JOURNAL));
  if (journal === null) return [];
  try {
    return journal.alerts.since(0).map(({ event }) => event);
  } finally {
    journal.close();
  }
}

export function recordsIn(folder: string): Records {
  const generation = currentGeneration(folder);
  if (generation === null) throw new Error(`${folder} holds no cache`);
  const cache = openReadable(generation.cache);
  try {
    const cases = cache.select<CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases`).all();
    const things = cache.select<{ body: string }>('SELECT body FROM things').all();
    const read = things.map(({ body }) => record.parse(JSON.parse(body)));
    return {
      cases: cases.map((row) => caseOf(cache, row)),
      measures: read.flatMap((thing) => (thing.kind === 'measure' ? [thing] : [])),
      requests: read.flatMap((thing) => (thing.kind === 'request' ? [thing] : [])),
    };
  } finally {
    cache.close();
  }
}
