import { localDate, startOfDay } from '../../contract/calendar.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { Instant } from '../../contract/instants.ts';
import type { IndexSet, Unit } from '../../contract/profile.ts';
import type { Params } from '../../contract/questions/index.ts';
import type { IndicatorRow } from '../../contract/questions/indicators.ts';
import type { Fact } from '../../contract/questions/wall.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { dailyRows } from '../measures/daily.ts';
import { indexRow } from '../measures/indexes.ts';
import { scoredSet, setOf } from '../measures/index-set.ts';
import { indicatorOf } from '../measures/indicator.ts';
import { indicatorRow, indicatorRows } from '../measures/indicator-rows.ts';
import type { QuestionContext } from '../question.ts';

/** What a headline can say of indicators and index sets, each the worst of its kind. */

type Asked = Params<'headline'>;

/** Rows of the fields a headline speaks of, those at risk first. */
export function rowsOf(context: QuestionContext, { fields }: Asked): readonly IndicatorRow[] {
  const rows = indicatorRows(context, 'city') ?? [];
  return fields === undefined ? rows : rows.filter(({ field }) => fields.includes(field));
}

/** The end of the city's year, for which plans are. */
export function yearsEnd({ at, profile: { city } }: QuestionContext): Instant {
  const year = Number(localDate(at, city.timeZone).slice(0, 4));
  // Noon of 1 January in Greenwich is that day everywhere from -12 to +11, and the next only beyond.
  return startOfDay(Date.UTC(year + 1, 0, 1, 10), city.timeZone);
}

/** How the indicator that a board is about stands. Throws `question-params` where none is named. */
export function boardIndicator(context: QuestionContext, { indicator: code }: Asked): Fact {
  if (code === undefined)
    throw new CitywallError('question-params', {
      what: 'indicator: a headline about one indicator needs to be told which',
      where: 'indicator',
      hint: 'Name it, or "$subject" on a board that has one.',
    });
  const all = measures(context.cache);
  const row = indicatorRow(context, all, indicatorOf(context, code));
  const { indicator, state, reason, period, value, plan, shortfall, chance, lead } = row;
  const by = plan?.basis === 'year' ? yearsEnd(context) : null;
  return { fact: 'one', indicator, state, reason, period, value, plan, shortfall, chance, lead, by };
}

/** The daily indicator that chance explains least; for the worse before otherwise. */
export function unusualDay(context: QuestionContext, { fields }: Asked): Fact | null {
  const all = measures(context.cache);
  const out = dailyRows(context, all, fields === undefined ? {} : { fields }).flatMap(
    ({ stands, indicator, period, value, usual }) =>
      (stands === 'worse' || stands === 'outside') && period !== null && value !== null && usual !== null
        ? [{ stands, indicator, period, value, usual }]
        : [],
  );
  const [first, ...others] = out;
  if (first === undefined) return null;
  const { state, reason, expected } = indicatorRow(context, all, indicatorOf(context, first.indicator));
  return { fact: 'unusualDay', ...first, state, reason, expected, others: others.length };
}

/** What the first set that has anything to say says: of the one named, or of all in the profile's order. */
function firstOf(
  context: QuestionContext,
  { set }: Asked,
  say: (all: HeldMeasures, one: IndexSet) => Fact | null,
): Fact | null {
  const all = measures(context.cache);
  const sets = set === undefined ? context.profile.indexes : [setOf(context, set)];
  for (const one of sets) {
    const fact = say(all, one);
    if (fact !== null) return fact;
  }
  return null;
}

/** The component of an index set that is furthest from its highest score, in its newest year. */
export function weakestComponent(context: QuestionContext, asked: Asked): Fact | null {
  return firstOf(context, asked, (all, set) => {
    const { year, weakest, units } = indexRow(context, all, set);
    if (year === null || weakest === null) return null;
    return { fact: 'weakest', set: set.id, year, component: weakest, units };
  });
}

type Moved = NonNullable<Extract<Fact, { fact: 'risers' }>['riser']>;

/** Units that are ranked apart: those that govern a place have other tasks than those that serve the whole city. */
const RANKED_APART: readonly (readonly Unit['type'][])[] = [
  ['department', 'agency', 'company'],
  ['district', 'ward', 'commune', 'specialZone'],
];

/** Who rose and who fell furthest in an index set since the year before, each among its own kind of unit. */
export function furthestMoved(context: QuestionContext, asked: Asked): Fact | null {
  return firstOf(context, asked, (all, set) => {
    const { year } = indexRow(context, all, set);
    if (year === null || set.subjects === 'city') return null;
    const moved = (order: 'risers' | 'fallers'): Moved | null =>
      RANKED_APART.flatMap((kinds) => {
        const types = [...kinds];
        const [row] = scoredSet(context, all, set, { year, types, order, limit: 1 })?.rows ?? [];
        if (row === undefined || row.rank === null || row.rankBefore === null) return [];
        return [{ unit: row.unit, rank: row.rank, rankBefore: row.rankBefore }];
      }).reduce<Moved | null>((most, one) => (most === null || moves(one) > moves(most) ? one : most), null);
    const [riser, faller] = [moved('risers'), moved('fallers')];
    if (riser === null && faller === null) return null;
    return { fact: 'risers', set: set.id, year, riser, faller };
  });
}

const moves = ({ rank, rankBefore }: Moved): number => Math.abs(rank - rankBefore);
