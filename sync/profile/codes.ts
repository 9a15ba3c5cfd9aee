import type { Area, Indicator, Profile, Service, Source, Unit } from '../contract/profile.ts';
import { succession, type Succession } from './succession.ts';

type Category = Service['categories'][number];

/** Look-ups by code; undefined for a code the profile does not know. */
export interface Lookup {
  service(id: string): Service | undefined;
  category(service: string, id: string): Category | undefined;
  unit(id: string): Unit | undefined;
  area(id: string): Area | undefined;
  source(id: string): Source | undefined;
  indicator(id: string): Indicator | undefined;
  /** Who came from whom, among units and among areas. */
  succession: { units: Succession; areas: Succession };
  /** The service the profile lists first: the one the wall's counts and health are about. */
  firstService: Service;
}

/** Indexes a profile once. Raises a RangeError where it has no service, which no checked profile is. */
export function lookupIn(profile: Profile): Lookup {
  const [firstService] = profile.services;
  if (!firstService) throw new RangeError('a profile without a service');
  const [services, units, areas] = [byId(profile.services), byId(profile.units), byId(profile.areas)];
  const [sources, indicators] = [byId(profile.sources), byId(profile.indicators.indicators)];
  const categories = new Map(profile.services.map((service) => [service.id, byId(service.categories)]));
  return {
    service: (id) => services.get(id),
    category: (service, id) => categories.get(service)?.get(id),
    unit: (id) => units.get(id),
    area: (id) => areas.get(id),
    source: (id) => sources.get(id),
    indicator: (id) => indicators.get(id),
    succession: { units: succession(profile.units), areas: succession(profile.areas) },
    firstService,
  };
}

function byId<T extends { id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
