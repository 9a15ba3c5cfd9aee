/** What the columns of a row of the design say, and how much the row weighs. All rows are of one length. */
export interface Row {
  readonly x: readonly number[];
  readonly y: number;
  readonly weight: number;
}

/** Coefficients, and `x' (X'WX)^-1 x` of any x: the variance of its fitted value in units of one row's. */
export interface Plane {
  readonly coefficients: readonly number[];
  readonly leverage: (x: readonly number[]) => number;
}

/** So little of a column is left by those before it: it says nothing new, and gets no coefficient. */
const NOTHING = 1e-9;

/**
 * Weighted least squares by the normal equations and Cholesky's factors (Golub and Van Loan, Matrix
 * Computations, 4.2). A column that others say already, or that is 0 throughout, is left out with a
 * coefficient of 0. For a dozen columns of like size.
 */
export function leastSquares(rows: readonly Row[], columns: number): Plane {
  const gram = Array.from({ length: columns }, () => new Float64Array(columns));
  const right = new Float64Array(columns);
  for (const { x, y, weight } of rows)
    for (let i = 0; i < columns; i++) {
      const wx = weight * (x[i] ?? 0);
      if (wx === 0) continue;
      right[i] = (right[i] ?? 0) + wx * y;
      const line = gram[i];
      for (let j = 0; j <= i && line !== undefined; j++) line[j] = (line[j] ?? 0) + wx * (x[j] ?? 0);
    }
  const at = (i: number, j: number): number => gram[i]?.[j] ?? 0;
  const used: boolean[] = [];
  // In place: the lower triangle becomes Cholesky's factor.
  for (let j = 0; j < columns; j++) {
    let pivot = at(j, j);
    const whole = pivot;
    for (let k = 0; k < j; k++) pivot -= at(j, k) ** 2;
    const isUsed = pivot > NOTHING * whole && whole > 0;
    used.push(isUsed);
    const root = Math.sqrt(pivot);
    for (let i = j; i < columns; i++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      const line = gram[i];
      if (line !== undefined) line[j] = !isUsed ? 0 : i === j ? root : sum / root;
    }
  }
  const forward = (b: ArrayLike<number>): Float64Array => {
    const z = new Float64Array(columns);
    for (let i = 0; i < columns; i++) {
      if (used[i] !== true) continue;
      let sum = b[i] ?? 0;
      for (let k = 0; k < i; k++) sum -= at(i, k) * (z[k] ?? 0);
      z[i] = sum / at(i, i);
    }
    return z;
  };
  const coefficients = [...forward(right)];
  for (let i = columns - 1; i >= 0; i--) {
    if (used[i] !== true) continue;
    let sum = coefficients[i] ?? 0;
    for (let k = i + 1; k < columns; k++) sum -= at(k, i) * (coefficients[k] ?? 0);
    coefficients[i] = sum / at(i, i);
  }
  return { coefficients, leverage: (x) => forward(x).reduce((sum, v) => sum + v * v, 0) };
}
