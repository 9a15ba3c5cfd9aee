import type { TimeChart } from '../../charts/time.ts';
import { OPTIONS, type Options, type Shown } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { MarkOf } from '../../ui/mark.ts';
import type { By } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromDaily } from './from-daily.ts';
import { fromDays } from './from-days.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromToday } from './from-today.ts';

/** Values over time, and what is said beside their title. */
export interface Series {
  /** Where the answer says what it is about, and its question does not. */
  title?: string;
  /** What the values are of, the most important first. */
  aside: readonly string[];
  /** How the newest value stands. */
  state: { mark: MarkOf; word: string } | null;
  chart: TimeChart;
  /** Said where there is no value. */
  none: string;
}

/** How a board may have it drawn. */
export type Draw = Options<'series'>['draw'];

/** An answer as values over time. */
export function seriesOf(data: Data<Shown<'series'>>, by: By): Series {
  const { draw } = optionsOf(OPTIONS.series, by.panel);
  if ('hours' in data) return fromToday(data, by);
  if ('duty' in data) return fromIndicator(data, by, draw);
  return 'seams' in data ? fromDays(data, by, draw) : fromDaily(data, by);
}
