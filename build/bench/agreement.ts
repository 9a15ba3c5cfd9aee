import type { z } from 'zod';
import { unpackCells } from '../../sync/contract/heat-cells.ts';
import { DAY, HOUR } from '../../sync/contract/instants.ts';
import { parsePeriod } from '../../sync/contract/periods.ts';
import { UNKNOWN } from '../../sync/contract/questions/cases.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { answer, type QuestionContext } from '../../sync/queries/index.ts';
import type { PanelQuestion } from './boards.ts';
import { NOW } from './cases.ts';
import { dateNumber, type Duck } from './duck.ts';
import { duckSql, OUTSIDE } from './duck-questions.ts';
import type { Asking } from './duck-sql.ts';

/** One figure as both sides have it. */
export interface Pair {
  what: string;
  ours: number;
  theirs: number;
}

/** Rows of one query, summed up. */
type Rows = readonly (readonly unknown[])[];
const num = (value: unknown): number => (typeof value === 'number' ? value : NaN);
const sum = (rows: Rows, column: number): number => rows.reduce((n, row) => n + num(row[column]), 0);
/** Rows whose first columns are these; null is what is not known. */
const where = (rows: Rows, ...first: (number | null)[]): Rows =>
  rows.filter((row) => first.every((value, i) => row[i] === value));

type Compare<D> = (data: D, rows: readonly Rows[], asking: Asking) => Pair[];
const compared =
  <D>(schema: z.ZodType<D>, compare: Compare<D>) =>
  (data: unknown, rows: readonly Rows[], asking: Asking): Pair[] =>
    compare(schema.parse(data), rows, asking);

const coded = ({ duck }: Asking, code: string): number | null => (code === UNKNOWN ? null : duck.code(code));
const pair = (what: string, ours: number, theirs: number): Pair => ({ what, ours, theirs });

