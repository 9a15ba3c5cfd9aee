import { PANELS, type Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromFlow } from './from-flow.ts';
import { fromIndicator } from './from-indicator.ts';
import { fromQuality } from './from-quality.ts';
import { fromToday } from './from-today.ts';
import { fromUnits } from './from-units.ts';
import type { Figure } from './figure.ts';

/** Answers as one number. */
export const FIGURES: Adapters<Shown<'figure'>, Figure> = {
  today: (data, by) => fromToday(data, by, optionsOf(PANELS.figure.options, by.panel).curve),
  units: fromUnits,
  indicator: fromIndicator,
  flow: fromFlow,
  quality: fromQuality,
};
