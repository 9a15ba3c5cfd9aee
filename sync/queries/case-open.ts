import type { Instant } from '../contract/instants.ts';
import { eachOpen, type OpenCase } from '../rollups/open-cases.ts';
import type { ReadableCache } from '../store/cache.ts';
import type { CaseRow } from '../store/cases.ts';
import type { CaseQuery, Wanted } from './case-filter.ts';
import { selectCases } from './case-sql.ts';
import type { QuestionContext } from './question.ts';

/** What an order sorts by: when cases are due, those without a due instant last; or when they were opened. */
export type OpenOrder = 'due' | 'newest';

/** Where a page of open cases stopped: what it is sorted by, and the row. */
export interface OpenStop {
  by: number;
  row: number;
}

/** Later than any instant a record can have. */
const NEVER = Date.UTC(2201, 0, 1);

const dueOf = (one: Pick<OpenCase, 'due' | 'opened'>): Instant =>
  one.due === null ? NEVER : Math.max(one.due, one.opened);

function fits(wanted: Wanted | undefined, id: number | null, known: (id: number) => boolean): boolean {
  if (wanted === undefined) return true;
  if (wanted.unknown) return id === null || !known(id);
  return id !== null && wanted.ids.includes(id);
}

/** Whether an open case is asked for. */
function test(context: QuestionContext, query: CaseQuery): (one: OpenCase) => boolean {
  const { cache, index, profile } = context;
  const { at, soonUntil, state, since, until } = query;
  const categories = new Set(profile.services.flatMap((s) => s.categories.map((c) => c.id)));
  const named = (has: (code: string) => boolean): ((id: number) => boolean) => {
    const told = new Map<number, boolean>();
    return (id) => {
      let is = told.get(id);
      if (is === undefined) told.set(id, (is = has(cache.codes.code(id))));
      return is;
    };
  };
  const [isCategory, isUnit, isArea] = [
    named((code) => categories.has(code)),
    named((code) => index.unit(code) !== undefined),
    named((code) => index.area(code) !== undefined),
  ];
  return (one) => {
    if (one.opened < since || one.opened > until) return false;
    const due = dueOf(one);
    if (state === 'overdue' && due > at) return false;
    if (state === 'dueSoon' && (due <= at || due > soonUntil)) return false;
    return (
      fits(query.category, one.category, isCategory) &&
      fits(query.unit, one.unit, isUnit) &&
      fits(query.area, one.area, isArea)
    );
  };
}

/**
 * Open cases that match, from the index of open cases alone: a page of them in order, and how many there are.
 * Costs as much as there are open cases, however many there ever were.
 */
export function openCases(
  context: QuestionContext,
  query: CaseQuery,
  order: OpenOrder,
  from: OpenStop | null,
  limit: number,
): { rows: CaseRow[]; stop: OpenStop | null; total: number } {
  const { cache } = context;
  const wanted = test(context, query);
  const found: OpenStop[] = [];
  for (const { code } of query.services)
    eachOpen(cache, { service: code, at: query.at }, (one) => {
      if (wanted(one)) found.push({ by: order === 'due' ? dueOf(one) : -one.opened, row: one.row });
    });
  // Of cases opened at one instant the greatest row first, as the walk has it; of those due at one, the least.
  const turn = order === 'due' ? 1 : -1;
  const before = (a: OpenStop, b: OpenStop): number => a.by - b.by || turn * (a.row - b.row);
  const left = from === null ? found : found.filter((one) => before(from, one) < 0);
  left.sort(before);
  const page = left.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: rowsOf(
      cache,
      page.map(({ row }) => row),
    ),
    stop: left.length > page.length && last !== undefined ? last : null,
    total: found.length,
  };
}

/** Cases by their rows, in the order given. */
function rowsOf(cache: ReadableCache, rows: readonly number[]): CaseRow[] {
  const list = `[${rows.join()}]`;
  const found = selectCases(
    cache,
    [{ sql: 'row IN (SELECT value FROM json_each(?))', values: [list] }],
    '',
    [],
  );
  const byRow = new Map(found.map((one) => [one.row, one]));
  return rows.flatMap((row) => byRow.get(row) ?? []);
}
