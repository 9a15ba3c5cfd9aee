import type { Feature } from './features.ts';
import { distance, Names, type Wanted } from './named.ts';

/** A feature and the area it is taken for. `by` is the property that said so, as `code in ma_xa`. */
export interface Match {
  feature: Feature;
  area: string;
  by: string;
}

export interface Matching {
  /** In the file's order; several of one area are duplicates. */
  matches: Match[];
  /** Features of no area. */
  rest: Feature[];
  /** What the file calls a feature, where it does. */
  nameOf: (feature: Feature) => string | undefined;
}

/**
 * Matches features to areas: by a property that holds the areas' codes, else by one that holds their names. Which properties
 * those are, the file itself tells: they fit at least half of what could fit, so that a population that happens to equal
 * some code, or a former district named as a ward is, misleads nobody.
 */
export function match(features: readonly Feature[], areas: readonly Wanted[]): Matching {
  const ids = new Set(areas.map(({ id }) => id));
  const register = new Names(areas);
  const half = Math.min(features.length, areas.length) / 2;
  const codeKeys = telling(features, half, (_, text) => (ids.has(text) ? [text] : []));
  const nameKeys = telling(features, half, (feature, text) =>
    (register.near(feature, text)?.areas ?? []).map(({ id }) => id),
  );
  const matches: Match[] = [];
  const claims: Claim[] = [];
  for (const feature of features) {
    const { properties } = feature;
    const code = codeKeys.find((key) => ids.has(properties.get(key) ?? ''));
    const area = properties.get(code ?? '');
    if (code !== undefined && area !== undefined) matches.push({ feature, area, by: `code in ${code}` });
    else
      for (const key of nameKeys) {
        const found = register.near(feature, properties.get(key) ?? '');
        if (found === undefined) continue;
        claims.push({ feature, areas: found.areas, by: `${found.says} in ${key}` });
        break;
      }
  }
  matches.push(...nearest(claims, new Set(matches.map(({ area }) => area))));
  matches.sort((a, b) => a.feature.number - b.feature.number);
  const placed = new Set(matches.map(({ feature }) => feature));
  return {
    matches,
    rest: features.filter((feature) => !placed.has(feature)),
    nameOf: (feature) => nameIn(feature, nameKeys),
  };
}

interface Claim {
  feature: Feature;
  areas: readonly Wanted[];
  by: string;
}

/** The properties whose texts name at least so many different areas, the best first. */
function telling(
  features: readonly Feature[],
  least: number,
  read: (feature: Feature, text: string) => readonly string[],
): string[] {
  const found = new Map<string, Set<string>>();
  for (const feature of features)
    for (const [key, text] of feature.properties) {
      const areas = found.get(key) ?? new Set();
      for (const area of read(feature, text)) areas.add(area);
      found.set(key, areas);
    }
  return [...found]
    .filter(([, areas]) => areas.size > 0 && areas.size >= least)
    .toSorted(([, a], [, b]) => b.size - a.size)
    .map(([key]) => key);
}

/**
 * Gives each feature one of the areas whose name it has: each area its nearest feature first, where several have a name. What is
 * left over goes to the area it is nearest to, as its duplicate.
 */
function nearest(claims: readonly Claim[], byCode: ReadonlySet<string>): Match[] {
  const pairs = claims
    .flatMap(({ feature, areas, by }) =>
      areas.map((area) => ({ feature, area: area.id, by, far: distance(feature, area) })),
    )
    .toSorted((a, b) => a.far - b.far);
  const [given, taken] = [new Map<Feature, Match>(), new Set(byCode)];
  for (const again of [false, true])
    for (const { feature, area, by } of pairs) {
      if (given.has(feature) || (!again && taken.has(area))) continue;
      given.set(feature, { feature, area, by });
      taken.add(area);
    }
  return [...given.values()];
}

function nameIn({ properties }: Feature, keys: readonly string[]): string | undefined {
  const likely = [...properties.keys()].filter((key) => /name|(^|_)t[eê]n/i.test(key));
  return [...keys, ...likely]
    .map((key) => properties.get(key))
    .find((text) => text !== undefined && text !== '');
}
