import { CitywallError } from '../../contract/errors.ts';
import { LANGUAGES } from '../../contract/languages.ts';
import { sortOf } from '../../contract/questions/drill.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import type { CaseRow } from '../../store/cases.ts';
import { queryOf, type CaseQuery } from './case-filter.ts';
import { caseLineOf } from './case-line.ts';
import { casesByNumber } from './case-number.ts';
import { openCases } from './case-open.ts';
import { countOf, sortedCases } from './case-sort.ts';
import { happenedBack } from './case-happened.ts';
import { totalOf } from './case-totals.ts';
import type { Stop } from './case-back.ts';
import { selectCases } from './case-sql.ts';
import { walkBack } from './case-walk.ts';
import { firstOpened } from '../flows/cases.ts';
import type { Question, QuestionContext } from '../question.ts';

/** A page as its way of finding cases gave it; `next` as the next page is asked with. */
interface Page {
  rows: CaseRow[];
  next: string | null;
  total: number | null;
}

/** A stop as a cursor. */
const nextOf = (stop: Stop | null): string | null => (stop === null ? null : `${stop.at}.${stop.row}`);

/** The stop a cursor was made of; null where there is none. Throws `question-params` where it is no cursor. */
function stopOf(after: string | undefined): Stop | null {
  if (after === undefined) return null;
  const [, a, b] = (/^(\d{1,16})\.(\d{1,16})$/.exec(after) ?? []).map(Number);
  if (a !== undefined && b !== undefined) return { at: a, row: b };
  throw new CitywallError('question-params', {
    what: `after: "${after.slice(0, 40)}" is no cursor of this list`,
    where: 'after',
    hint: 'Ask the first page again, without "after".',
  });
}

type Asked = Pick<Params<'cases'>, 'after' | 'limit'> & { order: 'newest' | 'due' };

function byOpenIndex(context: QuestionContext, query: CaseQuery, { order, after, limit }: Asked): Page {
  const { rows, stop, total } = openCases(context, query, { order, from: stopOf(after), limit });
  return { rows, next: nextOf(stop), total };
}

function byWalk(
  context: QuestionContext,
  query: CaseQuery,
  { after, limit }: Asked,
  most?: number,
): Omit<Page, 'total'> {
  const { rows, stop } = walkBack(context, query, { from: stopOf(after), limit, most });
  return { rows, next: nextOf(stop) };
}

/** Where so many are open, so few of the newest cases hold a page of them, most in time, sooner than all open ones are sorted. */
const MANY_OPEN = 5000;
const FEW_SEEN = 4000;

function newestOpen(context: QuestionContext, query: CaseQuery, asked: Asked): Page {
  const total = totalOf(context, query);
  const open =
    query.state === 'inTime'
      ? totalOf(context, { ...query, state: 'open' })
      : query.state === 'open'
        ? total
        : null;
  if (open !== null && open >= MANY_OPEN) {
    const page = byWalk(context, query, asked, FEW_SEEN);
    if (page.rows.length === asked.limit) return { ...page, total };
  }
  // A cursor of either is one of the other: both are an instant of opening and a row.
  return byOpenIndex(context, query, asked);
}

/** What stands so of the states that are made of two, and what happened. */
const TWOFOLD = {
  missed: { stands: 'overdue', happened: 'late', order: 'due' },
  handled: { stands: 'open', happened: 'closed', order: 'newest' },
} as const;

const happened = (state: CaseQuery['state']): boolean =>
  state === 'closed' || state === 'late' || state === 'rated' || state === 'returned';

/** Whether the kept sums name the cases to which it happened: of what citizens say, only where such sums are kept. */
function namesWhom({ lookup }: QuestionContext, { state, services }: CaseQuery): boolean {
  if (state === 'closed' || state === 'late') return true;
  return services.every(({ code }) => lookup.service(code)?.sums.includes('quality') === true);
}

function byMoment(context: QuestionContext, query: CaseQuery, { after, limit }: Asked): Omit<Page, 'total'> {
  const { rows, stop } = happenedBack(context, query, { from: stopOf(after), limit });
  return { rows, next: nextOf(stop) };
}

