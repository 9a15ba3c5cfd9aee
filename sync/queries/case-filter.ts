import { CitywallError } from '../contract/errors.ts';
import { HOUR, type Instant } from '../contract/instants.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import type { CaseFilter } from '../contract/questions/drill.ts';
import type { Area, Unit } from '../contract/profile.ts';
import type { QuestionContext } from './question.ts';

/** What one column of a case must be: one of some codes, or none that the profile knows. */
export interface Wanted {
  /** Codes, as the cache's ids; those it never saw are left out. */
  ids: readonly number[];
  /** The codes themselves: the keys of the kept sums. */
  codes: ReadonlySet<string>;
  /** Without a code, or with one that the profile does not know. */
  unknown: boolean;
}

/** A filter in the cache's own terms. A column that is not asked about is absent. */
export interface CaseQuery {
  services: readonly { code: string; id: number }[];
  category: Wanted | undefined;
  unit: Wanted | undefined;
  area: Wanted | undefined;
  idPrefix: string | undefined;
  state: CaseFilter['state'];
  /** `since <= opened <= until`; never after the question's instant. */
  since: Instant;
  until: Instant;
  at: Instant;
  soonUntil: Instant;
}

const noSuch = (path: string, code: string): CitywallError =>
  new CitywallError('question-params', {
    what: `filter.${path}: the city profile has no ${path} "${code}"`,
    where: `filter.${path}`,
    hint: 'Name one that the profile has, or ? for those without.',
  });

interface Node {
  id: string;
  succeeds?: string[] | undefined;
  parent?: string | undefined;
}

/** A code and, with `tree`, all below it and all they took over from. */
export function familyOf(nodes: readonly Node[], code: string): Set<string> {
  const family = new Set([code]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const id of family) {
    for (const node of nodes) if (node.parent === id) family.add(node.id);
    for (const before of byId.get(id)?.succeeds ?? []) family.add(before);
  }
  return family;
}

/** Reads a filter against the profile and the cache. Throws `question-params` for a code the profile lacks. */
export function queryOf(context: QuestionContext, filter: CaseFilter): CaseQuery {
  const { cache, index, profile, at } = context;
  const { service, category, unit, area, tree } = filter;
  if (service !== undefined && index.service(service) === undefined) throw noSuch('service', service);
  const named = profile.services.filter((s) => service === undefined || s.id === service);
  const services = named.flatMap(({ id: code }) => {
    const id = cache.services.id(code);
    return id === undefined ? [] : [{ code, id }];
  });
  const wanted = (codes: ReadonlySet<string>): Wanted => ({
    ids: [...codes].flatMap((code) => cache.codes.id(code) ?? []),
    codes,
    unknown: codes.has(UNKNOWN),
  });
  const placeOf = (path: 'unit' | 'area', nodes: readonly (Unit | Area)[], code: string): Wanted => {
    if (code === UNKNOWN) return wanted(new Set([UNKNOWN]));
    if (!nodes.some(({ id }) => id === code)) throw noSuch(path, code);
    return wanted(tree ? familyOf(nodes, code) : new Set([code]));
  };
  const known = (code: string): boolean => named.some((s) => index.category(s.id, code) !== undefined);
  if (category !== undefined && category !== UNKNOWN && !known(category)) throw noSuch('category', category);
  return {
    services,
    category: category === undefined ? undefined : wanted(new Set([category])),
    unit: unit === undefined ? undefined : placeOf('unit', profile.units, unit),
    area: area === undefined ? undefined : placeOf('area', profile.areas, area),
    idPrefix: filter.id,
    state: filter.state,
    since: filter.since ?? 0,
    until: Math.min(filter.until ?? at, at),
    at,
    soonUntil: at + profile.rules.dueSoonHours * HOUR,
  };
}
