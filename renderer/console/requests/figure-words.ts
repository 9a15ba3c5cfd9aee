import type { RequestLine } from '../../../sync/contract/questions/requests.ts';
import type { Format, Say } from '../../locales/index.ts';
import { periodOf } from '../../ui/period.ts';
import type { Lookups } from '../../stores/index.ts';

interface By {
  names: Lookups;
  say: Say;
  format: Format;
}

/** The figure of an indicator that a request was about, as it was shown; empty where there was none. */
export function figureWords(about: RequestLine['about'], { names, say, format }: By): string {
  if (about.what !== 'indicator' || about.value === undefined) return '';
  const { indicator, value, period } = about;
  const decimals = names.find.indicator(indicator)?.decimals ?? 1;
  const when = period === undefined ? '' : ` · ${periodOf(period, indicator, { names, say })}`;
  return `${format.decimal(value, decimals)} ${names.measure(indicator)}${when}`;
}
