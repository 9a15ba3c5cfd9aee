import { z } from 'zod';
import { CitywallError } from '../../contract/errors.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Text, Language } from '../../contract/languages.ts';
import type { CaseColumn } from '../../contract/questions/drill.ts';
import type { CaseRow } from '../../store/cases.ts';
import type { AskedService, CaseQuery } from './case-filter.ts';
import { numberConditions } from './case-number.ts';
import { rowsOf } from './case-open.ts';
import {
  CLOSED,
  conditionsOf,
  DUE,
  preparedAs,
  RATED,
  valuesOf,
  whereOf,
  type Condition,
} from './case-sql.ts';
import type { QuestionContext } from '../question.ts';

/** A column that cases are sorted by, and which way; names as a language sorts them. */
export interface Sort {
  column: CaseColumn;
  descending: boolean;
  language: Language;
}

type Key = number | string;
interface Stop {
  key: Key;
  opened: number;
  row: number;
}
const stopsBy = preparedAs<Stop>();

/** Greater than any key there is: what has no value comes last, whichever way is sorted. */
const LAST = Number.MAX_SAFE_INTEGER;

interface Named {
  id: string;
  name: Text;
  short?: Text | undefined;
}

/** So many digits has a place. */
const DIGITS = 5;

/**
 * The places of codes in the order of what `all` are called, from 1 on: digits in a row, to be looked up by a code's number in the cache; 0 for
 * every other code. A table that is joined would be searched from its beginning for every case.
 */
function places(
  { cache }: QuestionContext,
  { of, all, language }: { of: readonly Named[]; all: readonly Named[]; language: Language },
): string {
  const called = ({ name, short }: Named): string => (short ?? name)[language];
  const names = [...new Set(all.map(called))].sort(new Intl.Collator(language).compare);
  const placeOf = new Map(names.map((name, i) => [name, i + 1]));
  const placed: number[] = [];
  for (const node of of) {
    const code = cache.codes.id(node.id);
    if (code !== undefined) placed[code] = placeOf.get(called(node)) ?? 0;
  }
  return Array.from(placed, (place = 0) => String(place).padStart(DIGITS, '0')).join('');
}

/** What cases are sorted by, as numbers or texts that rise; null where there is no value. */
function keyOf(context: QuestionContext, { code }: AskedService, { column, language }: Sort): Condition {
  const { profile, at } = context;
  const placed = (of: readonly Named[], all: readonly Named[] = of): Condition => ({
    sql: `nullif(CAST(substr(CAST(? AS BLOB), ${column} * ${DIGITS} + 1, ${DIGITS}) AS INTEGER), 0)`,
    values: [places(context, { of, all, language })],
  });
  switch (column) {
    case 'id':
    case 'opened':
      return { sql: column, values: [] };
    case 'category': {
      const named = profile.services.map(({ id, categories }) => ({
        id,
        categories: categories.map(({ id, name }) => ({ id, name })),
      }));
      const own = named.find(({ id }) => id === code)?.categories ?? [];
      return placed(
        own,
        named.flatMap(({ categories }) => categories),
      );
    }
    case 'area':
      return placed(profile.areas);
    case 'unit':
      return placed(profile.units);
    case 'state':
      return {
        sql: `CASE WHEN closed IS NOT NULL AND ${CLOSED} <= ? THEN CASE WHEN ${CLOSED} > ${DUE} THEN 3 ELSE 4 END
          WHEN ${DUE} <= ? THEN 0 WHEN ${DUE} <= ? THEN 1 ELSE 2 END`,
        values: [at, at, at + profile.rules.dueSoonHours * HOUR],
      };
    case 'end':
      return {
        sql: `CASE WHEN closed IS NOT NULL AND ${CLOSED} <= ? THEN ${CLOSED} ELSE ${DUE} END`,
        values: [at],
      };
    case 'rating':
      return { sql: `CASE WHEN rating IS NOT NULL AND ${RATED} <= ? THEN rating END`, values: [at] };
  }
}

/** A stop as a cursor, and read again. Throws `question-params` where it is no cursor of a sorted list. */
const cursorOf = ({ key, opened, row }: Stop): string => JSON.stringify([key, opened, row]);
const cursor = z.tuple([z.union([z.number(), z.string()]), z.int(), z.int()]);
function stopOf(after: string | undefined): Stop | null {
  if (after === undefined) return null;
  const read = cursor.safeParse(parsed(after));
  if (read.success) {
    const [key, opened, row] = read.data;
    return { key, opened, row };
  }
  throw new CitywallError('question-params', {
    what: `after: "${after.slice(0, 40)}" is no cursor of this list`,
    where: 'after',
    hint: 'Ask the first page again, without "after".',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // It is no cursor, which is said of it.
    return null;
  }
}

/** All that must hold of a service's cases. */
const allOf = (query: CaseQuery, service: AskedService): Condition[] => [
  { sql: 'service = ? AND opened >= ? AND opened <= ?', values: [service.id, query.since, query.until] },
  ...numberConditions(query),
  ...conditionsOf(query, service),
];

const countsBy = preparedAs<{ n: number }>();
/** How many cases match, counted one by one. */
export function countOf({ cache }: QuestionContext, query: CaseQuery): number {
  return query.services.reduce((sum, service) => {
    const conditions = allOf(query, service);
    const text = `SELECT count(*) AS n FROM cases INDEXED BY cases_opened WHERE ${whereOf(conditions)}`;
    return sum + (countsBy(cache, text).get(...valuesOf(conditions))?.n ?? 0);
  }, 0);
}

/**
 * Cases that match, sorted by a column; of one value the last opened first, in whatever order they came. Every case of the filter is looked at for each page,
 * and no more than a page of them is held.
 */
export function sortedCases(
  context: QuestionContext,
  query: CaseQuery,
  sort: Sort,
  { after, limit }: { after?: string | undefined; limit: number },
): { rows: CaseRow[]; next: string | null } {
  const from = stopOf(after);
  const { descending, column } = sort;
  const isText = column === 'id';
  const turn = descending && isText ? 'DESC' : 'ASC';
  const found = query.services.flatMap((service) => {
    const { sql, values } = keyOf(context, service, sort);
    const key = isText ? sql : `coalesce(${descending ? '-' : ''}(${sql}), ${LAST})`;
    const conditions = allOf(query, service);
    const beyond: Condition[] =
      from === null
        ? []
        : [
            {
              sql: `(key ${turn === 'ASC' ? '>' : '<'} ? OR (key = ? AND (opened, row) < (?, ?)))`,
              values: [from.key, from.key, from.opened, from.row],
            },
          ];
    const text = `SELECT key, opened, row FROM (
        SELECT ${key} AS key, opened, row FROM cases INDEXED BY cases_opened WHERE ${whereOf(conditions)}
      ) ${beyond.length === 0 ? '' : `WHERE ${whereOf(beyond)}`} ORDER BY key ${turn}, opened DESC, row DESC LIMIT ?`;
    return stopsBy(context.cache, text).all(
      ...values,
      ...valuesOf(conditions),
      ...valuesOf(beyond),
      limit + 1,
    );
  });
  found.sort(
    (a, b) => (turn === 'ASC' ? 1 : -1) * compare(a.key, b.key) || b.opened - a.opened || b.row - a.row,
  );
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: rowsOf(
      context.cache,
      page.map(({ row }) => row),
    ),
    next: found.length > page.length && last !== undefined ? cursorOf(last) : null,
  };
}

/** As SQLite sorts them: texts by the bytes of UTF-8. */
function compare(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
