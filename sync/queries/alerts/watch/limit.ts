import { DateTime } from 'luxon';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { measures } from '../../../store/things.ts';
import { indicatorRow } from '../../measures/indicator-rows.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';

/** A daily measure that is over its limit on its newest day, as boards say it. */
export function limit(context: QuestionContext, { indicators }: WatchOf<'limit'>): Seen {
  const { cache, profile, at } = context;
  const held = measures(cache);
  if (held.size === 0) return blind('nothingHeld');
  const zone = profile.city.timeZone;
  const watched = profile.indicators.indicators.filter(
    (one) => one.frequency === 'day' && (indicators?.includes(one.id) ?? one.level === 'city'),
  );
  return seen(
    watched.flatMap((indicator): Finding[] => {
      const { value, expected, period, reason, lead, history } = indicatorRow(context, held, indicator);
      if (value === null || expected === null || period === null) return [];
      const isOver = reason === 'overLimit' || (reason === 'atRisk' && value > expected);
      if (!isOver || indicator.direction !== 'lower') return [];
      const day = (date: string): DateTime => DateTime.fromISO(date, { zone });
      return [
        {
          subject: { indicator: indicator.id },
          ...{ measure: 'value', value, expected: null, limit: expected, p: null },
          since: day(period).toMillis(),
          until: Math.min(at, day(period).plus({ days: 1 }).toMillis() - 1),
          ...{ unit: lead, atRisk: false, cases: null, areas: [] },
          series: history.map((one) => ({
            at: day(one.period).toMillis(),
            value: one.value,
            expected: null,
          })),
          times: value / Math.max(1e-9, expected),
        },
      ];
    }),
  );
}
