import { UNKNOWN } from '../contract/questions/cases.ts';
import { onceFor, type ReadableCache } from '../store/cache.ts';
import { areaOfPair, NOWHERE, pairCode, type Dim } from './keys.ts';
import type { TallyDim } from './tally.ts';

/** The codes of things by their places, as ids; NOWHERE where unknown. */
interface Codes {
  category: Int32Array;
  unit: Int32Array;
  area: Int32Array;
}

/** A dimension as it is asked for, and the written sums it is read from. */
export interface Asked {
  dim: Dim;
  from: TallyDim;
}

/**
 * The key that a key of the written sums is counted under: that of the area of a category and an area,
 * nothing for the total. Areas so found that are unknown are counted under nothing, too.
 */
export function namedIn({ codes }: ReadableCache, { dim, from }: Asked): (key: number) => number {
  if (dim === 'total') return () => NOWHERE;
  if (dim !== 'area' || from !== 'categoryArea') return (key) => key;
  const areas = new Map<number, number>();
  return (pair) => {
    let area = areas.get(pair);
    if (area === undefined) {
      const code = areaOfPair(codes.code(pair));
      area = code === UNKNOWN ? NOWHERE : (codes.id(code) ?? NOWHERE);
      areas.set(pair, area);
    }
    return area;
  };
}

/** Pairs that are remembered by the ids of their category and area before all of them are forgotten. */
const MOST_PAIRS = 50_000;

const pairs = onceFor(() => new Map<number, number>());

/** The key of a category and an area, by ids; NOWHERE where no case was ever counted under both. */
function pairIn(cache: ReadableCache): (category: number, area: number) => number {
  const { codes } = cache;
  const known = pairs(cache);
  return (category, area) => {
    const both = category * 2 ** 26 + area;
    const key = known.get(both);
    if (key !== undefined) return key;
    const code = pairCode(codes.code(category), area === NOWHERE ? UNKNOWN : codes.code(area));
    const found = codes.id(code) ?? NOWHERE;
    if (known.size >= MOST_PAIRS) known.clear();
    // One that is not there yet may come.
    if (found !== NOWHERE) known.set(both, found);
    return found;
  };
}

/** The key that something is counted under, by its place. */
export function keyIn(cache: ReadableCache, { dim, from }: Asked): (among: Codes, place: number) => number {
  switch (dim) {
    case 'total':
      return () => NOWHERE;
    case 'category':
      return ({ category }, place) => category[place] ?? NOWHERE;
    case 'categoryArea': {
      const pair = pairIn(cache);
      return ({ category, area }, place) => pair(category[place] ?? NOWHERE, area[place] ?? NOWHERE);
    }
    default: {
      const unknown = dim === from ? (cache.codes.id(UNKNOWN) ?? NOWHERE) : NOWHERE;
      return (among, place) => among[dim][place] || unknown;
    }
  }
}

/** What a key is called where it is asked for. */
export function nameOf({ codes }: ReadableCache, dim: Dim, key: number): string {
  if (dim === 'total') return '';
  return key === NOWHERE ? UNKNOWN : codes.code(key);
}

/** The keys that are called so: none, one, or both that what is unknown can have. */
export function keysNamed({ codes }: ReadableCache, dim: Dim, name: string): number[] {
  if (dim === 'total') return name === '' ? [NOWHERE] : [];
  const key = codes.id(name);
  return [...(name === UNKNOWN ? [NOWHERE] : []), ...(key === undefined ? [] : [key])];
}
