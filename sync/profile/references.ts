import { spellName } from '../contract/names.ts';
import type { Profile } from '../contract/profile.ts';
import type { Point } from '../contract/records.ts';
import { joinPath, shown, type Problem } from './problems.ts';
import type { Successive } from './succession.ts';

type Path = readonly PropertyKey[];

/** Notes problems of one file. `root` begins its paths, for files that are a list. */
export class Problems {
  readonly found: Problem[] = [];
  readonly #file: string;
  readonly #root: string;

  constructor(file: string, root = '') {
    this.#file = file;
    this.#root = root;
  }

  note(path: Path, expected: string, found: unknown): void {
    this.found.push({ file: this.#file, path: joinPath(this.#root, path), expected, found: shown(found) });
  }

  /** Each id once. `path` says where the list stands. */
  unique(items: readonly { id: string | number }[], path: Path = []): void {
    const seen = new Set<string | number>();
    items.forEach(({ id }, i) => {
      if (seen.has(id)) this.note([...path, i, 'id'], 'an id no other entry has', id);
      seen.add(id);
    });
  }

  /** A reference must name something that is there. Absent ones are no fault here: the schema says which must be given. */
  known(ids: ReadonlySet<string>, what: string, found: string | undefined, path: Path): void {
    if (found !== undefined && !ids.has(found)) this.note(path, `the id of ${what}`, found);
  }
}

export const idsOf = (items: readonly { id: string }[]): Set<string> => new Set(items.map(({ id }) => id));

/** Duplicate ids, references to what is not there, trees and successions that bite their own tail. */
export function referenceProblems(profile: Profile): Problem[] {
  return [
    ...cityProblems(profile),
    ...unitProblems(profile),
    ...areaProblems(profile),
    ...mapProblems(profile),
    ...sourceProblems(profile),
    ...serviceProblems(profile),
    ...indicatorProblems(profile),
  ];
}

function cityProblems({ city, areas, indicators, units }: Profile): Problem[] {
  const problems = new Problems('city.json');
  const boxes = [
    { bounds: city.map.bounds, path: ['map', 'bounds'] },
    ...city.map.inset.map(({ bounds }, i) => ({ bounds, path: ['map', 'inset', i, 'bounds'] })),
  ];
  for (const { bounds, path } of boxes) {
    const [[west, south], [east, north]] = bounds;
    if (west >= east || south >= north)
      problems.note(path, '[[west, south], [east, north]]', bounds.flat().join(', '));
  }
  problems.unique(city.map.inset, ['map', 'inset']);
  const ids = idsOf(areas);
  city.map.landmarks.forEach((id, i) =>
    problems.known(ids, 'the id of an area', id, ['map', 'landmarks', i]),
  );
  problems.known(idsOf(indicators.territories), 'a territory in indicators.json', city.territory, [
    'territory',
  ]);
  problems.known(idsOf(units), 'a unit', city.scope, ['scope']);
  for (const list of ['daysOff', 'workedWeekends'] as const) {
    const seen = new Set<string>();
    city.calendar[list].forEach(({ date }, i) => {
      const path = ['calendar', list, i, 'date'];
      if (!isDate(date)) problems.note(path, 'a date there is', date);
      if (seen.has(date)) problems.note(path, 'a date no other entry has', date);
      seen.add(date);
    });
  }
  return problems.found;
}

/** Areas that no map shows. Where they are most of all, the bounds are wrong, not the areas. */
function mapProblems({ city: { map }, areas }: Profile): Problem[] {
  const boxes = [map.bounds, ...map.inset.map(({ bounds }) => bounds)];
  // Of bounds that are none, that alone is said.
  if (boxes.some(([[west, south], [east, north]]) => west >= east || south >= north)) return [];
  const isShown = ([lon, lat]: Point): boolean =>
    boxes.some(
      ([[west, south], [east, north]]) => lon >= west && lon <= east && lat >= south && lat <= north,
    );
  const outside = areas.filter(({ centroid }) => !isShown(centroid));
  if (2 * outside.length > areas.length) {
    const problems = new Problems('city.json');
    const [lons, lats] = [
      outside.map(({ centroid }) => centroid[0]),
      outside.map(({ centroid }) => centroid[1]),
    ];
    const corner = (pick: (...of: number[]) => number): string => `${pick(...lons)}, ${pick(...lats)}`;
    problems.note(
      ['map', 'bounds'],
      `bounds that hold the areas, [[west, south], [east, north]], longitudes first: ${outside.length} of ${areas.length} middles ` +
        `in areas.json lie outside, from ${corner(Math.min)} to ${corner(Math.max)}`,
      map.bounds.flat().join(', '),
    );
    return problems.found;
  }
  const problems = new Problems('areas.json', 'areas');
  areas.forEach(({ centroid }, i) => {
    if (!isShown(centroid))
      problems.note(
        [i, 'centroid'],
        'a place within map.bounds or an inset of city.json',
        centroid.join(', '),
      );
  });
  return problems.found;
}

function unitProblems({ units, areas }: Profile): Problem[] {
  const problems = new Problems('units.json', 'units');
  const ids = idsOf(units);
  const areaIds = idsOf(areas);
  problems.unique(units);
  units.forEach((unit, i) => {
    problems.known(ids, 'a unit', unit.parent, [i, 'parent']);
    problems.known(areaIds, 'an area', unit.area, [i, 'area']);
  });
  lineage(problems, units, 'a unit');
  rings(problems, units, 'parent', 'a unit that is not above itself', (unit) =>
    unit.parent === undefined ? [] : [unit.parent],
  );
  return problems.found;
}

function areaProblems({ areas }: Profile): Problem[] {
  const problems = new Problems('areas.json', 'areas');
  problems.unique(areas);
  lineage(problems, areas, 'an area');
  return problems.found;
}

function lineage(problems: Problems, items: readonly Successive[], what: string): void {
  const byId = new Map(items.map((item) => [item.id, item]));
  items.forEach((item, i) => {
    for (const end of ['validFrom', 'validTo'] as const) {
      const date = item[end];
      if (date !== undefined && !isDate(date)) problems.note([i, end], 'a date there is', date);
    }
    if (item.validFrom !== undefined && item.validTo !== undefined && item.validFrom > item.validTo)
      problems.note([i, 'validTo'], `a date on or after ${item.validFrom}`, item.validTo);
    item.succeeds?.forEach((id, j) => problems.known(new Set(byId.keys()), what, id, [i, 'succeeds', j]));
  });
  const biting = rings(
    problems,
    items,
    'succeeds',
    `${what} that does not succeed itself`,
    (item) => item.succeeds ?? [],
  );
  items.forEach((item, i) => {
    if (biting.has(item.id)) return;
    item.succeeds?.forEach((id, j) => {
      const old = byId.get(id);
      if (old === undefined) return;
      if (old.validTo === undefined)
        problems.note([i, 'succeeds', j], `${what} that has ended, with a validTo`, id);
      else if (item.validFrom === undefined || item.validFrom <= old.validTo)
        problems.note(
          [i, 'validFrom'],
          `a date after ${old.validTo}, when ${id}, which it succeeds, ends`,
          item.validFrom,
        );
    });
  });
}

/** Notes each entry from which following `field` leads back to itself, with the way, and returns their ids. `path` says where the list stands. */
function rings<T extends { id: string }>(
  problems: Problems,
  items: readonly T[],
  field: string,
  expected: string,
  follow: (item: T) => readonly string[],
  path: Path = [],
): Set<string> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const found = new Set<string>();
  items.forEach((start, i) => {
    const way = wayBack(start, byId, follow);
    if (way === undefined) return;
    found.add(start.id);
    problems.note([...path, i, field], expected, way.join(' → '));
  });
  return found;
}

/** The shortest way from an entry back to itself; undefined where there is none. */
function wayBack<T extends { id: string }>(
  start: T,
  byId: ReadonlyMap<string, T>,
  follow: (item: T) => readonly string[],
): string[] | undefined {
  const seen = new Set<string>();
  let ways = [[start.id]];
  while (ways.length > 0) {
    const longer = ways.flatMap((way) => {
      const last = byId.get(way.at(-1) ?? '');
      return last === undefined ? [] : follow(last).map((next) => [...way, next]);
    });
    const back = longer.find((way) => way.at(-1) === start.id);
    if (back) return back;
    ways = longer.filter((way) => {
      const end = way.at(-1) ?? '';
      const fresh = !seen.has(end);
      seen.add(end);
      return fresh;
    });
  }
  return undefined;
}

function sourceProblems({ sources, units }: Profile): Problem[] {
  const problems = new Problems('sources.json', 'sources');
  const ids = idsOf(units);
  problems.unique(sources);
  sources.forEach((source, i) => {
    problems.known(ids, 'a unit', source.unit, [i, 'unit']);
    if (source.staleAfter < source.lateAfter)
      problems.note([i, 'staleAfter'], `a number at least lateAfter, ${source.lateAfter}`, source.staleAfter);
  });
  return problems.found;
}

function serviceProblems({ services, sources }: Profile): Problem[] {
  const problems = new Problems('services.json', 'services');
  const ids = idsOf(sources);
  problems.unique(services);
  services.forEach((service, i) => {
    problems.known(ids, 'a source', service.source, [i, 'source']);
    problems.unique(service.categories, [i, 'categories']);
    problems.unique(service.channels, [i, 'channels']);
    service.categories.forEach(({ also }, j) => {
      for (const [language, words] of Object.entries(also ?? {})) {
        const said = new Set<string>();
        words?.forEach((word, k) => {
          const path = [i, 'categories', j, 'also', language, k];
          const spelt = spellName(word);
          const taken = service.categories.findIndex(
            ({ name }, other) => other !== j && [name.vi, name.en].some((one) => spellName(one) === spelt),
          );
          if (spelt === '') problems.note(path, 'a name with letters or figures', word);
          else if (taken >= 0) problems.note(path, `no name of another category, ${taken} has it`, word);
          else if (said.has(spelt)) problems.note(path, 'a name that stands here once', word);
          said.add(spelt);
        });
      }
    });
    service.categories.forEach(({ due }, j) => {
      if (due && (due.workingDays === undefined) === (due.minutes === undefined))
        problems.note([i, 'categories', j, 'due'], 'either workingDays or minutes', due);
    });
  });
  return problems.found;
}

function indicatorProblems({ indicators, sources, units }: Profile): Problem[] {
  const problems = new Problems('indicators.json');
  const [fields, sourceIds, unitIds] = [idsOf(indicators.fields), idsOf(sources), idsOf(units)];
  const territories = idsOf(indicators.territories);
  problems.unique(indicators.fields, ['fields']);
  problems.unique(indicators.territories, ['territories']);
  indicators.territories.forEach(({ validFrom, succeeds }, i) => {
    const path = ['territories', i];
    problems.known(territories, 'a territory', succeeds, [...path, 'succeeds']);
    if (succeeds !== undefined && validFrom === undefined)
      problems.note([...path, 'validFrom'], `the date on which it took over from ${succeeds}`, validFrom);
    if (validFrom !== undefined && !isDate(validFrom))
      problems.note([...path, 'validFrom'], 'a date there is', validFrom);
  });
  rings(
    problems,
    indicators.territories,
    'succeeds',
    'a territory that does not succeed itself',
    ({ succeeds }) => (succeeds === undefined ? [] : [succeeds]),
    ['territories'],
  );
  problems.unique(indicators.indicators, ['indicators']);
  indicators.indicators.forEach((indicator, i) => {
    const path = ['indicators', i];
    problems.known(fields, 'a field', indicator.field, [...path, 'field']);
    problems.known(sourceIds, 'a source', indicator.source, [...path, 'source']);
    problems.known(unitIds, 'a unit', indicator.lead, [...path, 'lead']);
    indicator.plans?.forEach(({ territory }, j) =>
      problems.known(territories, 'a territory', territory, [...path, 'plans', j, 'territory']),
    );
  });
  return problems.found;
}

/** True for a day the Gregorian calendar has. */
export function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
