import type { Data, ParamsIn } from '../../sync/contract/questions/index.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { DAY } from '../../sync/contract/instants.ts';
import { answer, type QuestionContext } from '../../sync/queries/index.ts';
import { FRAME, type Times } from './boards.ts';
import { NOW } from './cases.ts';
import type { Duck } from './duck.ts';
import { middle } from './figure.ts';
import { listSql, type ListAsked } from './list-sql.ts';

/** Cases on a page of a list, and told of a search. */
const PAGE = 50;
const FOUND = 12;

/** What a console's lists are asked for: what marks lead to, and what a filter bar narrows them to. */
const LISTS: Record<string, Pick<ParamsIn<'cases'>, 'filter' | 'order'>> = {
  everything: { filter: {} },
  service: { filter: { service: '1022' } },
  category: { filter: { service: '1022', category: 'power' } },
  area: { filter: { area: '27004' } },
  district: { filter: { area: 'Quận 1' } },
  unit: { filter: { unit: 'evnhcmc' } },
  'category and area': { filter: { service: '1022', category: 'flooding', area: '26740' } },
  'category and unit': { filter: { service: '1022', category: 'power', unit: 'evnhcmc' } },
  'a day of an area': { filter: { area: '26740', since: NOW - 100.5 * DAY, until: NOW - 99.5 * DAY } },
  'a month of a category': {
    filter: { service: '1022', category: 'noise', since: NOW - 90 * DAY, until: NOW - 60 * DAY },
  },
  open: { filter: { state: 'open' } },
  'open of a unit': { filter: { state: 'open', unit: 'sawaco' } },
  'due soon': { filter: { service: '1022', state: 'dueSoon' }, order: 'due' },
  overdue: { filter: { state: 'overdue' }, order: 'due' },
  'overdue of a category and area': {
    filter: { service: '1022', state: 'overdue', category: 'traffic', area: '26740' },
    order: 'due',
  },
  late: { filter: { state: 'late' } },
  'closed of a category': { filter: { service: '1022', state: 'closed', category: 'trees' } },
  'closed of a unit in a month': {
    filter: { service: '1022', state: 'closed', unit: 'evnhcmc', from: NOW - 30 * DAY },
  },
  'counted against a unit in a month': {
    filter: { service: '1022', state: 'missed', unit: 'sawaco', from: NOW - 30 * DAY },
  },
  'open a month ago': { filter: { service: '1022', state: 'open', to: NOW - 30 * DAY } },
  number: { filter: { id: '12345' } },
};

/** What is typed into the search, letter by letter. */
const TYPED = [
  'dien luc tan binh tre han',
  'Quận 1 hôm nay',
  'ngập nước 7 ngày qua',
  'overdue noise',
  'sawaco đang xử lý',
  'tháng 3 cây xanh',
  '1234567',
];

/** Every text that stands in the search on the way to those above. */
const KEYSTROKES = TYPED.flatMap((text) => Array.from(text, (_, i) => text.slice(0, i + 1)));

const REPEATS = { ours: 15, theirs: 7 } as const;
const WARM_UP = 2;

/** A whole page of a list. Where one answer has fewer, because what matches lies far apart, the next is asked for, too. */
function pageOf(context: QuestionContext, { filter, order, limit }: ListAsked): string[] {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: ParamsIn<'cases'> = { filter, order, limit: limit - ids.length };
    const found = answer(context, 'cases', after === null ? page : { ...page, after });
    if (found.content !== 'data') throw new Error(`cases answered ${JSON.stringify(found)}`);
    const { rows, next }: Data<'cases'> = questions.cases.answer.parse(found.data);
    ids.push(...rows.map(({ id }) => id));
    after = next;
  } while (after !== null && ids.length < limit);
  return ids;
}

function foundBy(context: QuestionContext, text: string): Data<'search'> {
  const found = answer(context, 'search', { text, limit: FOUND });
  if (found.content !== 'data') throw new Error(`search answered ${JSON.stringify(found)}`);
  return questions.search.answer.parse(found.data);
}

/** One thing that is asked of both sides: ours gives the numbers of its cases, theirs has them in its first column. */
interface Sides {
  name: string;
  ours: (context: QuestionContext) => string[];
  /** Null where nothing is looked for, or what citizens say of cases, of which DuckDB knows nothing. */
  theirs: ListAsked | null;
}

function listSides(): Sides[] {
  return Object.entries(LISTS).map(([name, list]) => {
    const { filter, order: wanted } = questions.cases.params.parse(list);
    const order: ListAsked['order'] = wanted === 'due' ? wanted : 'newest';
    const asked = { filter, order, limit: PAGE };
    return { name, ours: (context) => pageOf(context, asked), theirs: asked };
  });
}

/** DuckDB is given what the words come to, and only looks for the cases. */
function searchSides(context: QuestionContext): Sides[] {
  return KEYSTROKES.map((text) => {
    const { filter } = foundBy(context, text);
    const order = filter.state === 'overdue' || filter.state === 'dueSoon' ? 'due' : 'newest';
    const asked = Object.keys(filter).length > 1 && filter.state !== 'returned' && filter.state !== 'rated';
    return {
      name: text,
      ours: (context) => foundBy(context, text).rows.map(({ id }) => id),
      theirs: asked ? { filter, order, limit: FOUND } : null,
    };
  });
}

/** Both sides' times for lists or for a search, by what was asked; and on how many cases both agreed beforehand. */
export async function timeLists(
  context: QuestionContext,
  duck: Duck,
  of: 'list' | 'search',
): Promise<{ ours: Times; theirs: Times; same: number }> {
  const sides = of === 'list' ? listSides() : searchSides(context);
  const sqlOf = ({ theirs }: Sides, at: QuestionContext): string | null =>
    theirs === null ? null : listSql(at, duck, theirs);
  let same = 0;
  for (const side of sides) {
    const sql = sqlOf(side, context);
    const theirs = sql === null ? [] : (await duck.rows(sql)).map(([id]) => String(id));
    const ours = side.ours(context);
    if (sql === null) continue;
    // A search tells fewer where what matches lies far apart; a list is asked on until it has all.
    const alike =
      ours.every((id, i) => id === theirs[i]) && (of === 'search' || ours.length === theirs.length);
    if (!alike) throw new Error(`${side.name}: ours ${ours.join()}, DuckDB ${theirs.join()}`);
    same += ours.length;
  }
  if (same === 0) throw new Error('no case was compared');
  const timed = sides.map(() => ({ ours: new Array<number>(), theirs: new Array<number>() }));
  const queries = sides.map((side) => sqlOf(side, context));
  for (let round = -WARM_UP; round < REPEATS.ours; round++)
    for (const [i, side] of sides.entries()) {
      const at = { ...context, at: context.at + (round + WARM_UP) * FRAME };
      const started = performance.now();
      side.ours(at);
      if (round >= 0) timed[i]?.ours.push(performance.now() - started);
      if (round >= REPEATS.theirs) continue;
      const sql = queries[i] ?? null;
      const asked = performance.now();
      if (sql !== null) await duck.rows(sql);
      if (round >= 0) timed[i]?.theirs.push(performance.now() - asked);
    }
  const by = (which: 'ours' | 'theirs'): Times =>
    new Map(sides.map(({ name }, i) => [name, middle(timed[i]?.[which] ?? [])]));
  return { ours: by('ours'), theirs: by('theirs'), same };
}
