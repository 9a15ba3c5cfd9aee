import { GRIDS } from '../../contract/heat-cells.ts';
import { onceFor, type ReadableCache } from '../../store/cache.ts';
import { CASE_COLUMNS, type CaseRow } from '../../store/cases.ts';
import type { Select } from '../../store/sqlite.ts';
import type { AskedService, CaseQuery, Wanted } from './case-filter.ts';

/** A condition of SQL with its values, in their order. */
export interface Condition {
  sql: string;
  values: (number | string)[];
}

/** When a case was closed as it counts: never before it was opened. */
export const CLOSED = 'max(closed, opened)';
/** When it was due as it counts. Null where it has no due instant, as SQLite's `max` of more than one is. */
export const DUE = 'max(due, opened)';

const isOpen = (at: number): Condition => ({ sql: `(closed IS NULL OR ${CLOSED} > ?)`, values: [at] });

/** When a case was rated as it counts, as judgements.ts says it. */
export const RATED = `max(opened, coalesce(
  (SELECT max(value ->> 'at') FROM json_each(events) WHERE value ->> 'what' = 'rated'), closed, opened))`;

/** When what a state says happened to a case, the last time by the end of what is asked for. */
export function momentOf({ state, from, at }: CaseQuery): Condition {
  if (state === 'rated') return { sql: RATED, values: [] };
  if (state !== 'returned') return { sql: CLOSED, values: [] };
  const sql = `(SELECT max(max(value ->> 'at', opened)) FROM json_each(events)
    WHERE value ->> 'what' = 'reopened' AND max(value ->> 'at', opened) BETWEEN ? AND ?)`;
  return { sql, values: [from, at] };
}

/** The conditions of a state, as of an instant, and of when it came about. */
function stateConditions(query: CaseQuery): Condition[] {
  const { state, from, at } = query;
  const closed: Condition = {
    sql: `closed IS NOT NULL AND ${CLOSED} BETWEEN ? AND ?`,
    values: [from, at],
  };
  // Whatever is closed after `at` is open at it, also where `from` lies later still.
  const openOrSince = Math.min(from, at + 1);
  switch (state) {
    case undefined:
      return [];
    case 'open':
    case 'inTime':
    case 'untimed':
    case 'dueSoon':
    case 'overdue':
      return [isOpen(at), ...dueConditions(query)];
    case 'closed':
      return [closed];
    case 'late':
      return [closed, { sql: `${CLOSED} > ${DUE}`, values: [] }];
    case 'missed':
      return [
        { sql: `${DUE} <= ?`, values: [at] },
        { sql: `(closed IS NULL OR (${CLOSED} > ${DUE} AND ${CLOSED} >= ?))`, values: [openOrSince] },
      ];
    case 'handled':
      return [{ sql: `(closed IS NULL OR ${CLOSED} >= ?)`, values: [openOrSince] }];
    case 'rated':
    case 'returned':
      return judgedConditions(query);
  }
}

/** The conditions of what citizens said of a case: none where the state is another. */
export function judgedConditions({ state, from, at, rating }: CaseQuery): Condition[] {
  if (state === 'returned')
    // Looked for in the events' text first, then in the events.
    return [
      {
        sql: `events LIKE '%"reopened"%' AND EXISTS (SELECT 1 FROM json_each(events)
          WHERE value ->> 'what' = 'reopened' AND max(value ->> 'at', opened) BETWEEN ? AND ?)`,
        values: [from, at],
      },
    ];
  if (state !== 'rated') return [];
  return [
    { sql: `rating IS NOT NULL AND ${RATED} BETWEEN ? AND ?`, values: [from, at] },
    ...(rating === undefined ? [] : [{ sql: 'rating = ?', values: [rating] }]),
  ];
}

/** When an open case must be due for its state. One opened by the instant was due by it where its due instant says so. */
export function dueConditions({
  state,
  at,
  soonUntil,
}: Pick<CaseQuery, 'state' | 'at' | 'soonUntil'>): Condition[] {
  if (state === 'overdue') return [{ sql: 'due <= ?', values: [at] }];
  if (state === 'inTime') return [{ sql: 'due > ?', values: [soonUntil] }];
  if (state === 'untimed') return [{ sql: 'due IS NULL', values: [] }];
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

/** The condition of a place: nothing is kept by which cells could be looked up. As `isIn` of case-filter.ts has it. */
function cellCondition(cells: CaseQuery['cells']): Condition[] {
  if (cells === undefined) return [];
  const along = (column: string): string =>
    `CAST(floor(floor(${column} / ${GRIDS.fine}) / ${cells.side}) AS INTEGER)`;
  const sql = `${along('lon')} || ' ' || ${along('lat')} IN (SELECT value FROM json_each(?))`;
  return [{ sql, values: [JSON.stringify([...cells.names])] }];
}

/** What must hold of the category, unit and area of a service's cases. */
export function columnConditions(query: CaseQuery, { category }: AskedService): Condition[] {
  return [
    ...columnCondition('category', category),
    ...columnCondition('unit', query.unit),
    ...columnCondition('area', query.area),
    ...cellCondition(query.cells),
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
