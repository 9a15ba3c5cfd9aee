import { DateTime } from 'luxon';
import { startOfDay } from '../contract/calendar.ts';
import type { Instant } from '../contract/instants.ts';
import type { Profile } from '../contract/profile.ts';
import type { IndicatorRow } from '../contract/questions/indicators.ts';
import type { MeasureRecord } from '../contract/records.ts';
import { measures } from '../store/things.ts';
import { knownAt, medianSeries, readingsOf, type Reading } from './indicator-series.ts';
import { indicatorRowOf, mostAtRiskFirst } from './indicator-state.ts';
import type { QuestionContext } from './question.ts';

export type Level = 'city' | 'commune';

/** Rows, and the instants for which they hold: `from` included, `until` not. */
interface Computed {
  from: Instant;
  until: Instant;
  rows: readonly IndicatorRow[];
}

interface Prepared {
  profile: Profile;
  byIndicator: Map<string, Reading[]>;
  computed: Map<Level, Computed>;
}

/** What was made of the measures held. The store gives another array when one of them changes. */
const prepared = new WeakMap<readonly MeasureRecord[], Prepared>();

function prepare(held: readonly MeasureRecord[], profile: Profile): Prepared {
  const known = prepared.get(held);
  if (known?.profile === profile) return known;
  // Old and new boundaries are different series: only the present territory is judged.
  const present = held.filter((m) => m.territory === profile.city.territory);
  const made: Prepared = {
    profile,
    byIndicator: Map.groupBy(readingsOf(present), (r) => r.indicator),
    computed: new Map(),
  };
  prepared.set(held, made);
  return made;
}

/** Between which instants around `at` nothing changes: the next midnight, or the next report. */
function holdsFor(held: readonly MeasureRecord[], at: Instant, timeZone: string): Omit<Computed, 'rows'> {
  let from = startOfDay(at, timeZone);
  let until = DateTime.fromMillis(from, { zone: timeZone }).plus({ days: 1 }).startOf('day').toMillis();
  for (const { reportedAt } of held) {
    if (reportedAt <= at) from = Math.max(from, reportedAt);
    else until = Math.min(until, reportedAt);
  }
  return { from, until };
}

/**
 * The row of every indicator of a level at the instant, those at risk first; null where no measure was ever
 * held. An indicator of the commune level has one row: the median over the communes, judged as one value.
 * Rows are kept until a measure, the profile, or what is known at the instant changes.
 */
export function indicatorRows(context: QuestionContext, level: Level): readonly IndicatorRow[] | null {
  const { at, profile } = context;
  const held = measures(context.cache);
  if (held.length === 0) return null;
  const { byIndicator, computed } = prepare(held, profile);
  const last = computed.get(level);
  if (last !== undefined && last.from <= at && at < last.until) return last.rows;
  const when = { at, timeZone: profile.city.timeZone };
  const rows = profile.indicators.indicators
    .filter((indicator) => indicator.level === level)
    .map((indicator) => {
      const known = knownAt(byIndicator.get(indicator.id) ?? [], at, when.timeZone);
      const ofLevel = known.filter((r) => (r.subject === 'city') === (level === 'city'));
      const series = level === 'city' ? ofLevel : medianSeries(ofLevel);
      return indicatorRowOf(indicator, series, when, profile.rules.indicator);
    })
    .sort(mostAtRiskFirst);
  computed.set(level, { ...holdsFor(held, at, when.timeZone), rows });
  return rows;
}

/** How many rows are in each state. */
export function countStates(rows: readonly IndicatorRow[]): Record<IndicatorRow['state'] | 'total', number> {
  const counts = { red: 0, orange: 0, green: 0, unknown: 0, total: rows.length };
  for (const row of rows) counts[row.state]++;
  return counts;
}
