/** What of some cases was late or overdue. */
export interface Missed {
  missed: number;
  of: number;
}

/** ln n!, added up. */
const logs = [0];
function logFactorial(n: number): number {
  for (let i = logs.length; i <= n; i++) logs.push((logs[i - 1] ?? 0) + Math.log(i));
  return logs[n] ?? 0;
}
const logChoose = (n: number, k: number): number =>
  k < 0 || k > n ? -Infinity : logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** Twice the chance of as many or more (fewer, where they are fewer than a share brings), count by count. */
function farFrom(share: number, { missed, of }: Missed): number {
  let tail = 0;
  const [from, to] = missed > of * share ? [missed, of] : [0, missed];
  for (let k = from; k <= to; k++)
    tail += Math.exp(logChoose(of, k) + k * Math.log(share) + (of - k) * Math.log1p(-share));
  return 2 * tail;
}

/** Twice the chance that so many of all fall on the later period, or more (fewer, where they are fewer than before). */
function farFromBefore(then: Missed, now: Missed): number {
  const [of, missed] = [then.of + now.of, then.missed + now.missed];
  let tail = 0;
  const [from, to] = now.missed * of >= missed * now.of ? [now.missed, now.of] : [0, now.missed];
  for (let k = from; k <= to; k++)
    tail += Math.exp(logChoose(now.of, k) + logChoose(then.of, missed - k) - logChoose(of, missed));
  return 2 * tail;
}

/** Of many chances looked at together, those of which at most one in twenty is chance, and none is above one in five hundred. */
function told(chances: ReadonlyMap<string, number>): string[] {
  const sorted = [...chances].sort(([, a], [, b]) => a - b);
  const last = sorted.findLastIndex(([, p], i) => p * sorted.length <= 0.05 * (i + 1));
  return sorted.slice(0, last + 1).flatMap(([unit, p]) => (p <= 0.002 ? [unit] : []));
}

/** Units that are later than all together beyond chance, and those that are less late. */
export function unlikeAll(
  units: ReadonlyMap<string, Missed>,
  all: Missed,
): { worse: string[]; better: string[] } {
  const share = all.missed / all.of;
  if (all.of === 0 || share === 0 || share === 1) return { worse: [], better: [] };
  const judged = [...units].filter(([, { of }]) => of > 0);
  const found = told(new Map(judged.map(([unit, one]) => [unit, farFrom(share, one)])));
  const worse = found.filter((unit) => {
    const { missed, of } = units.get(unit) ?? all;
    return missed > of * share;
  });
  return { worse, better: found.filter((unit) => !worse.includes(unit)) };
}

/** Units whose share changed beyond chance. */
export function changed(now: ReadonlyMap<string, Missed>, then: ReadonlyMap<string, Missed>): string[] {
  const both = [...now].flatMap(([unit, one]): [string, number][] => {
    const before = then.get(unit);
    return before === undefined || before.of === 0 || one.of === 0
      ? []
      : [[unit, farFromBefore(before, one)]];
  });
  return told(new Map(both));
}
