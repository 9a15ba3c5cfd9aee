import type { WatchOf } from '../../../contract/alert-rules.ts';
import { questions } from '../../../contract/questions/index.ts';
import { DateTime } from 'luxon';
import { measures } from '../../../store/things.ts';
import { dailyRows, type DailyRow } from '../../measures/daily.ts';
import type { QuestionContext } from '../../question.ts';
import { blind, seen, type Finding, type Seen } from '../finding.ts';

/** A daily measure out of its usual, to the worse or, where neither side is better, to any. Judged as boards judge it. */
export function daily(
  context: QuestionContext,
  { fields, indicators, falseDiscovery }: WatchOf<'daily'>,
): Seen {
  const held = measures(context.cache);
  if (held.size === 0) return blind('nothingHeld');
  const { days } = questions.daily.params.parse({});
  const rows = dailyRows(context, held, { fields, indicators, days });
  if (rows.every(({ stands }) => stands === 'unknown')) return blind('tooShort');
  return seen(
    rows.flatMap((row): Finding[] => {
      const isBad = row.stands === 'worse' || row.stands === 'outside';
      return isBad && row.p <= falseDiscovery ? findingOf(context, row) : [];
    }),
  );
}

function findingOf({ lookup, profile, at }: QuestionContext, row: DailyRow): Finding[] {
  const { indicator, value, period, thought, p, history } = row;
  if (value === null || period === null || thought === null) return [];
  const zone = profile.city.timeZone;
  const day = (date: string): DateTime => DateTime.fromISO(date, { zone });
  const way = Math.abs(value - thought.expected) / Math.max(1e-9, Math.abs(thought.bound - thought.expected));
  return [
    {
      subject: { indicator },
      ...{ measure: 'value', value, expected: thought.expected, limit: thought.bound, p },
      since: day(period).toMillis(),
      until: Math.min(at, day(period).plus({ days: 1 }).toMillis() - 1),
      ...{ unit: lookup.indicator(indicator)?.lead ?? null, atRisk: false, cases: null, areas: [] },
      series: history.map((one) => ({ at: day(one.period).toMillis(), value: one.value, expected: null })),
      // So many times as far from its usual as would seldom be.
      times: way,
    },
  ];
}
