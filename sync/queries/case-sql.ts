import { onceFor, type ReadableCache } from '../store/cache.ts';
import { CASE_COLUMNS, type CaseRow } from '../store/cases.ts';
import type { Select } from '../store/sqlite.ts';
import type { AskedService, CaseQuery, Wanted } from './case-filter.ts';

/** A condition of SQL with its values, in their order. */
export interface Condition {
  sql: string;
  values: (number | string)[];
}

/** When a case was closed as it counts: never before it was opened. */
const CLOSED = 'max(closed, opened)';
/** When it was due as it counts. Null where it has no due instant, as SQLite's `max` of more than one is. */
export const DUE = 'max(due, opened)';

const isOpen = (at: number): Condition => ({ sql: `(closed IS NULL OR ${CLOSED} > ?)`, values: [at] });

/** That a case had come back by an instant: looked for in the events' text first, then in the events. */
export const cameBack = (at: number): Condition => ({
  sql: `events LIKE '%"reopened"%' AND EXISTS (SELECT 1 FROM json_each(events)
    WHERE value ->> 'what' = 'reopened' AND value ->> 'at' <= ?)`,
  values: [at],
});

/** The conditions of a state, as of an instant. */
function stateConditions({ state, at, soonUntil }: CaseQuery): Condition[] {
  switch (state) {
    case undefined:
      return [];
    case 'open':
      return [isOpen(at)];
    case 'dueSoon':
    case 'overdue':
      return [isOpen(at), ...dueConditions({ state, at, soonUntil })];
    case 'closed':
      return [{ sql: `closed IS NOT NULL AND ${CLOSED} <= ?`, values: [at] }];
    case 'late':
      return [{ sql: `closed IS NOT NULL AND ${CLOSED} <= ? AND ${CLOSED} > ${DUE}`, values: [at] }];
    case 'returned':
      return [cameBack(at)];
  }
}

/** When an open case must be due for its state. One opened by the instant was due by it where its due instant says so. */
export function dueConditions({
  state,
  at,
  soonUntil,
}: Pick<CaseQuery, 'state' | 'at' | 'soonUntil'>): Condition[] {
  if (state === 'overdue') return [{ sql: 'due <= ?', values: [at] }];
  return state === 'dueSoon' ? [{ sql: 'due > ? AND due <= ?', values: [at, soonUntil] }] : [];
}

/** The condition of one column. The unary plus keeps SQLite on the index that the caller chose. */
function columnCondition(column: string, wanted: Wanted | undefined): Condition[] {
  if (wanted === undefined) return [];
  const { ids, not } = wanted;
  const [only] = ids;
  if (!not && ids.size === 1 && only !== undefined) return [{ sql: `+${column} = ?`, values: [only] }];
  const among = `+${column} ${not ? 'NOT ' : ''}IN (SELECT value FROM json_each(?))`;
  return [{ sql: not ? `(${column} IS NULL OR ${among})` : among, values: [`[${[...ids].join()}]`] }];
}

/** What must hold of the category, unit and area of a service's cases. */
export function columnConditions(query: CaseQuery, { category }: AskedService): Condition[] {
  return [
    ...columnCondition('category', category),
    ...columnCondition('unit', query.unit),
    ...columnCondition('area', query.area),
  ];
}

/** All that must hold of a service's case, but when it was opened, and its number. */
export function conditionsOf(query: CaseQuery, service: AskedService): Condition[] {
  return [...columnConditions(query, service), ...stateConditions(query)];
}

/** So many kinds of one question are kept prepared. */
const MOST = 200;

/** Statements by their text, prepared once for each cache. */
export function preparedAs<Row>(): (cache: ReadableCache, text: string) => Select<Row> {
  const kept = onceFor(() => new Map<string, Select<Row>>());
  return (cache, text) => {
    const known = kept(cache);
    let select = known.get(text);
    if (select === undefined) {
      if (known.size >= MOST) known.clear();
      select = cache.select<Row>(text);
      known.set(text, select);
    }
    return select;
  };
}

/** Conditions as what follows WHERE. */
export const whereOf = (conditions: readonly Condition[]): string =>
  conditions.map(({ sql }) => sql).join(' AND ');
/** The values of conditions, in their order. */
export const valuesOf = (conditions: readonly Condition[]): (number | string)[] =>
  conditions.flatMap(({ values }) => values);

const casesBy = preparedAs<CaseRow>();

/** Reads cases by conditions, from a table and the index it is to be read by; `rest` is their order. */
export function selectCases(
  cache: ReadableCache,
  conditions: readonly Condition[],
  rest: string,
  limit: number,
  from = 'cases',
): CaseRow[] {
  const text = `SELECT ${CASE_COLUMNS} FROM ${from} WHERE ${whereOf(conditions)} ${rest} LIMIT ?`;
  return casesBy(cache, text).all(...valuesOf(conditions), limit);
}
