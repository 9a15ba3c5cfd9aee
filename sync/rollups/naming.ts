import { UNKNOWN } from '../contract/questions/cases.ts';
import type { ReadableCache } from '../store/cache.ts';
import { areaOfPair, NOWHERE, pairCode, type Dim } from './keys.ts';
import type { TallyDim } from './tally.ts';

/** The codes of a case, as ids; null where unknown. */
interface Codes {
  category: number;
  unit: number | null;
  area: number | null;
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

/** The key a case is counted under. */
export function keyIn({ codes }: ReadableCache, { dim, from }: Asked): (one: Codes) => number {
  switch (dim) {
    case 'total':
      return () => NOWHERE;
    case 'category':
      return ({ category }) => category;
    case 'categoryArea':
      return ({ category, area }) =>
        codes.id(pairCode(codes.code(category), area === null ? UNKNOWN : codes.code(area))) ?? NOWHERE;
    default: {
      const unknown = dim === from ? (codes.id(UNKNOWN) ?? NOWHERE) : NOWHERE;
      return (one) => one[dim] ?? unknown;
    }
  }
}

/** What a key is called where it is asked for. */
export function nameOf({ codes }: ReadableCache, dim: Dim, key: number): string {
  if (dim === 'total') return '';
  return key === NOWHERE ? UNKNOWN : codes.code(key);
}
