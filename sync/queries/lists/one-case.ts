import { DAY, HOUR } from '../../contract/instants.ts';
import type { Data } from '../../contract/questions/index.ts';
import { onceFor } from '../../store/cache.ts';
import { CASE_COLUMNS, caseOf, type CaseRow } from '../../store/cases.ts';
import { caseLineOf, closedOf } from './case-line.ts';
import { queryOf } from './case-filter.ts';
import { walkBack } from './case-walk.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';

const byNumber = onceFor((cache) =>
  cache.select<CaseRow>(`SELECT ${CASE_COLUMNS} FROM cases WHERE service = ? AND id = ?`),
);

type Step = Data<'case'>['history'][number];

/** At one instant things happen in this order. */
const ORDER: readonly Step['what'][] = [
  'opened',
  'assigned',
  'reassigned',
  'extended',
  'reopened',
  'due',
  'closed',
  'rated',
];

/** Everything that happened to a case up to an instant, in order. */
function historyOf(context: QuestionContext, row: CaseRow): Step[] {
  const record = caseOf(context.cache, row);
  const unit = record.unit ?? null;
  const steps: Step[] = [
    { at: record.openedAt, what: 'opened', unit: null },
    ...(record.events ?? []).map((event) => ({ at: event.at, what: event.what, unit: event.unit ?? null })),
  ];
  if (record.dueAt !== undefined) steps.push({ at: record.dueAt, what: 'due', unit: null });
  const closed = closedOf(row);
  if (closed !== null) steps.push({ at: closed, what: 'closed', unit });
  return steps
    .filter((step) => step.at <= context.at)
    .sort((a, b) => a.at - b.at || ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
}

/** So far around a case others are looked for, until there are enough; and so many are told. */
const AROUND = [HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY] as const;
const MOST = 8;
/** Cases of one place and category that are looked through for the nearest. */
const LOOKED = 500;

function near(context: QuestionContext, row: CaseRow, line: Data<'case'>['line']): Data<'case'>['near'] {
  if (line.area === null || context.lookup.area(line.area) === undefined) return [];
  if (context.lookup.category(line.service, line.category) === undefined) return [];
  const { service, category, area, openedAt } = line;
  let others: CaseRow[] = [];
  for (const around of AROUND) {
    const [since, until] = [Math.max(openedAt - around, 1), openedAt + around];
    const query = queryOf(context, { service, category, area, tree: false, since, until });
    others = walkBack(context, query, { from: null, limit: LOOKED }).rows.filter(
      (other) => other.row !== row.row,
    );
    if (others.length >= MOST) break;
  }
  return others
    .sort((a, b) => Math.abs(a.opened - openedAt) - Math.abs(b.opened - openedAt) || b.row - a.row)
    .slice(0, MOST)
    .map((other) => caseLineOf(context, other));
}

/** One case with its history. Empty where none of that number is held, or it was opened later than asked about. */
export const oneCase: Question<'case'> = {
  ofNow: () => true,
  sources: (context, { service }) => [serviceOf(context, service).source],
  answer(context, { service, id }) {
    serviceOf(context, service);
    const { cache, at } = context;
    const code = cache.services.id(service);
    const row = code === undefined ? undefined : byNumber(cache).get(code, id);
    if (row === undefined || row.opened > at) return null;
    const line = caseLineOf(context, row);
    const point: Data<'case'>['point'] = row.lon === null || row.lat === null ? null : [row.lon, row.lat];
    return { line, point, rev: row.rev, history: historyOf(context, row), near: near(context, row, line) };
  },
};
