import type { Board } from '../../sync/contract/boards.ts';
import type { Place } from '../../sync/contract/place.ts';
import { UNKNOWN } from '../../sync/contract/questions/cases.ts';
import type { CaseFilter } from '../../sync/contract/questions/drill.ts';
import type { Lookups } from '../stores/index.ts';

/** What may be said in an address of a thing: the name of the part, and its values. */
type Said = readonly [
  name: string,
  values: readonly (string | undefined)[],
  isKnown: (code: string) => boolean,
];

/** Whether a category is one of a service, or of any where none is named. */
const hasCategory =
  ({ profile }: Lookups, service: string | undefined) =>
  (code: string): boolean =>
    profile.services.some(
      ({ id, categories }) =>
        (service === undefined || id === service) && categories.some((c) => c.id === code),
    );

const orNone =
  (isKnown: (code: string) => boolean) =>
  (code: string): boolean =>
    code === UNKNOWN || isKnown(code);

/** Parts of a filter that say nothing without another: a list would be of all. */
function alone({ state, from, to, rating }: CaseFilter): string[] {
  return [
    ...(state === undefined && from !== undefined ? ['from'] : []),
    ...(state === undefined && to !== undefined ? ['to'] : []),
    ...(state !== 'rated' && rating !== undefined ? [`rating=${rating}`] : []),
  ];
}

function saidIn(place: Place, names: Lookups): Said[] {
  const { find, profile } = names;
  const service = (id: string): boolean => find.service(id) !== undefined;
  const unit = (id: string): boolean => find.unit(id) !== undefined;
  const area = (id: string): boolean => profile.areas.some((one) => one.id === id || one.group === id);
  const indicator = (id: string): boolean => find.indicator(id) !== undefined;
  const rule = (id: string): boolean => profile.alerts.rules.some((one) => one.id === id);
  switch (place.view) {
    case 'cases': {
      const { filter } = place;
      const category = hasCategory(names, filter.service);
      return [
        ['service', [filter.service], service],
        ['category', [filter.category], orNone(category)],
        ['categories', filter.categories ?? [], category],
        ['unit', [filter.unit], orNone(unit)],
        ['area', [filter.area], orNone(area)],
        ['areas', filter.areas ?? [], area],
      ];
    }
    case 'alerts': {
      const { filter } = place;
      return [
        ['rule', [filter.rule], rule],
        ['category', [filter.category], orNone(hasCategory(names, undefined))],
        ['unit', [filter.unit], orNone(unit)],
        ['area', [filter.area], orNone(area)],
        ['indicator', [filter.indicator], indicator],
      ];
    }
    case 'requests':
      return [
        ['unit', [place.filter.unit], unit],
        ['indicator', [place.filter.indicator], indicator],
        ['service', [place.filter.service], service],
      ];
    case 'rules':
      return [['rule', [place.rule], rule]];
    case 'unit':
      return [['unit', [place.unit], unit]];
    case 'case':
      return [['service', [place.service], service]];
    case 'board':
    case 'alert':
    case 'request':
    case 'handover':
      return [];
  }
}

/** The board and what it is about, where there are none such. */
function boardParts(place: Place, names: Lookups, boards: readonly Board[]): string[] {
  if (place.view !== 'board') return [];
  const { board: id, panel, subject } = place;
  const board = boards.find((one) => one.id === id);
  if (id !== undefined && board === undefined) return [`board=${id}`];
  if (panel !== undefined && board?.panels.some((one) => one.id === panel) !== true)
    return [`panel=${panel}`];
  const none = subject !== undefined && board?.subject?.of === 'indicator' && !names.find.indicator(subject);
  return none ? [`subject=${subject}`] : [];
}

/**
 * What an address names that the city does not have, as it stands there: `unit=banana`. A place with any such part is not shown: it would be
 * empty, or wider than what was meant. Pure.
 */
export function namelessIn(place: Place, names: Lookups, boards: readonly Board[]): string[] {
  const said = saidIn(place, names).flatMap(([name, values, isKnown]) => {
    const all = values.filter((value) => value !== undefined);
    return all.every(isKnown) ? [] : [`${name}=${all.join(',')}`];
  });
  return [
    ...said,
    ...(place.view === 'cases' ? alone(place.filter) : []),
    ...boardParts(place, names, boards),
  ];
}