const COMPARISONS = {
  today: compared(questions.today.answer, ({ count, hours, days }, [all = []]) => [
    pair('today', count, sum(where(all, 0), 3)),
    pair('earlier days', days, new Set(all.map((row) => row[0])).size - 1),
    ...hours.map((hour, i) => pair(`hour ${i}`, hour.count ?? 0, sum(where(all, 0, i), 3))),
  ]),
  backlog: compared(questions.backlog.answer, ({ open, overdue, dueSoon }, [all = []]) => [
    pair('open', open, sum(all, 0)),
    pair('overdue', overdue, sum(all, 1)),
    pair('due soon', dueSoon, sum(all, 2)),
  ]),
  categories: compared(questions.categories.answer, ({ total, rows }, [all = []], asking) => [
    pair('opened', total, sum(where(all, 0), 2)),
    ...rows.map((row) => pair(row.category, row.count, sum(where(all, 0, coded(asking, row.category)), 2))),
  ]),
  units: compared(questions.units.answer, ({ city, before, rows }, [all = [], then = []], asking) => [
    pair('closed in the period before', before?.closed ?? 0, sum(then, 1)),
    pair('late in the period before', before?.late ?? 0, sum(then, 2)),
    ...[{ unit: null, ...city }, ...rows].flatMap(({ unit, closed, late, open, overdue }) => {
      const of = unit === null ? all : where(all, coded(asking, unit));
      const name = unit ?? 'every unit';
      return [closed, late, open, overdue].map((ours, i) => pair(`${name} ${i}`, ours, sum(of, i + 1)));
    }),
  ]),
  areas: compared(questions.areas.answer, ({ total, rows }, [opened = [], now = []], asking) => [
    pair('opened', total, sum(where(opened, 0), 2)),
    ...rows.flatMap(({ area, count, open, overdue }) => [
      pair(`${area} opened`, count, sum(where(opened, 0, coded(asking, area)), 2)),
      pair(`${area} open`, open, sum(where(now, coded(asking, area)), 1)),
      pair(`${area} overdue`, overdue, sum(where(now, coded(asking, area)), 2)),
    ]),
  ]),
  heat: compared(questions.heat.answer, ({ total, unknown, cells, width }, [all = []]) => {
    const weeks = new Set(all.map((row) => row[0])).size - 1;
    const theirs = new Map<string, [now: number, before: number]>();
    for (const [week, x, y, n] of all) {
      const [now, before] = theirs.get(`${num(x)},${num(y)}`) ?? [0, 0];
      const place = `${num(x)},${num(y)}`;
      theirs.set(place, week === 0 ? [now + num(n), before] : [now, before + num(n)]);
    }
    return [
      pair('opened', total, sum(where(all, 0), 3)),
      pair('without a place', unknown, sum(where(all, 0, null), 3)),
      pair(
        'cells',
        cells.byteLength / 4 / width,
        where(all, 0).filter((row) => row[1] !== null && row[1] !== OUTSIDE).length,
      ),
      ...unpackCells(cells, width === 3 ? 3 : 4).flatMap(({ x, y, n, usual }) => {
        const [now, before] = theirs.get(`${x},${y}`) ?? [0, 0];
        const mean = pair(`${x},${y} usual`, usual ?? 0, Math.round((before / weeks) * 100) / 100);
        return [pair(`${x},${y}`, n, now), ...(usual === undefined ? [] : [mean])];
      }),
    ];
  }),
  hotspots: compared(questions.hotspots.answer, ({ rows }, [all = [], now = []], asking) =>
    rows.flatMap(({ category, area, hours, count, overdue }) => [
      pair(
        `${category} ${area}`,
        count,
        sum(where(all, hours, 0, coded(asking, category), coded(asking, area)), 4),
      ),
      pair(
        `${category} ${area} overdue`,
        overdue,
        sum(where(now, hours, coded(asking, category), coded(asking, area)), 5),
      ),
    ]),
  ),
  strip: compared(questions.strip.answer, ({ rows }, [opened = [], now = []], asking) =>
    rows.flatMap(({ service, today, open, overdue, closed30 }) => {
      const code = coded(asking, service);
      return [
        pair(`${service} today`, today, sum(where(opened, 0, code), 2)),
        ...[open, overdue, closed30].map((ours, i) =>
          pair(`${service} ${i}`, ours, sum(where(now, code), i + 1)),
        ),
      ];
    }),
  ),
  indicators: compared(questions.indicators.answer, ({ rows }, [all = []], asking) =>
    rows.flatMap(({ indicator, period }) => {
      const until = period === null ? 0 : dateNumber(parsePeriod(period).to);
      const of = where(all, coded(asking, indicator));
      return [pair(`${indicator} period`, until, of.length === 0 ? 0 : num(of[0]?.[1]))];
    }),
  ),
  days: compared(
    questions.days.answer,
    ({ rows }, [opened = [], closed = [], due = [], settled = [], base = []]) => {
      const dayOf = (start: number): number => Math.round(start / DAY);
      let [open, overdue] = [sum(base, 0), sum(base, 1)];
      return rows.flatMap((row) => {
        // Days are numbered by the local midnight they begin with.
        const day = dayOf(row.start);
        const of = (some: Rows, column = 1): number => sum(where(some, day), column);
        open += of(opened) - of(closed);
        overdue += of(due) - of(settled);
        return [
          pair(`${row.date} opened`, row.opened, of(opened)),
          pair(`${row.date} closed`, row.closed, of(closed)),
          pair(`${row.date} late`, row.late, of(closed, 2)),
          pair(`${row.date} open`, row.open, open),
          pair(`${row.date} overdue`, row.overdue, overdue),
        ];
      });
    },
  ),
  flow: compared(questions.flow.answer, (found, [all = []]) =>
    (['before', 'opened', 'closed', 'late', 'open', 'dueSoon', 'overdue'] as const).map((of, i) =>
      pair(of, found[of], sum(all, i)),
    ),
  ),
  ages: compared(questions.ages.answer, ({ rows }, [all = []]) =>
    rows.flatMap(({ from, count, overdue }, i) => [
      pair(`from ${from} days`, count, sum(where(all, i), 1)),
      pair(`from ${from} days overdue`, overdue, sum(where(all, i), 2)),
    ]),
  ),
  quality: compared(questions.quality.answer, ({ city, rows }, [all = []], asking) =>
    [{ unit: null, ...city }, ...rows].flatMap(({ unit, ratings, closed }) => {
      const of = unit === null ? all : where(all, coded(asking, unit));
      const name = unit ?? 'every unit';
      return [...ratings, closed].map((ours, i) => pair(`${name} ${i + 1}`, ours, sum(of, i + 1)));
    }),
  ),
  indicator: compared(questions.indicator.answer, ({ series }, [all = []], asking) =>
    series
      .filter(({ derived, period }) => !derived && asking.at === NOW && period !== '')
      .map(({ period, territory, value }) => {
        const { kind, from, to } = parsePeriod(period);
        const [since, until] = [dateNumber(from), dateNumber(to)];
        const [row] = where(all, asking.duck.code(territory), asking.duck.code(kind), since, until);
        return pair(`${territory} ${period}`, value, num(row?.[4]));
      }),
  ),
  daily: compared(questions.daily.answer, ({ rows }, [all = []], asking) =>
    rows.flatMap(({ indicator, history }) =>
      history.flatMap(({ period, value }) => {
        if (value === null || asking.at !== NOW) return [];
        const [row] = where(all, asking.duck.code(indicator), dateNumber(parsePeriod(period).to));
        return [pair(`${indicator} ${period}`, value, num(row?.[2]))];
      }),
    ),
  ),
  indexSet: compared(questions.indexSet.answer, ({ set, year, rows }, [all = []], asking) => {
    const { duck, profile, at } = asking;
    const score = profile.indexes.find(({ id }) => id === set)?.score ?? '';
    return rows.flatMap((row) => {
      const [found] = where(all, duck.code(score), duck.code(row.unit)).filter(
        (one) => one[3] === dateNumber(`${year}-12-31`),
      );
      if (row.score === null || at !== NOW) return [];
      return [pair(`${set} ${row.unit}`, row.score, num(found?.[4]))];
    });
  }),
  fields: compared(questions.fields.answer, ({ rows }, [all = []], { duck, profile }) => {
    // Scores of index sets are the city's too, and no indicators.
    const own = profile.indicators.indicators.filter(({ level }) => level === 'city');
    const codes = new Set(own.map(({ id }) => duck.code(id)));
    return [
      pair(
        'indicators with a value',
        rows.reduce((n, row) => n + row.published + row.demo, 0),
        new Set(all.map((row) => row[0]).filter((code) => codes.has(num(code)))).size,
      ),
    ];
  }),
};

