import type { Shown } from '../../../sync/contract/panels.ts';
import { OPTIONS } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromFlow } from './from-flow.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromQuality } from './from-quality.ts';
import { fromToday } from './from-today.ts';
import { fromUnits } from './from-units.ts';
import type { Figure } from './figure.ts';

/** An answer as one number. */
export function figureOf(data: Data<Shown<'figure'>>, by: By): Figure {
  if ('hours' in data) return fromToday(data, by, optionsOf(OPTIONS.figure, by.panel).curve);
  if ('lateShare' in data) return fromUnits(data, by);
  if ('duty' in data) return fromIndicator(data, by);
  return 'before' in data ? fromFlow(data, by) : fromQuality(data, by);
}
