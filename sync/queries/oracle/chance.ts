/** What chance brings, counted out: for tests to hold groups of units against. Slow and plain on purpose. */

/** How many were late, of how many. */
interface Missed {
  missed: number;
  of: number;
}

/** The chance of each count of `of`, case by case. */
function counts(of: number, share: number): number[] {
  let all = [1];
  for (let i = 0; i < of; i++)
    all = Array.from({ length: i + 2 }, (_, k) => (all[k] ?? 0) * (1 - share) + (all[k - 1] ?? 0) * share);
  return all;
}
const add = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

/** Twice the tail on its side of what a share brings. */
function chanceOf({ missed, of }: Missed, share: number): number {
  const all = counts(of, share);
  return Math.min(1, 2 * add(missed > of * share ? all.slice(missed) : all.slice(0, missed + 1)));
}

function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let found = 1n;
  for (let i = 1; i <= k; i++) found = (found * BigInt(n - k + i)) / BigInt(i);
  return found;
}

/** Of all ways in which so many may fall on two periods, those as far on its side. */
function chanceOfChange(then: Missed, now: Missed): number {
  const [of, missed] = [then.of + now.of, then.missed + now.missed];
  const up = now.missed * of >= missed * now.of;
  let ways = 0n;
  for (let k = 0; k <= now.of; k++)
    if (up ? k >= now.missed : k <= now.missed) ways += choose(now.of, k) * choose(then.of, missed - k);
  return Math.min(1, (2 * Number((ways * 10n ** 20n) / choose(of, missed))) / 1e20);
}

/** Of many, those that are told apart: the most of them of which one in twenty may be by chance, and none within the 99.8 % limits. */
function toldOf(chances: ReadonlyMap<string, number>): Set<string> {
  const all = [...chances.values()];
  const most = all.filter((p) => {
    const asFar = all.filter((other) => other <= p).length;
    return (p * all.length) / asFar <= 0.05;
  });
  const bound = Math.min(0.002, Math.max(0.05 / Math.max(1, all.length), ...most));
  return new Set([...chances].flatMap(([unit, p]) => (p <= bound ? [unit] : [])));
}

type Side = 'worse' | 'better';
const sides = (
  all: ReadonlyMap<string, Missed>,
  chance: (one: Missed, unit: string) => number | null,
  side: (one: Missed, unit: string) => Side,
): Map<string, Side | null> => {
  const chances = new Map(
    [...all].flatMap(([unit, one]): [string, number][] => {
      const p = one.of === 0 ? null : chance(one, unit);
      return p === null ? [] : [[unit, p]];
    }),
  );
  const told = toldOf(chances);
  return new Map(
    [...chances.keys()].map((unit) => {
      const one = all.get(unit) ?? { missed: 0, of: 0 };
      return [unit, told.has(unit) ? side(one, unit) : null];
    }),
  );
};

/** Which units are worse or better than `share`; null those that are like it. Units with nothing to judge are not in it. */
export const groupsOf = (units: ReadonlyMap<string, Missed>, share: number): Map<string, Side | null> =>
  sides(
    units,
    (one) => chanceOf(one, share),
    ({ missed, of }) => (missed > of * share ? 'worse' : 'better'),
  );

/** Which units got worse or better between two periods; null those of which it cannot be said. */
export const changesOf = (
  now: ReadonlyMap<string, Missed>,
  then: ReadonlyMap<string, Missed>,
): Map<string, Side | null> => {
  const before = (unit: string): Missed => then.get(unit) ?? { missed: 0, of: 0 };
  return sides(
    now,
    (one, unit) => (before(unit).of === 0 ? null : chanceOfChange(before(unit), one)),
    (one, unit) => (one.missed * before(unit).of > before(unit).missed * one.of ? 'worse' : 'better'),
  );
};
