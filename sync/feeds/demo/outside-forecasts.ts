import type { Instant } from '../../contract/instants.ts';
import type { MeasureRecord } from '../../contract/records.ts';
import { dayOf, dateParts, type Days } from './days.ts';
import type { MeasuresSettings } from './measures-settings.ts';
import type { Series } from './series.ts';

/**
 * What others are made to expect of whole years, said after one instant and up to another: once a year on the
 * tenth of a month, so far off what will come as the settings say. Forecasts, and marked as demonstration.
 */
export function* outsideForecasts(
  settings: MeasuresSettings['indicators'],
  series: readonly Series[],
  days: Days,
  { after, upTo }: { after: Instant; upTo: Instant },
): Generator<MeasureRecord> {
  const last = dateParts(days.of(upTo)).year;
  for (const own of series) {
    const { id: indicator, decimals } = own.indicator;
    const said = settings[indicator]?.outside;
    if (said === undefined) continue;
    for (const year of [last - 1, last]) {
      const at = days.start(dayOf(year, said.month) + 9);
      if (at <= after || at > upTo) continue;
      const whole = { text: String(year), from: dayOf(year, 1), end: dayOf(year + 1, 1) };
      yield {
        kind: 'measure',
        ...{ indicator, subject: 'city', territory: own.territory, period: whole.text },
        value: Math.round(own.value(whole) * (1 + said.off) * 10 ** decimals) / 10 ** decimals,
        ...{ status: 'forecast', provenance: 'demo', reportedAt: at, source: said.by, rev: 1 },
      };
    }
  }
}
