import { CitywallError } from '../contract/errors.ts';
import { questions, type Data, type Params } from '../contract/questions/index.ts';
import type { CaseRow } from '../store/cases.ts';
import { queryOf, type CaseQuery } from './case-filter.ts';
import { caseLineOf } from './case-line.ts';
import { openCases } from './case-open.ts';
import { conditionsOf, selectCases, type Condition } from './case-sql.ts';
import { totalOf } from './case-totals.ts';
import { walkBack } from './case-walk.ts';
import { firstOpened } from './cases.ts';
import type { Question, QuestionContext } from './question.ts';

/** A page as its way of finding cases gave it; `next` as the next page is asked with. */
interface Page {
  rows: CaseRow[];
  next: string | null;
  total: number | null;
}

const badCursor = (after: string): CitywallError =>
  new CitywallError('question-params', {
    what: `after: "${after.slice(0, 40)}" is no cursor of this list`,
    where: 'after',
    hint: 'Ask the first page again, without "after".',
  });

/** Two numbers of a cursor. Throws `question-params` where it is none. */
function numbersOf(after: string): [number, number] {
  const [a, b] = after.split('.').map(Number);
  if (a === undefined || b === undefined || !Number.isSafeInteger(a) || !Number.isSafeInteger(b))
    throw badCursor(after);
  return [a, b];
}

/** States that few cases are in: found from the index of open cases, not by walking through all. */
const FEW: readonly CaseQuery['state'][] = ['overdue', 'dueSoon'];

type Asked = Pick<Params<'cases'>, 'order' | 'after' | 'limit'>;

function byOpenIndex(context: QuestionContext, query: CaseQuery, { order, after, limit }: Asked): Page {
  const at = after === undefined ? null : numbersOf(after);
  const from = at === null ? null : { by: at[0], row: at[1] };
  const { rows, stop, total } = openCases(context, query, order, from, limit);
  return { rows, next: stop === null ? null : `${stop.by}.${stop.row}`, total };
}

function byWalk(context: QuestionContext, query: CaseQuery, { after, limit }: Asked): Omit<Page, 'total'> {
  const at = after === undefined ? null : numbersOf(after);
  const from = at === null ? null : { opened: at[0], row: at[1] };
  const { rows, stop } = walkBack(context, query, from, limit);
  return { rows, next: stop === null ? null : `${stop.opened}.${stop.row}` };
}

/** The text after every text that begins so. */
const beyond = (prefix: string): string => `${prefix}\u{10ffff}`;

/** By number: from the greatest down, in upper and lower case as it was typed. */
function byNumber(context: QuestionContext, query: CaseQuery, { after, limit }: Asked): Omit<Page, 'total'> {
  const typed = query.idPrefix ?? '';
  const prefixes = new Set([typed, typed.toUpperCase(), typed.toLowerCase()]);
  const conditions: Condition[] = [
    { sql: 'opened >= ? AND opened <= ?', values: [query.since, query.until] },
    ...conditionsOf(context, query),
  ];
  const found = query.services.flatMap(({ id }) =>
    [...prefixes].flatMap((prefix) =>
      selectCases(
        context.cache,
        [
          { sql: 'service = ? AND id >= ? AND id < ?', values: [id, prefix, beyond(prefix)] },
          ...(after === undefined ? [] : [{ sql: 'id < ?', values: [after] }]),
          ...conditions,
        ],
        'ORDER BY id DESC LIMIT ?',
        [limit + 1],
        'cases INDEXED BY sqlite_autoindex_cases_1',
      ),
    ),
  );
  const byRow = [...new Map(found.map((one) => [one.row, one])).values()];
  byRow.sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : b.row - a.row));
  // Cases of one number in several services stay on one page.
  let end = Math.min(limit, byRow.length);
  while (end > 0 && end < byRow.length && byRow[end]?.id === byRow[end - 1]?.id) end++;
  const rows = byRow.slice(0, end);
  return { rows, next: byRow.length > end ? (rows.at(-1)?.id ?? null) : null };
}

/** One page of cases that match a filter, by whichever way finds them soonest. */
export function pageOf(context: QuestionContext, params: Params<'cases'>): Data<'cases'> {
  const query = queryOf(context, params.filter);
  const { order, after } = params;
  const open = order === 'due' || FEW.includes(query.state);
  const isOpen = query.state === undefined || ['open', 'dueSoon', 'overdue'].includes(query.state);
  const page = (): Page => {
    if (query.idPrefix !== undefined) return { ...byNumber(context, query, params), total: null };
    if (open && !isOpen) return { rows: [], next: null, total: 0 };
    if (open) return byOpenIndex(context, query, params);
    const total = after === undefined ? totalOf(context, query, params.filter) : null;
    return { ...byWalk(context, query, params), total };
  };
  const { rows, next, total } = page();
  return { rows: rows.map((row) => caseLineOf(context, row)), next, total };
}

/** Single cases, a page at a time. Judged by the source of the service asked about, or of all. */
export const cases: Question<'cases'> = {
  name: 'cases',
  params: questions.cases.params,
  sources: ({ profile }, { filter }) =>
    profile.services
      .filter((s) => filter.service === undefined || s.id === filter.service)
      .map((s) => s.source),
  answer(context, params) {
    const page = pageOf(context, params);
    const none = page.rows.length === 0 && params.after === undefined;
    // Nothing was ever held is another thing than nothing matches.
    const ever = context.profile.services.some(({ id }) => firstOpened(context.cache, id) !== null);
    return none && !ever ? null : page;
  },
};
