import { onceFor } from '../../store/cache.ts';
import type { CaseRow } from '../../store/cases.ts';
import type { CaseQuery } from './case-filter.ts';
import { conditionsOf, selectCases, type Condition } from './case-sql.ts';
import type { QuestionContext } from '../question.ts';

/** No more than so many cases of a service are looked at for one page: the next goes on. */
const MOST_SEEN = 8000;
/** As many numbers as cost the same, where only they are read and few of them are a case's that is asked for. */
const MOST_READ = 40_000;
/** The index of cases by service and number. */
const BY_NUMBER = 'cases INDEXED BY sqlite_autoindex_cases_1';

/** What a number may begin with that was typed so: as it stands, in upper and in lower case. */
export function casePrefixes(typed: string): string[] {
  return [...new Set([typed, typed.toUpperCase(), typed.toLowerCase()])];
}

/** The range of texts that begin so: from itself to the text after every such text. */
export const rangeOf = (prefix: string): [from: string, to: string] => [prefix, `${prefix}\u{10ffff}`];

/** That a case's number begins so. */
function prefixCondition(typed: string): Condition {
  const ranges = casePrefixes(typed).map(rangeOf);
  return { sql: `(${ranges.map(() => 'id >= ? AND id < ?').join(' OR ')})`, values: ranges.flat() };
}

/** What stands between the letters and figures of numbers. */
const BETWEEN = ['-', '/', '.', ' ', '_'] as const;
const bare = (text: string): string => text.replace(/[-/. _]/g, '');
/** So many letters and figures are a part of a number also where others stand between them; fewer are by chance. */
const LONG = 7;

/** A text that LIKE finds anywhere, whatever is in it. */
const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
const isLike = (column: string): string => String.raw`${column} LIKE ? ESCAPE '\'`;

/** That a case's number has this in it. */
function partCondition(typed: string): Condition {
  const short = bare(typed);
  if (short.length < LONG) return { sql: isLike('id'), values: [anywhere(typed)] };
  const column = BETWEEN.reduce((text, mark) => `replace(${text}, '${mark}', '')`, 'id');
  return {
    sql: `(${isLike('id')} OR ${isLike(column)})`,
    values: [anywhere(typed), anywhere(short)],
  };
}

/** What must hold of the number of a case. */
export function numberConditions({ idPrefix, idPart }: Pick<CaseQuery, 'idPrefix' | 'idPart'>): Condition[] {
  return [
    ...(idPrefix === undefined ? [] : [prefixCondition(idPrefix)]),
    ...(idPart === undefined ? [] : [partCondition(idPart)]),
  ];
}

/** Upper case as SQLite's LIKE knows it. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Whether a number has this in it, as {@link numberConditions} has it. */
export function hasPart(id: string, typed: string): boolean {
  if (lower(id).includes(lower(typed))) return true;
  return bare(typed).length >= LONG && lower(bare(id)).includes(lower(bare(typed)));
}

/** Numbers as SQLite sorts them: by the bytes of UTF-8. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** The number that lies so many below the greatest of a range. */
const numbers = onceFor((cache) =>
  cache.select<{ id: string }>(
    `SELECT id FROM ${BY_NUMBER} WHERE service = ? AND id >= ? AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ?`,
  ),
);

/**
 * Cases whose number begins as typed, or has what was typed in it, the greatest first. `after` is the number that the page before ended with. A page
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
      return { service, from, to: after !== undefined && compare(after, to) < 0 ? after : to };
    }),
  );
  const most = query.idPart === undefined ? MOST_SEEN : MOST_READ;
  // As far down as every range is looked at; where all are to their ends, null.
  let floor: string | null = null;
  for (const { service, from, to } of ranges) {
    const id = numbers(cache).get(service.id, from, to, most)?.id;
    if (id !== undefined && (floor === null || compare(id, floor) > 0)) floor = id;
  }
  const found = ranges.flatMap(({ service, from, to }) => {
    // One lower bound: of two SQLite looks up but the first.
    const least = floor !== null && compare(floor, from) > 0 ? floor : from;
    const conditions: Condition[] = [
      { sql: 'service = ? AND id >= ? AND id < ?', values: [service.id, least, to] },
      ...(query.idPart === undefined ? [] : [partCondition(query.idPart)]),
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
