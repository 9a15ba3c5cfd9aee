import { OPTIONS, type Shown } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromDaily } from './from-daily.ts';
import { fromDays } from './from-days.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromToday } from './from-today.ts';
import type { Series } from './series.ts';

/** An answer as values over time. */
export function seriesOf(data: Data<Shown<'series'>>, by: By): Series {
  const { draw } = optionsOf(OPTIONS.series, by.panel);
  if ('hours' in data) return fromToday(data, by);
  if ('duty' in data) return fromIndicator(data, by, draw);
  return 'seams' in data ? fromDays(data, by, draw) : fromDaily(data, by);
}