/** What both sides say to one question, figure by figure; null where they are not compared. */
async function both(
  context: QuestionContext,
  duck: Duck,
  { name, params }: PanelQuestion,
): Promise<Pair[] | null> {
  const found = Object.entries(COMPARISONS).find(([known]) => known === name);
  const asking = { duck, profile: context.profile, at: context.at };
  const queries = duckSql(name, params, asking);
  if (found === undefined || queries === null) return null;
  const ours = answer(context, name, params);
  if (ours.content !== 'data') throw new Error(`${name} answered ${ours.content}`);
  const rows = new Array<Rows>();
  for (const sql of queries) rows.push(await duck.rows(sql));
  return found[1](ours.data, rows, asking);
}

/**
 * Asks both sides every question of the boards, now and at a past instant in the middle of an hour, and
 * compares figure by figure: counts of cases by everything they are counted by, usual values of cells, and
 * the newest period of every indicator. Throws naming the first figures that differ, or where there was
 * nothing to compare. Gives how many figures are the same.
 */
export async function agree(
  context: QuestionContext,
  duck: Duck,
  boards: Iterable<readonly PanelQuestion[]>,
): Promise<number> {
  const asked = new Map([...boards].flat().map((one) => [JSON.stringify([one.name, one.params]), one]));
  let same = 0;
  const differing = new Array<string>();
  for (const at of [context.at, context.at - 9 * DAY - 3.3 * HOUR])
    for (const one of asked.values())
      for (const { what, ours, theirs } of (await both({ ...context, at }, duck, one)) ?? [])
        if (ours === theirs) same++;
        else
          differing.push(
            `${one.name} of ${new Date(at).toISOString()}, ${what}: ours ${ours}, DuckDB ${theirs}`,
          );
  if (differing.length > 0)
    throw new Error(
      `the two sides differ in ${differing.length} figures:\n${differing.slice(0, 10).join('\n')}`,
    );
  if (same === 0) throw new Error('no figure was compared');
  return same;
}
