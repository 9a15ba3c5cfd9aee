import type { Instant } from '../../contract/instants.ts';
import { parsePeriod } from '../../contract/periods.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { HeldIndicator } from './held-readings.ts';
import type { Reading } from './indicator-series.ts';

/** What others expect of periods that end after everything known, as it was said by an instant; the earliest first. */
export function outsideOf(
  { outside }: HeldIndicator,
  known: readonly Reading[],
  of: { at: Instant; subject: string; territory: string },
): Data<'indicator'>['outside'] {
  const last = known.reduce((to, { period }) => (period.to > to ? period.to : to), '');
  const to = (period: string): string => parsePeriod(period).to;
  return outside
    .filter(
      (m) =>
        m.subject === of.subject &&
        m.territory === of.territory &&
        m.reportedAt <= of.at &&
        to(m.period) > last,
    )
    .map(({ period, value, source, provenance, reportedAt }) => ({
      period,
      value,
      source,
      provenance,
      reportedAt,
    }))
    .sort((a, b) => (to(a.period) < to(b.period) ? -1 : 1));
}
