/** A place where cases are counted, in kilometres on a plane. */
export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** The places about one of them, nearest first. */
export interface Around {
  readonly centre: number;
  readonly places: Int32Array;
  /** How far each is, km. */
  readonly distances: Float64Array;
  /** Up to which of them, that one left out, each circle reaches: places equally far are in it together. */
  readonly reaches: Int32Array;
}

/** Closer than this is equally far, km: what rounding does to a grid. */
const HAIR = 1e-9;

/**
 * For each of some centres the places within `widest` km, as far as their cases stay within `most` of all
 * together. A place is looked for only in its own square of a grid and those beside it.
 */
export function circles(
  places: readonly Place[],
  centres: readonly number[],
  cases: ArrayLike<number>,
  { widest, most }: { widest: number; most: number },
): Around[] {
  const edge = Math.max(widest, 1e-9);
  const squares = new Map<string, number[]>();
  const square = (v: number): number => Math.floor(v / edge);
  places.forEach(({ x, y }, i) => {
    const key = `${square(x)},${square(y)}`;
    const held = squares.get(key);
    if (held === undefined) squares.set(key, [i]);
    else held.push(i);
  });
  return centres.flatMap((centre) => {
    const middle = places[centre];
    if (middle === undefined) return [];
    const near: { i: number; distance: number }[] = [];
    for (let x = square(middle.x) - 1; x <= square(middle.x) + 1; x++)
      for (let y = square(middle.y) - 1; y <= square(middle.y) + 1; y++)
        for (const i of squares.get(`${x},${y}`) ?? []) {
          const other = places[i];
          if (other === undefined) continue;
          const distance = Math.hypot(other.x - middle.x, other.y - middle.y);
          if (distance <= widest) near.push({ i, distance });
        }
    near.sort((a, b) => a.distance - b.distance || a.i - b.i);
    const reaches: number[] = [];
    let held = 0;
    for (const [k, { i, distance }] of near.entries()) {
      held += cases[i] ?? 0;
      if (held > most) break;
      const next = near[k + 1];
      if (next === undefined || next.distance - distance > HAIR) reaches.push(k + 1);
    }
    const inside = near.slice(0, reaches.at(-1) ?? 0);
    return inside.length === 0
      ? []
      : [
          {
            centre,
            places: Int32Array.from(inside, ({ i }) => i),
            distances: Float64Array.from(inside, ({ distance }) => distance),
            reaches: Int32Array.from(reaches),
          },
        ];
  });
}
