import { OPTIONS, type Shown } from '../../../sync/contract/panels.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { optionsOf } from '../props.ts';
import { fromFields } from './from-fields.ts';
import { fromSources } from './from-sources.ts';
import { fromSourcesByUnit } from './from-sources-by-unit.ts';
import { fromUnassessed } from './from-unassessed.ts';
import type { Lights } from './lights.ts';

/** An answer as lights. */
export function lightsOf(data: Data<Shown<'lights'>>, by: By): Lights {
  if ('matching' in data) return fromUnassessed(data, by);
  if ('counts' in data) return fromFields(data, by);
  return optionsOf(OPTIONS.lights, by.panel).by === 'unit'
    ? fromSourcesByUnit(data, by)
    : fromSources(data, by);
}
