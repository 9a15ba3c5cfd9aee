import { forecastSeries, type Outcome, type Series } from '../../forecast/index.ts';
import { remembering } from '../once.ts';

/** So many forecasts are kept: several to an indicator, for those that look back as well. */
const MOST = 1024;
const made = remembering<Outcome>(MOST);

/**
 * A forecast, made once for the same values: a frame, a midnight or another revision of other values does not fit
 * it again.
 */
export const forecastOnce = (series: Series, horizon: number): Outcome =>
  made(`${series.season} ${horizon} ${series.values.join(' ')}`, () => forecastSeries(series, horizon));
