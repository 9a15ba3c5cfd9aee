import type { CaseFilter } from '../../sync/contract/questions/drill.ts';
import { queryOf, type CaseQuery, type Wanted } from '../../sync/queries/lists/case-filter.ts';
import { casePrefixes } from '../../sync/queries/lists/case-number.ts';
import type { QuestionContext } from '../../sync/queries/index.ts';
import type { Duck } from './duck.ts';

/** A page of a list of cases. */
export interface ListAsked {
  filter: CaseFilter;
  order: 'newest' | 'due';
  limit: number;
}

const ORDERS = { newest: 'opened DESC', due: 'due, opened' } as const;

/** What must hold of one column. Of several codes DuckDB looks through a list far sooner than through `IN`. */
function columnSql(duck: Duck, column: string, wanted: Wanted | undefined): string[] {
  if (wanted === undefined) return [];
  const codes = [...wanted.codes].map((code) => duck.code(code));
  const [only = 0] = codes;
  const among = codes.length === 1 ? `${column} = ${only}` : `list_contains([${codes.join()}], ${column})`;
  return [wanted.not ? `(${column} IS NULL OR NOT ${among})` : among];
}

/** A state as of an instant, in the benchmark's records: none is closed, or due, before it was opened. */
function stateSql({ state, from, at, soonUntil }: CaseQuery): string[] {
  const open = `(closed IS NULL OR closed > ${at})`;
  switch (state) {
    case undefined:
      return [];
    case 'open':
      return [open];
    case 'overdue':
      return [open, `due <= ${at}`];
    case 'dueSoon':
      return [open, `due > ${at} AND due <= ${soonUntil}`];
    case 'closed':
      return [`closed BETWEEN ${from} AND ${at}`];
    case 'inTime':
      return [open, `due > ${soonUntil}`];
    case 'untimed':
      return [open, 'due IS NULL'];
    case 'handled':
      return [`(closed IS NULL OR closed >= ${from})`];
    case 'missed':
      return [`due <= ${at} AND (closed IS NULL OR (closed > due AND closed >= ${from}))`];
    case 'late':
      return [`closed BETWEEN ${from} AND ${at} AND closed > due`];
    case 'rated':
    case 'returned':
      throw new Error('DuckDB is given no events');
  }
}

/** What happened in a time is in the order it happened, after what still stands so. */
function orderSql({ state, at, dated }: CaseQuery, order: 'newest' | 'due'): string {
  const open = `(closed IS NULL OR closed > ${at}) DESC`;
  if (order === 'due') return ORDERS.due;
  if (state === 'missed')
    return `${open}, CASE WHEN closed IS NULL OR closed > ${at} THEN due END, closed DESC`;
  if (state === 'handled')
    return `${open}, CASE WHEN closed IS NULL OR closed > ${at} THEN -opened END, closed DESC`;
  return dated && (state === 'closed' || state === 'late') ? 'closed DESC' : ORDERS.newest;
}

/** The same page of the same list as DuckDB is asked for it: what a line shows, in the same order. */
export function listSql(context: QuestionContext, duck: Duck, { filter, order, limit }: ListAsked): string {
  const query = queryOf(context, filter);
  const [first] = query.services;
  const conditions = [
    ...(filter.service === undefined ? [] : [`service = ${duck.code(filter.service)}`]),
    ...columnSql(duck, 'category', first?.category),
    ...columnSql(duck, 'unit', query.unit),
    ...columnSql(duck, 'area', query.area),
    ...stateSql(query),
    `opened BETWEEN ${query.since} AND ${query.until}`,
  ];
  if (filter.id !== undefined) {
    // Numbers of the benchmark are digits: nothing in them needs quoting.
    const prefixes = casePrefixes(filter.id.replaceAll(/\D/g, ''));
    conditions.push(`(${prefixes.map((prefix) => `id LIKE '${prefix}%'`).join(' OR ')})`);
  }
  const by = filter.id !== undefined && order === 'newest' ? 'id DESC' : orderSql(query, order);
  return `SELECT id, service, opened, due, closed, category, unit, area FROM cases
    WHERE ${conditions.join(' AND ')} ORDER BY ${by} LIMIT ${limit}`;
}
