/** A corner of the simplex: where it is, and the function's value there. */
interface Corner {
  at: readonly number[];
  value: number;
}

/** How far apart the best and the worst corner may be at the end, as a share of the first value. */
const CLOSE = Math.sqrt(Number.EPSILON);
const REFLECT = 1;
const SHRINK = 0.5;
const EXTEND = 2;

function added(corners: readonly Corner[], i: number, start: number): number {
  return corners.reduce((sum, corner) => sum + (corner.at[i] ?? 0), start);
}

/** The first simplex: the start, and a step from it along each axis, a tenth of the longest coordinate. */
function corners(start: readonly number[], evaluate: (at: readonly number[]) => Corner): Corner[] {
  const step = 0.1 * Math.max(...start.map(Math.abs)) || 0.1;
  return [
    evaluate(start),
    ...start.map((_, axis) => evaluate(start.map((value, i) => (i === axis ? value + step : value)))),
  ];
}

/**
 * Where a function of a few numbers is least, near a start: the simplex search of Nelder & Mead (1965) in the
 * form of Nash, Compact Numerical Methods for Computers, 2nd edition 1990, algorithm 19, which R's `optim`
 * and `forecast` use as well. Where the function is not finite it is never least; at the start it must be.
 * Ends after about `most` evaluations.
 */
export function least(
  objective: (at: readonly number[]) => number,
  start: readonly number[],
  most: number,
): readonly number[] {
  let evaluations = 0;
  const evaluate = (at: readonly number[]): Corner => {
    evaluations++;
    const value = objective(at);
    return { at, value: Number.isFinite(value) ? value : 1e35 };
  };
  const simplex = corners(start, evaluate);
  const close = CLOSE * (Math.abs(simplex[0]?.value ?? 0) + CLOSE);
  const size = start.length;
  let [low, oldWidth] = [0, Infinity];
  for (;;) {
    let high = low;
    simplex.forEach((corner, i) => {
      if (corner.value < (simplex[low]?.value ?? 0)) low = i;
      if (corner.value > (simplex[high]?.value ?? 0)) high = i;
    });
    const [best, worst] = [simplex[low], simplex[high]];
    if (best === undefined || worst === undefined) return start;
    if (worst.value <= best.value + close || evaluations > most) return best.at;
    const centre = worst.at.map((value, i) => added(simplex, i, -value) / size);
    const between = (share: number, at: readonly number[], other: readonly number[]): Corner =>
      evaluate(at.map((value, i) => share * value + (1 - share) * (other[i] ?? 0)));
    const reflected = evaluate(
      centre.map((value, i) => (1 + REFLECT) * value - REFLECT * (worst.at[i] ?? 0)),
    );
    if (reflected.value < best.value) {
      const extended = between(EXTEND, reflected.at, centre);
      simplex[high] = extended.value < reflected.value ? extended : reflected;
      continue;
    }
    const nearer = reflected.value < worst.value ? reflected : worst;
    simplex[high] = nearer;
    const reduced = between(1 - SHRINK, nearer.at, centre);
    if (reduced.value < nearer.value) {
      simplex[high] = reduced;
      continue;
    }
    if (reflected.value < worst.value) continue;
    let width = 0;
    simplex.forEach((corner, i) => {
      if (i === low) return;
      const at = corner.at.map((value, k) => SHRINK * (value - (best.at[k] ?? 0)) + (best.at[k] ?? 0));
      width += at.reduce((sum, value, k) => sum + Math.abs(value - (best.at[k] ?? 0)), 0);
      simplex[i] = evaluate(at);
    });
    if (width >= oldWidth) return best.at;
    oldWidth = width;
  }
}
