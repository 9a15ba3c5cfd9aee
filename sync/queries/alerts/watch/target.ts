import { atRisk } from '../../../alerts/detect/target.ts';
import { isPast } from '../../../alerts/detect/verdict.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { parsePeriod } from '../../../contract/periods.ts';
import type { IndicatorRow } from '../../../contract/questions/indicators.ts';
import { DateTime } from 'luxon';
import { indicatorRows } from '../../measures/indicator-rows.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';

/** The chance of meeting the year's plan is low, by the forecast that boards show. */
export function target(context: QuestionContext, { level, fields, chance }: WatchOf<'target'>): Seen {
  const rows = indicatorRows(context, level);
  if (rows === null) return blind('nothingHeld');
  const watched = rows.filter(({ field }) => fields?.includes(field) ?? true);
  if (watched.every((row) => row.chance === null)) return blind('noForecast');
  const least = chance ?? context.profile.rules.indicator.chance;
  return seen(watched.flatMap((row) => findingOf(context, row, least)));
}

function findingOf({ profile, at }: QuestionContext, row: IndicatorRow, least: number): Finding[] {
  const { chance, period, indicator, lead, history } = row;
  if (chance === null || period === null) return [];
  const verdict = atRisk(chance, least);
  if (!isPast(verdict)) return [];
  const zone = profile.city.timeZone;
  const endOf = (text: string): number =>
    DateTime.fromISO(parsePeriod(text).to, { zone }).plus({ days: 1 }).toMillis() - 1;
  return [
    {
      subject: { indicator },
      ...{ measure: 'chance', value: chance, expected: null, limit: least, p: null },
      since: DateTime.fromISO(parsePeriod(period).from, { zone }).toMillis(),
      until: Math.min(at, endOf(period)),
      ...{ unit: lead, atRisk: true, cases: null, areas: [] },
      series: history.map((one) => ({ at: endOf(one.period), value: one.value, expected: null })),
      // So many times less likely than it must be.
      times: least / Math.max(1e-9, chance),
    },
  ];
}
