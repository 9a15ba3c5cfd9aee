import type { z } from 'zod';
import { naming, needing, THINGS, type Keeps, type Thing } from '../contract/code-of.ts';
import { unit, type Profile, type Service } from '../contract/profile.ts';
import { UNKNOWN } from '../contract/questions/cases.ts';
import { idsOf, type Problems } from './references.ts';
import { textsIn, type SchemaText } from './texts.ts';

type Path = readonly PropertyKey[];

/** What there is of each thing that a code can name. */
const IDS: Readonly<Record<Thing, (profile: Profile) => Set<string>>> = {
  service: ({ services }) => idsOf(services),
  category: ({ services }) => idsOf(services.flatMap(({ categories }) => categories)),
  unit: ({ units }) => idsOf(units),
  area: ({ areas }) => idsOf(areas),
  place: ({ units, areas }) => new Set(['city', ...idsOf(units), ...idsOf(areas)]),
  field: ({ indicators }) => idsOf(indicators.fields),
  indicator: ({ indicators }) => idsOf(indicators.indicators),
  daily: ({ indicators }) => idsOf(indicators.indicators.filter((i) => i.frequency === 'day')),
  indexSet: ({ indexes }) => idsOf(indexes),
  unitType: () => new Set(unit.shape.type.options),
  inset: ({ city }) => idsOf(city.map.inset),
};

/** How many of what there is a message lists, those that begin most like what was found. */
const LISTED = 6;

/**
 * Notes what the texts of a value name that the profile does not have, and what it has instead; and what they need that
 * is not there: as `codeOf` and `needing` declare it in the value's schema. `path` is where the value stands.
 */
export function checkNames(
  profile: Profile,
  { schema, value, path }: { schema: z.core.$ZodType; value: unknown; path: Path },
  problems: Problems,
): void {
  for (const found of textsIn(schema, value, path)) {
    const { text, beside } = found;
    const named = naming.get(found.schema);
    const need = needing.get(found.schema)?.[text];
    const service = profile.services.find(({ id }) => id === beside.fields['service']);
    if (named !== undefined) {
      const known = checkName(profile, found, service, problems);
      const of = named.of === 'service' ? profile.services.find(({ id }) => id === text) : service;
      if (known) checkKept(named, of, [...beside.path, 'service'], problems);
    }
    if (need === undefined) continue;
    checkKept(need, service, [...beside.path, 'service'], problems);
    if (need.beside !== undefined && beside.fields[need.beside] === undefined)
      problems.note(
        [...beside.path, need.beside],
        `the id of ${THINGS[need.beside]}, or $subject`,
        undefined,
      );
    if (need.some !== undefined && IDS[need.some](profile).size === 0)
      problems.note(found.path, `${THINGS[need.some]} in the profile to speak of`, text);
  }
}

/** Whether what is named is there. A category is one of the service beside it, where that is known. */
function checkName(
  profile: Profile,
  { schema, text, path }: SchemaText,
  service: Service | undefined,
  problems: Problems,
): boolean {
  const named = naming.get(schema);
  if (named === undefined || (named.loosely === true && text === UNKNOWN)) return true;
  const of = named.of === 'category' && service !== undefined ? service : undefined;
  const ids = of === undefined ? IDS[named.of](profile) : idsOf(of.categories);
  if (named.of === 'area' && named.loosely === true)
    for (const { group } of profile.areas) if (group !== undefined) ids.add(group);
  if (ids.has(text)) return true;
  problems.note(
    path,
    `the id of ${THINGS[named.of]}${of === undefined ? '' : ` of ${of.id}`}${among(ids, text)}`,
    text,
  );
  return false;
}

/** Whether a service keeps what is asked of it. */
function checkKept(
  { sums, heat }: Keeps,
  service: Service | undefined,
  path: Path,
  problems: Problems,
): void {
  if (service === undefined) return;
  if (sums !== undefined && !service.sums.includes(sums))
    problems.note(path, `a service that keeps sums by ${sums}`, service.id);
  if (heat === true && !service.heat) problems.note(path, 'a service that keeps heat', service.id);
}

/** Some of what there is, those first that begin most like a text. */
function among(ids: ReadonlySet<string>, text: string): string {
  const alike = (id: string): number => {
    const differs = [...id].findIndex((letter, i) => letter !== text[i]);
    return differs < 0 ? id.length : differs;
  };
  const first = [...ids].sort((a, b) => alike(b) - alike(a)).slice(0, LISTED);
  if (first.length === 0) return ', of which there is none';
  return ` (${first.join(', ')}${ids.size > first.length ? ` and ${ids.size - first.length} more` : ''})`;
}
