import type { Indicator } from '../../contract/profile.ts';
import type { IndicatorRow } from '../../contract/questions/indicators.ts';
import { measures, type HeldMeasures } from '../../store/things.ts';
import { heldOf, keeper, type HeldIndicator } from './held-readings.ts';
import { knownAt, medianSeries, type Reading } from './indicator-series.ts';
import { indicatorRowOf, mostAtRiskFirst } from './indicator-state.ts';
import type { QuestionContext } from '../question.ts';

export type Level = 'city' | 'commune';

/** The subject that stands for the whole city; of an indicator of the commune level, the median over the communes. */
export const CITY = 'city';

/**
 * The readings of one subject in one territory that are known at the instant. Of an indicator of the commune
 * level the city has no value of its own: its readings are medians, as of one subject.
 */
export function readingsAt(
  context: QuestionContext,
  held: HeldIndicator,
  indicator: Indicator,
  of: { subject: string; territory: string },
): Reading[] {
  const median = isMedian(indicator, of.subject);
  const own = median
    ? held.readings.filter((r) => r.subject !== CITY)
    : (held.bySubject.get(of.subject) ?? []);
  const there = own.filter((r) => r.territory === of.territory);
  const known = knownAt(there, context.at, context.profile.city.timeZone);
  return median ? medianSeries(known) : known;
}

/** Whether a subject's values are medians of others. */
export function isMedian(indicator: Indicator, subject: string): boolean {
  return indicator.level === 'commune' && subject === CITY;
}

const keepRow = keeper<IndicatorRow>();
const keepRows = keeper<readonly IndicatorRow[]>();

/** One indicator's row for one subject. Old and new boundaries are different series: only the present territory is judged. */
export function indicatorRow(
  context: QuestionContext,
  all: HeldMeasures,
  indicator: Indicator,
  subject: string = CITY,
): IndicatorRow {
  const { at, profile } = context;
  const held = heldOf(all, indicator.id);
  return keepRow(context, { holder: held, key: `${indicator.id} ${subject}`, over: () => [held] }, () => {
    const readings = readingsAt(context, held, indicator, { subject, territory: profile.city.territory });
    return indicatorRowOf(
      indicator,
      readings,
      { at, timeZone: profile.city.timeZone },
      profile.rules.indicator,
    );
  });
}

/**
 * The row of every indicator of a level at the instant, those at risk first; null where there is none, or no
 * measure was ever held: that none of no indicators is at risk says nothing. An indicator of the commune level
 * has one row: the median over the communes, judged as one value.
 */
export function indicatorRows(context: QuestionContext, level: Level): readonly IndicatorRow[] | null {
  const all = measures(context.cache);
  if (all.size === 0) return null;
  const of = context.profile.indicators.indicators.filter((indicator) => indicator.level === level);
  if (of.length === 0) return null;
  const over = (): HeldIndicator[] => of.map(({ id }) => heldOf(all, id));
  return keepRows(context, { holder: all, key: level, over }, () =>
    of.map((indicator) => indicatorRow(context, all, indicator)).sort(mostAtRiskFirst),
  );
}

/** How many rows are in each state. */
export function countStates(rows: readonly IndicatorRow[]): Record<IndicatorRow['state'] | 'total', number> {
  const counts = { red: 0, orange: 0, green: 0, unknown: 0, total: rows.length };
  for (const row of rows) counts[row.state]++;
  return counts;
}
