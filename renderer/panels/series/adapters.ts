import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Shown } from '../../../sync/contract/panels.ts';
import type { By } from '../model.ts';
import { fromDaily } from './from-daily.ts';
import { fromDays } from './from-days.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromToday } from './from-today.ts';
import type { Series } from './series.ts';

export type SeriesQuestion = Shown<'series'>;

const SERIES: { readonly [Q in SeriesQuestion]: (data: Data<Q>, by: By) => Series | null } = {
  days: fromDays,
  today: fromToday,
  indicator: fromIndicator,
  daily: fromDaily,
};

function isSeries(name: string): name is SeriesQuestion {
  return Object.hasOwn(SERIES, name);
}

function made<Q extends SeriesQuestion>(name: Q, data: Data<Q>, by: By): Series | null {
  return SERIES[name](data, by);
}

/** The answer to a question as a series; null where there is nothing to draw. */
export function seriesOf(name: string, data: Data<SeriesQuestion>, by: By): Series | null {
  return isSeries(name) ? made(name, data, by) : null;
}
