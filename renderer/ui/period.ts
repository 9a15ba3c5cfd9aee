import { parsePeriod } from '../../sync/contract/periods.ts';
import type { Indicator } from '../../sync/contract/profile.ts';
import { periodWords, type Say } from '../locales/index.ts';

/** What is asked of look-ups, and in whose words. */
interface By {
  names: { find: { indicator: (id: string) => Pick<Indicator, 'restarts'> | undefined } };
  say: Say;
}

/**
 * The period of a value of an indicator, in words. Of one that begins from nothing each year a month's value is of all months up to its
 * end, and so named: "10 tháng 2026", which nobody takes for October's own.
 */
export function periodOf(period: string, indicator: string, { names, say }: By): string {
  const { kind, to } = parsePeriod(period);
  const toDate =
    names.find.indicator(indicator)?.restarts === true && (kind === 'month' || kind === 'quarter');
  return periodWords(toDate ? `${to.slice(0, 7)}M` : period, say);
}
