import type { CaseRow } from '../store/cases.ts';
import type { CaseQuery } from './case-filter.ts';
import { conditionsOf, preparedAs, selectCases, valuesOf, whereOf, type Condition } from './case-sql.ts';
import type { QuestionContext } from './question.ts';

/** No more than so many cases of a service are looked at for one page: the next goes on. */
const MOST_SEEN = 3000;
/** The index of cases by service and number. */
const BY_NUMBER = 'cases INDEXED BY sqlite_autoindex_cases_1';

/** What a number may begin with that was typed so: as it stands, in upper and in lower case. */
export function casePrefixes(typed: string): string[] {
  return [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])];
}

/** The range of texts that begin so: from itself to the text after every such text. */
export const rangeOf = (prefix: string): [from: string, to: string] => [prefix, `${prefix}\u{10ffff}`];

/** That a case's number begins so. */
export function prefixCondition(typed: string): Condition {
  const ranges = casePrefixes(typed).map(rangeOf);
  return { sql: `(${ranges.map(() => 'id >= ? AND id < ?').join(' OR ')})`, values: ranges.flat() };
}

/** Numbers as SQLite sorts them: by the bytes of UTF-8. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const numbersBy = preparedAs<{ id: string }>();

/**
 * Cases whose number begins as typed, the greatest first. `after` is the number that the page before ended with. A page
 * may have fewer than asked for where many numbers begin so and few of their cases match.
 */
export function casesByNumber(
  { cache }: QuestionContext,
  query: CaseQuery,
  { after, limit }: { after?: string | undefined; limit: number },
): { rows: CaseRow[]; next: string | null } {
  const ranges = query.services.flatMap((service) =>
    casePrefixes(query.idPrefix ?? '').map((prefix) => {
      const [from, to] = rangeOf(prefix);
      const upTo = after !== undefined && compare(after, to) < 0 ? after : to;
      const range = { sql: 'service = ? AND id >= ? AND id < ?', values: [service.id, from, upTo] };
      return { service, range };
    }),
  );
  // As far down as every range is looked at; where all are to their ends, null.
  let floor: string | null = null;
  for (const { range } of ranges) {
    const text = `SELECT id FROM ${BY_NUMBER} WHERE ${whereOf([range])} ORDER BY id DESC LIMIT 1 OFFSET ?`;
    const id = numbersBy(cache, text).get(...valuesOf([range]), MOST_SEEN)?.id;
    if (id !== undefined && (floor === null || compare(id, floor) > 0)) floor = id;
  }
  const found = ranges.flatMap(({ service, range }) => {
    const conditions: Condition[] = [
      range,
      ...(floor === null ? [] : [{ sql: 'id >= ?', values: [floor] }]),
      { sql: '+opened >= ? AND +opened <= ?', values: [query.since, query.until] },
      ...conditionsOf(query, service),
    ];
    return selectCases(cache, conditions, 'ORDER BY id DESC', limit + 1, BY_NUMBER);
  });
  // Two spellings of one prefix may be one; every service has a number once.
  const rows = [...new Map(found.map((one) => [one.row, one])).values()];
  rows.sort((a, b) => compare(b.id, a.id) || b.row - a.row);
  // Cases of one number in several services stay on one page.
  let end = Math.min(limit, rows.length);
  while (end > 0 && end < rows.length && rows[end]?.id === rows[end - 1]?.id) end++;
  const page = rows.slice(0, end);
  return { rows: page, next: rows.length > end ? (page.at(-1)?.id ?? null) : floor };
}
