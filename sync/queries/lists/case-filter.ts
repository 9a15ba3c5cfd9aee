import { CitywallError } from '../../contract/errors.ts';
import { GRIDS } from '../../contract/heat-cells.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { CaseFilter } from '../../contract/questions/drill.ts';
import type { Area, Service, Unit } from '../../contract/profile.ts';
import type { Looked } from '../../rollups/reached-spans.ts';
import { familyOf } from '../../profile/succession.ts';
import type { QuestionContext } from '../question.ts';

/** What one column of a case must be: one of some codes, or, with `not`, none of them. */
export interface Wanted {
  /** The codes' ids in the cache; of those it never saw there are none. */
  ids: ReadonlySet<number>;
  /** The codes themselves: the keys of the kept sums. */
  codes: ReadonlySet<string>;
  /** Those without a code, or with one that the profile does not know: `codes` are all that it knows. */
  not: boolean;
}

/** Whether a case's code, as its id, is wanted. */
export function isWanted(wanted: Wanted | undefined, id: number | null): boolean {
  return wanted === undefined || (id !== null && wanted.ids.has(id)) !== wanted.not;
}

/** Whether a place is in one of some cells. */
export function isIn(
  { side, names }: NonNullable<CaseQuery['cells']>,
  lon: number | null,
  lat: number | null,
): boolean {
  if (lon === null || lat === null) return false;
  const along = (degrees: number): number => Math.floor(Math.floor(degrees / GRIDS.fine) / side);
  return names.has(`${along(lon)} ${along(lat)}`);
}

/** A service whose cases are asked for. Each knows categories of its own. */
export interface AskedService {
  code: string;
  id: number;
  category: Wanted | undefined;
}

/** A filter in the cache's own terms. A column that is not asked about is undefined. */
export interface CaseQuery {
  services: readonly AskedService[];
  unit: Wanted | undefined;
  area: Wanted | undefined;
  /** Cells of so many finest cells a side, by their names. */
  cells: { side: number; names: ReadonlySet<string> } | undefined;
  idPrefix: string | undefined;
  /** What a case's number has in it. */
  idPart: string | undefined;
  state: CaseFilter['state'];
  /** Of the rated: those rated so. */
  rating: number | undefined;
  /** `since <= opened <= until`; never after `at`. */
  since: Instant;
  until: Instant;
  /** Whether the filter names a time of opening. */
  timed: boolean;
  /** What the state says happened in `from <= t <= at`, or stood so at `at`; never after the question's instant. */
  from: Instant;
  at: Instant;
  /** Whether the filter names a time of what the state says. */
  dated: boolean;
  soonUntil: Instant;
}

/** The services that a query asks of, with what is looked for in each, as the kept sums are asked. */
export const lookedFor = ({ services, unit, area }: CaseQuery): Looked[] =>
  services.map((service) => ({ ...service, wanted: { category: service.category, unit, area } }));

const noSuch = (path: string, code: string): CitywallError =>
  new CitywallError('question-params', {
    what: `filter.${path}: the city profile has no ${path} "${code}"`,
    where: `filter.${path}`,
    hint: 'Name one that the profile has, or ? for those without.',
  });

/** Throws `question-params` where a part of a filter has no sense without another. */
function mustMean({ state, from, to, rating }: CaseFilter): void {
  const alone = (path: string, needs: string): CitywallError =>
    new CitywallError('question-params', {
      what: `filter.${path}: says nothing without ${needs}`,
      where: `filter.${path}`,
      hint: `Ask for ${needs} too, or leave ${path} out.`,
    });
  if (state === undefined && from !== undefined) throw alone('from', 'a state');
  if (state === undefined && to !== undefined) throw alone('to', 'a state');
  if (state !== 'rated' && rating !== undefined) throw alone('rating', 'the state "rated"');
}

/** The codes that are meant by one of a unit or an area, or by the name of a group of areas. Empty where there is none. */
function meantBy(nodes: readonly (Unit | Area)[], code: string): string[] {
  if (nodes.some(({ id }) => id === code)) return [code];
  return nodes.flatMap((node) => ('group' in node && node.group === code ? [node.id] : []));
}

/** Reads a filter against the profile and the cache. Throws `question-params` for a code the profile lacks. */
export function queryOf(context: QuestionContext, filter: CaseFilter): CaseQuery {
  mustMean(filter);
  const { cache, lookup, profile } = context;
  const { service, category, categories, unit, areas, tree } = filter;
  const at = Math.min(filter.to ?? context.at, context.at);
  if (service !== undefined && lookup.service(service) === undefined) throw noSuch('service', service);
  const named = profile.services.filter((s) => service === undefined || s.id === service);
  const wanted = (codes: ReadonlySet<string>, not: boolean): Wanted => ({
    ids: new Set([...codes].flatMap((code) => cache.codes.id(code) ?? [])),
    codes,
    not,
  });
  const all = (nodes: readonly { id: string }[]): Wanted => wanted(new Set(nodes.map(({ id }) => id)), true);
  const placeOf = (path: 'unit' | 'area', nodes: readonly (Unit | Area)[]): Wanted | undefined => {
    const code = filter[path];
    if (code === undefined) return undefined;
    if (code === UNKNOWN) return all(nodes);
    const meant = meantBy(nodes, code);
    if (meant.length === 0) throw noSuch(path, code);
    return wanted(tree ? familyOf(nodes, meant) : new Set(meant), false);
  };
  const known = named.some((s) => category !== undefined && lookup.category(s.id, category) !== undefined);
  if (category !== undefined && category !== UNKNOWN && !known) throw noSuch('category', category);
  categories?.forEach((one) => {
    if (!named.some((s) => lookup.category(s.id, one) !== undefined)) throw noSuch('category', one);
  });
  areas?.forEach((one) => {
    if (lookup.area(one) === undefined) throw noSuch('area', one);
  });
  const categoryOf = (of: Service): Wanted | undefined => {
    if (categories !== undefined)
      return wanted(new Set(categories.filter((one) => category === undefined || one === category)), false);
    if (category === undefined) return undefined;
    return category === UNKNOWN ? all(of.categories) : wanted(new Set([category]), false);
  };
  const areaOf = (): Wanted | undefined => {
    const one = placeOf('area', profile.areas);
    if (areas === undefined) return one;
    const some = tree ? familyOf(profile.areas, areas) : new Set(areas);
    return wanted(
      new Set([...some].filter((id) => one === undefined || one.codes.has(id) !== one.not)),
      false,
    );
  };
  return {
    services: named.flatMap((of) => {
      const id = cache.services.id(of.id);
      return id === undefined ? [] : [{ code: of.id, id, category: categoryOf(of) }];
    }),
    unit: unit === undefined ? undefined : placeOf('unit', profile.units),
    area: areaOf(),
    cells: filter.cells && {
      side: filter.cells.side,
      names: new Set(filter.cells.at.map(([x, y]) => `${x} ${y}`)),
    },
    idPrefix: filter.id,
    idPart: filter.part,
    state: filter.state,
    rating: filter.rating,
    since: filter.since ?? 0,
    until: Math.min(filter.until ?? at, at),
    timed: filter.since !== undefined || filter.until !== undefined,
    from: filter.from ?? 0,
    at,
    dated: filter.from !== undefined || filter.to !== undefined,
    soonUntil: at + profile.rules.dueSoonHours * HOUR,
  };
}
