import type { WatchOf } from '../../../contract/alert-rules.ts';
import type { Instant } from '../../../contract/instants.ts';
import { cellAt, NOWHERE } from '../../../rollups/keys.ts';
import { eachOpening } from '../../../rollups/openings.ts';
import type { QuestionContext } from '../../question.ts';

/** Where some cases are: areas, or cells of so many finest cells a side. */
interface Around {
  places: readonly string[];
  side: number | null;
  since: Instant;
}

/** The areas that cases in a circle are in, most first, and the unit that handles most of them; null where none is known. */
interface Inside {
  areas: string[];
  unit: string | null;
}

/** What the cases of some circles say of themselves, from when each began to the instant. Reads a week of openings at most, once for all. */
export function insideOf(
  { cache, lookup, at }: QuestionContext,
  { service, categories }: WatchOf<'cluster'>,
  circles: readonly Around[],
): Inside[] {
  if (circles.length === 0) return [];
  const meant = categories && new Set(categories.map((code) => cache.codes.id(code)));
  const sought = circles.map(({ places, side, since }) => ({
    ...{ side, since, areas: new Map<number, number>(), units: new Map<number, number>() },
    places: new Set<string | number>(
      side === null ? places.flatMap((id) => cache.codes.id(id) ?? []) : places,
    ),
  }));
  const since = Math.min(...circles.map((one) => one.since));
  cache.view(() =>
    eachOpening(cache, service, { since, until: at }, (among, i) => {
      if (meant?.has(among.category[i] ?? 0) === false) return;
      const [area, unit, cell] = [among.area[i] ?? 0, among.unit[i] ?? 0, among.cell[i] ?? NOWHERE];
      const [x, y] = cell === NOWHERE ? [NaN, NaN] : cellAt(cell);
      for (const one of sought) {
        if ((among.at[i] ?? 0) < one.since) continue;
        const { side } = one;
        const own = side === null ? area : `${Math.floor(x / side)} ${Math.floor(y / side)}`;
        if (!one.places.has(own)) continue;
        if (area > 0) one.areas.set(area, (one.areas.get(area) ?? 0) + 1);
        if (unit > 0) one.units.set(unit, (one.units.get(unit) ?? 0) + 1);
      }
    }),
  );
  /** Codes that the profile has, most first; of equals the first by code. */
  const most = (counts: ReadonlyMap<number, number>, has: (code: string) => boolean): string[] =>
    [...counts]
      .map(([id, n]) => ({ code: cache.codes.code(id), n }))
      .filter(({ code }) => has(code))
      .sort((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1))
      .map(({ code }) => code);
  return sought.map(({ areas, units }) => ({
    areas: most(areas, (code) => lookup.area(code) !== undefined),
    unit: most(units, (code) => lookup.unit(code) !== undefined)[0] ?? null,
  }));
}
