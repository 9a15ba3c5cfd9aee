import type { ReadableCache } from '../store/cache.ts';
import { CASE_COLUMNS, type CaseRow } from '../store/cases.ts';
import type { Select } from '../store/sqlite.ts';
import { onceFor } from '../store/cache.ts';
import type { CaseQuery, Wanted } from './case-filter.ts';
import type { QuestionContext } from './question.ts';

/** A condition of SQL with its values, in their order. */
export interface Condition {
  sql: string;
  values: (number | string)[];
}

/** When a case was closed as it counts: never before it was opened. */
const CLOSED = 'max(closed, opened)';
/** When it was due as it counts. Null where it has no due instant, as SQLite's `max` of more than one is. */
const DUE = 'max(due, opened)';

const isOpen = (at: number): Condition => ({ sql: `(closed IS NULL OR ${CLOSED} > ?)`, values: [at] });

/** The condition of a state, as of an instant. `returned` is looked for in the events' text first, then in the events. */
function stateCondition({ state, at, soonUntil }: CaseQuery): Condition[] {
  switch (state) {
    case undefined:
      return [];
    case 'open':
      return [isOpen(at)];
    case 'dueSoon':
      return [isOpen(at), { sql: `${DUE} > ? AND ${DUE} <= ?`, values: [at, soonUntil] }];
    case 'overdue':
      return [isOpen(at), { sql: `${DUE} <= ?`, values: [at] }];
    case 'closed':
      return [{ sql: `closed IS NOT NULL AND ${CLOSED} <= ?`, values: [at] }];
    case 'late':
      return [{ sql: `closed IS NOT NULL AND ${CLOSED} <= ? AND ${CLOSED} > ${DUE}`, values: [at] }];
    case 'returned':
      return [
        {
          sql: `events LIKE '%"reopened"%' AND EXISTS (SELECT 1 FROM json_each(events)
            WHERE value ->> 'what' = 'reopened' AND value ->> 'at' <= ?)`,
          values: [at],
        },
      ];
  }
}

/** The condition of one column. The unary plus keeps SQLite on the index that the caller chose. */
function columnCondition(column: string, wanted: Wanted | undefined, known: readonly number[]): Condition[] {
  if (wanted === undefined) return [];
  if (!wanted.unknown)
    return [{ sql: `+${column} IN (SELECT value FROM json_each(?))`, values: [`[${wanted.ids.join()}]`] }];
  return [
    {
      sql: `(${column} IS NULL OR +${column} NOT IN (SELECT value FROM json_each(?)))`,
      values: [`[${known.join()}]`],
    },
  ];
}

/** All that must hold of a case, but its service and when it was opened. */
export function conditionsOf({ cache, profile }: QuestionContext, query: CaseQuery): Condition[] {
  const idsOf = (codes: readonly { id: string }[]): number[] =>
    codes.flatMap(({ id }) => cache.codes.id(id) ?? []);
  const categories = profile.services.flatMap((service) => service.categories);
  return [
    ...columnCondition('category', query.category, query.category?.unknown ? idsOf(categories) : []),
    ...columnCondition('unit', query.unit, query.unit?.unknown ? idsOf(profile.units) : []),
    ...columnCondition('area', query.area, query.area?.unknown ? idsOf(profile.areas) : []),
    ...stateCondition(query),
  ];
}

const prepared = onceFor(() => new Map<string, Select<CaseRow>>());
/** So many kinds of filter are kept prepared. */
const MOST = 200;

/** Reads cases by conditions; `rest` is what follows them: order and limit. */
export function selectCases(
  cache: ReadableCache,
  conditions: readonly Condition[],
  rest: string,
  restValues: (number | string)[],
  from = 'cases',
): CaseRow[] {
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  const text = `SELECT ${CASE_COLUMNS} FROM ${from} WHERE ${where} ${rest}`;
  const known = prepared(cache);
  let select = known.get(text);
  if (select === undefined) {
    if (known.size >= MOST) known.clear();
    select = cache.select<CaseRow>(text);
    known.set(text, select);
  }
  return select.all(...conditions.flatMap(({ values }) => values), ...restValues);
}