/** What the cursors of the second of two lists begin with. */
const SECOND = 'then ';

/** Those that stand so, and then those to which it happened, the latest first. */
function twofold(
  context: QuestionContext,
  query: CaseQuery,
  two: (typeof TWOFOLD)[keyof typeof TWOFOLD],
  { after, limit }: Asked,
): Page {
  const total = totalOf(context, query);
  const open = { ...query, state: two.stands };
  const rows: CaseRow[] = [];
  let then = after;
  if (after === undefined || !after.startsWith(SECOND)) {
    const page = byOpenIndex(context, open, { order: two.order, after, limit });
    if (page.next !== null) return { ...page, total };
    rows.push(...page.rows);
    if (rows.length >= limit) return { rows, next: SECOND, total };
    then = undefined;
  }
  // The second list from its beginning, or from where the page before stopped in it.
  const rest = then === SECOND ? undefined : then?.slice(SECOND.length);
  const asked = { order: 'newest', after: rest, limit: limit - rows.length } as const;
  const page = byMoment(context, { ...query, state: two.happened }, asked);
  return { rows: [...rows, ...page.rows], next: page.next === null ? null : SECOND + page.next, total };
}

const NOTHING: Page = { rows: [], next: null, total: 0 };

/** Open cases of a filter alone, those due soonest first. */
function dueFirst(context: QuestionContext, query: CaseQuery, asked: Asked): Page {
  const { state } = query;
  if (state === 'closed' || state === 'late') return NOTHING;
  const stands = state === 'missed' || state === 'handled' ? TWOFOLD[state].stands : state;
  return byOpenIndex(context, { ...query, state: stands }, asked);
}

/** One page of cases that match a filter, by whichever way finds them soonest. */
export function pageOf(
  context: QuestionContext,
  params: Omit<Params<'caseRows'>, 'chosen'> & Pick<Params<'cases'>, 'count'>,
): Data<'cases'> {
  const query = queryOf(context, params.filter);
  const { state, idPrefix, idPart } = query;
  const sort = sortOf(params.order);
  const page = (): Page => {
    if (sort !== null) {
      const sorted = sortedCases(
        context,
        query,
        { ...sort, language: params.language ?? LANGUAGES[0] },
        params,
      );
      return { ...sorted, total: totalOf(context, query) };
    }
    const { after, limit } = params;
    if (params.order === 'due') return dueFirst(context, query, { order: 'due', after, limit });
    const asked: Asked = { order: 'newest', after, limit };
    if (idPrefix !== undefined || idPart !== undefined)
      return { ...casesByNumber(context, query, params), total: null };
    if (state === 'missed' || state === 'handled') return twofold(context, query, TWOFOLD[state], asked);
    if (state !== undefined && !happened(state)) return newestOpen(context, query, asked);
    const by = query.dated && namesWhom(context, query) ? byMoment : byWalk;
    return { ...by(context, query, asked), total: totalOf(context, query) };
  };
  const { rows, next, total } = page();
  const counted = total === null && params.count === true ? countOf(context, query) : total;
  return { rows: rows.map((row) => caseLineOf(context, row)), next, total: counted };
}

/** Single cases, a page at a time. Judged by the source of the service asked about, or of all. */
export const cases: Question<'cases'> = {
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

/** Those of some cases that there were by the instant, in the order they are named, whatever the filter says of them by now. */
function chosenOf(context: QuestionContext, chosen: readonly [service: string, id: string][]): Data<'cases'> {
  const { cache, at } = context;
  const rows = chosen.flatMap(([service, id]) => {
    const number = cache.services.id(service);
    if (number === undefined) return [];
    const named = { sql: 'service = ? AND id = ? AND opened <= ?', values: [number, id, at] };
    return selectCases(cache, [named], '', 1);
  });
  return { rows: rows.map((row) => caseLineOf(context, row)), next: null, total: rows.length };
}

/** The same in long pages, or some that were chosen. */
export const caseRows: Question<'caseRows'> = {
  sources: (context, params) => cases.sources(context, { ...params, limit: 1 }),
  answer: (context, { chosen, ...params }) =>
    chosen === undefined ? pageOf(context, params) : chosenOf(context, chosen),
};
