import { forecastSeries, type Outcome, type Series } from '../../forecast/index.ts';

/** So many forecasts are kept: several to an indicator, for those that look back as well. */
const MOST = 1024;
const made = new Map<string, Outcome>();

/**
 * A forecast, made once for the same values: a frame, a midnight or another revision of other values does not fit
 * it again.
 */
export function forecastOnce(series: Series, horizon: number): Outcome {
  const key = `${series.season} ${horizon} ${series.values.join(' ')}`;
  const known = made.get(key) ?? forecastSeries(series, horizon);
  made.delete(key);
  made.set(key, known);
  for (const oldest of made.keys()) {
    if (made.size <= MOST) break;
    made.delete(oldest);
  }
  return known;
}
