/**
 * How many tests are controlled together: `bh`, Benjamini and Hochberg, J. R. Statist. Soc. B 57 (1995)
 * 289-300, where they are independent or rise together, as counts of one city do; `by`, Benjamini and
 * Yekutieli, Annals of Statistics 29 (2001) 1165-1188, whatever they have to do with each other, at a price
 * of about ln(n) + 0.6.
 */
export type Control = 'bh' | 'by';

/**
 * The p-values of tests made together, each as the least false discovery rate at which it is marked; in their
 * order. As R's `p.adjust`. Those that were not made (nulls) are left out by the caller; no tests give none.
 */
export function adjusted(ps: readonly number[], control: Control = 'bh'): number[] {
  const n = ps.length;
  const order = ps.map((_, i) => i).sort((a, b) => (ps[b] ?? 0) - (ps[a] ?? 0));
  let price = 1;
  if (control === 'by') for (let i = 2; i <= n; i++) price += 1 / i;
  const found = new Array<number>(n).fill(1);
  let least = 1;
  order.forEach((i, rank) => {
    least = Math.min(least, ((ps[i] ?? 1) * price * n) / (n - rank));
    found[i] = least;
  });
  return found;
}

/**
 * What is marked of some tests made together, when among those marked no more than a share of `rate` may be
 * chance, on average; on a day when all is chance, anything is marked with a probability of `rate`. In their
 * order.
 */
export function selected<T extends { readonly p: number }>(
  tests: readonly T[],
  rate: number,
  control: Control = 'bh',
): T[] {
  const all = adjusted(
    tests.map(({ p }) => p),
    control,
  );
  return tests.filter((_, i) => (all[i] ?? 1) <= rate);
}
