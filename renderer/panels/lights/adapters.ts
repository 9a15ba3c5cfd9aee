import { PANELS, type Shown } from '../../../sync/contract/panels.ts';
import type { Adapters } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromFields } from './from-fields.ts';
import { fromSources } from './from-sources.ts';
import { fromSourcesByUnit } from './from-sources-by-unit.ts';
import { fromUnassessed } from './from-unassessed.ts';
import type { Lights } from './lights.ts';

/** Answers as lights. */
export const LIGHTS: Adapters<Shown<'lights'>, Lights> = {
  fields: fromFields,
  sources: (data, by) =>
    optionsOf(PANELS.lights.options, by.panel).by === 'unit'
      ? fromSourcesByUnit(data, by)
      : fromSources(data, by),
  indicators: fromUnassessed,
};
