import { HOUR, type Instant } from '../../sync/contract/instants.ts';
import { casesOf, type Place } from '../../sync/contract/place.ts';
import { UNKNOWN } from '../../sync/contract/questions/cases.ts';
import type { Data } from '../../sync/contract/questions/index.ts';

/** The reports of a service that make a hot spot, as of an instant. */
export function reportsOf(
  { area, category, hours }: Pick<Data<'hotspots'>['rows'][number], 'area' | 'category' | 'hours'>,
  service: string,
  asOf: Instant,
): Place {
  const filter = { service, area, since: asOf - hours * HOUR, tree: false };
  return casesOf(category === UNKNOWN ? filter : { ...filter, category });
}
