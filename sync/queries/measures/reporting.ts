import { DateTime } from 'luxon';
import { firstOf } from '../../contract/calendar.ts';
import { DAY, SECOND, type Instant } from '../../contract/instants.ts';
import type { Period } from '../../contract/periods.ts';
import type { Indicator, Rules, Source } from '../../contract/profile.ts';
import { periodAfter } from './indicator-periods.ts';
import { firstSaid, type Reading } from './indicator-series.ts';
import { quantile } from '../usual.ts';

/** The longest a period of a cadence can be, days. */
const LONGEST = { day: 1, month: 31, quarter: 92, year: 366 } as const;

/** So many newest reports make what is usual. */
const REMEMBERED = 12;

/** When the values of an indicator came, and when the next is due. */
export interface Reporting {
  /** When its newest period was first reported. */
  last: Instant;
  /** Milliseconds from a period's end until it usually came, the middle of the newest reports. */
  delay: number;
  next: { period: Period; due: Instant };
}

/** The first instant after a period, local. */
export function endOf(period: Period, zone: string): Instant {
  return firstOf(DateTime.fromISO(period.to, { zone }).plus({ days: 1 }).startOf('day')).toMillis();
}

/**
 * How long after a period's end its source may take: `lateAfter` is how far behind *now* the source may be,
 * and just before it reports it is a whole period of its cadence behind.
 */
function promised(source: Source): number {
  const waiting = source.cadence === 'live' ? 0 : LONGEST[source.cadence] * DAY;
  return Math.max(0, source.lateAfter * SECOND - waiting);
}

/**
 * What was reported of one subject and territory by an instant; null where nothing was. The next report is due
 * as long after its period's end as the source promises, or as reports have mostly taken (`rules.usual.high` of
 * them) where that is longer; but never more than a whole period: what always comes later than that is late
 * however often it happened.
 */
export function reportingOf(
  indicator: Indicator,
  source: Source,
  readings: readonly Reading[],
  when: { at: Instant; timeZone: string },
  usual: Rules['usual'],
): Reporting | null {
  const said = readings
    .filter((r) => firstSaid(r) <= when.at)
    .sort((a, b) => (a.period.to < b.period.to ? 1 : -1));
  const [newest] = said;
  if (newest === undefined) return null;
  const delays = said
    .slice(0, REMEMBERED)
    .map((r) => firstSaid(r) - endOf(r.period, when.timeZone))
    .sort((a, b) => a - b);
  const mostly = Math.min(quantile(delays, usual.high), LONGEST[indicator.frequency] * DAY);
  const period = periodAfter(indicator.frequency, newest.period.to);
  const due = Math.ceil(endOf(period, when.timeZone) + Math.max(promised(source), mostly));
  return { last: firstSaid(newest), delay: quantile(delays, 0.5), next: { period, due } };
}

/** How many reports are late at an instant: the one due first, and those due a day each after it. */
export function daysBehind(reporting: Reporting, at: Instant): number {
  const { due } = reporting.next;
  return at > due ? Math.floor((at - due) / DAY) + 1 : 0;
}
