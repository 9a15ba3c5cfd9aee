import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Language, Text } from '../../sync/contract/languages.ts';
import type { Names } from '../../sync/contract/link.ts';
import type { Area, IndexSet, Indicator, Service, Source, Unit } from '../../sync/contract/profile.ts';
import { UNKNOWN } from '../../sync/contract/questions/cases.ts';
import { useWall } from './wall.ts';

/** Names for codes, in one language. A code the profile does not know is shown as it is. */
export interface Lookups {
  readonly language: Language;
  /** The profile itself, for what is not a name. */
  readonly profile: Names;
  text: (text: Text) => string;
  service: (id: string) => string;
  serviceShort: (id: string) => string;
  /** What one case of a service is called: phản ánh, hồ sơ, cuộc gọi. */
  noun: (service: string) => string;
  category: (service: string, id: string) => string;
  /** A unit's short name where it has one. */
  unit: (id: string) => string;
  unitFull: (id: string) => string;
  area: (id: string) => string;
  source: (id: string) => string;
  /** For a tile's corner: its short name, else that of the one service it brings, else its name. */
  sourceShort: (id: string) => string;
  duty: (source: string) => string;
  indicator: (id: string) => string;
  /** What an indicator is measured in. */
  measure: (indicator: string) => string;
  field: (id: string) => string;
  territory: (id: string) => string;
  /** An index set's short name. */
  index: (id: string) => string;
  find: {
    indicator: (id: string) => Indicator | undefined;
    service: (id: string) => Service | undefined;
    unit: (id: string) => Unit | undefined;
    area: (id: string) => Area | undefined;
    source: (id: string) => Source | undefined;
    index: (id: string) => IndexSet | undefined;
  };
}

const byId = <T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> =>
  new Map(list.map((item) => [item.id, item]));

/** Builds the look-ups for one profile and one language. `unknown` is what {@link UNKNOWN} is called. */
export function lookups(profile: Names, language: Language, unknown: string): Lookups {
  const services = byId(profile.services);
  const categories = new Map(
    profile.services.flatMap((s) => s.categories.map((c): [string, Text] => [`${s.id} ${c.id}`, c.name])),
  );
  const units = byId(profile.units);
  const areas = byId(profile.areas);
  const sources = byId(profile.sources);
  const indicators = byId(profile.indicators.indicators);
  const fields = byId(profile.indicators.fields);
  const territories = byId(profile.indicators.territories);
  const indexes = byId(profile.indexes);
  const text = (t: Text): string => t[language];
  const named = (t: Text | undefined, code: string): string =>
    t === undefined ? (code === UNKNOWN ? unknown : code) : t[language];
  return {
    language,
    profile,
    text,
    service: (id) => named(services.get(id)?.name, id),
    serviceShort: (id) => named(services.get(id)?.short, id),
    noun: (id) => named(services.get(id)?.noun, id),
    category: (service, id) => named(categories.get(`${service} ${id}`), id),
    unit: (id) => named(units.get(id)?.short ?? units.get(id)?.name, id),
    unitFull: (id) => named(units.get(id)?.name, id),
    area: (id) => named(areas.get(id)?.name, id),
    source: (id) => named(sources.get(id)?.name, id),
    sourceShort: (id) => {
      const own = sources.get(id)?.short;
      const [only, ...more] = profile.services.filter((s) => s.source === id);
      return named(own ?? (more.length === 0 ? only?.short : undefined) ?? sources.get(id)?.name, id);
    },
    duty: (id) => named(sources.get(id)?.duty, id),
    indicator: (id) => named(indicators.get(id)?.name, id),
    measure: (id) => named(indicators.get(id)?.unit, ''),
    field: (id) => named(fields.get(id)?.name, id),
    territory: (id) => named(territories.get(id)?.name, id),
    index: (id) => named(indexes.get(id)?.short, id),
    find: {
      indicator: (id) => indicators.get(id),
      service: (id) => services.get(id),
      unit: (id) => units.get(id),
      area: (id) => areas.get(id),
      source: (id) => sources.get(id),
      index: (id) => indexes.get(id),
    },
  };
}

/** The look-ups of the opened profile in the window's language; null until it is opened. */
export function useNames(): ComputedRef<Lookups | null> {
  const wall = useWall();
  const { locale, t } = useI18n();
  return computed(() =>
    wall.opened === null
      ? null
      : lookups(wall.opened.names, locale.value === 'en' ? 'en' : 'vi', t('unknown')),
  );
}
