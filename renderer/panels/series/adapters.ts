import { PANELS, type Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromDaily } from './from-daily.ts';
import { fromDays } from './from-days.ts';
import { fromIndicator } from './from-indicator.ts';
import { yearOf } from './indicator-year.ts';
import { fromToday } from './from-today.ts';
import type { Series } from './series.ts';

/** Answers as values over time. */
export const SERIES: Adapters<Shown<'series'>, Series> = {
  days: (data, by) => fromDays(data, by, optionsOf(PANELS.series.options, by.panel).draw),
  today: fromToday,
  indicator(data, by) {
    const { draw, of } = optionsOf(PANELS.series.options, by.panel);
    return of === 'year' ? yearOf(data, by) : fromIndicator(data, by, draw);
  },
  daily: fromDaily,
};
