import { circles, type Place } from './circles.ts';
import { bestAbout, countLate, type Circles, type Frame } from './cylinders.ts';

/** Where and when cases were. */
export interface Scanned {
  readonly places: readonly Place[];
  /** Steps of time, days or hours; the last one is now. */
  readonly steps: number;
  /** Cases of place p in step t at `p * steps + t`. */
  readonly counts: ArrayLike<number>;
}

export interface ScanOptions {
  /** The widest circle's radius, km. */
  readonly widest: number;
  /** The longest stretch, steps. */
  readonly longest: number;
  /** The largest share of all cases that a circle may hold over all steps, 0 to 1. */
  readonly share: number;
  /** How many times cases' times are shuffled. */
  readonly permutations: number;
  /**
   * As soon as so many shuffles were as good as the best cluster, it is chance enough, and no more are made
   * (Besag and Clifford, Biometrika 78 (1991) 301-304); more than `permutations`: all are made.
   */
  readonly enough: number;
  /** Numbers from 0 up to 1, seeded by the caller: the same ones give the same chances. */
  readonly random: () => number;
  /** How many clusters, of which no two share a place, are told at most. */
  readonly most: number;
}

/** A cylinder: the places within a circle over the last steps, up to now. */
export interface Cluster {
  /** The place whose middle is the circle's. */
  readonly centre: string;
  /** The distance of its furthest place, km. */
  readonly radius: number;
  /** Its places that had a case in any step, nearest first. */
  readonly places: readonly string[];
  /** Its first step, index; it lasts up to the last one. */
  readonly since: number;
  readonly count: number;
  /** Expected there and then, were place and time independent. */
  readonly expected: number;
  /** The logarithm of the generalised likelihood ratio; above 0. */
  readonly statistic: number;
  /** Its rank among the best cylinders of all shuffles: 1 / (permutations + 1) or more. */
  readonly p: number;
  /**
   * The same chance by Gumbel's law through those best ones, which goes below (Abrams, Kulldorff and Kleinman
   * 2010).
   */
  readonly tail: number;
}

/** Fisher and Yates's shuffle, in place. */
function shuffle(values: Int32Array, random: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = held;
  }
}

/** A hair: two cylinders of equal cases may differ by rounding. */
const HAIR = 1e-10;

/** The chance that the best of a shuffle is as good, by Gumbel's law through the moments of those seen. */
function gumbel(statistic: number, best: readonly number[]): number {
  const mean = best.reduce((sum, one) => sum + one, 0) / best.length;
  const variance = best.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (best.length - 1);
  const scale = (Math.sqrt(variance) * Math.sqrt(6)) / Math.PI;
  if (!(scale > 0)) return statistic > mean + HAIR ? 0 : 1;
  return -Math.expm1(-Math.exp(-(statistic - mean) / scale - 0.5772156649015329));
}

/**
 * Clusters in place and time: Kulldorff, Heffernan, Hartman, Assunção and Mostashari, "A space-time
 * permutation scan statistic for disease outbreak detection", PLoS Medicine 2 (2005) e59. Every circle about
 * a place that had a case, over each of the last stretches of time, against what its place and its time by
 * themselves let expect: no population is needed, and what rises everywhere at once is no cluster. The best
 * first, none that shares a place with a better one; chances count all that was looked at. Of cases that make
 * no such cylinder at all, none.
 */
export function scan({ places, steps, counts }: Scanned, options: ScanOptions): Cluster[] {
  const { permutations, enough, random } = options;
  const longest = Math.min(options.longest, steps);
  const kept: Place[] = [];
  const byPlace: number[] = [];
  const [where, when]: [number[], number[]] = [[], []];
  places.forEach((place, p) => {
    const before = where.length;
    for (let t = 0; t < steps; t++)
      for (let n = counts[p * steps + t] ?? 0; n > 0; n--) {
        where.push(kept.length);
        when.push(t);
      }
    if (where.length === before) return;
    kept.push(place);
    byPlace.push(where.length - before);
  });
  const total = where.length;
  const around = circles(
    kept,
    kept.map((_, i) => i),
    byPlace,
    { widest: options.widest, most: options.share * total },
  ).map((one): Circles => {
    let sum = 0;
    return { ...one, within: one.places.map((p) => (sum += byPlace[p] ?? 0)) };
  });
  const lately = new Float64Array(longest);
  for (const t of when) for (let l = steps - 1 - t; l < longest; l++) lately[l] = (lately[l] ?? 0) + 1;
  const rates = lately.map((cases) => cases / total);
  const logs = Float64Array.from({ length: total + 1 }, (_, n) => Math.log(n));
  const frame: Frame = { total, steps, longest, rates, logRates: rates.map(Math.log), logs };
  const [cases, asSeen] = [Int32Array.from(where), Int32Array.from(when)];
  const late = { counts: new Int32Array(kept.length * longest), newest: new Int32Array(kept.length) };
  const sums = new Int32Array(longest);
  countLate(frame, cases, asSeen, late);
  const taken = new Set<number>();
  const told = around
    .flatMap((circle) => {
      const best = bestAbout(frame, circle, late, 0, sums);
      return best === null ? [] : [{ circle, best, inside: circle.places.subarray(0, best.reach) }];
    })
    .sort((a, b) => b.best.statistic - a.best.statistic)
    .filter(({ inside }) => {
      const isApart = !inside.some((p) => taken.has(p));
      if (isApart) inside.forEach((p) => taken.add(p));
      return isApart;
    })
    .slice(0, options.most);
  if (told.length === 0) return [];
  const times = new Int32Array(total);
  const seen = told[0]?.best.statistic ?? 0;
  const bests: number[] = [];
  for (let asGood = 0; bests.length < permutations && asGood < enough;) {
    times.set(asSeen);
    shuffle(times, random);
    countLate(frame, cases, times, late);
    let best = 0;
    for (const circle of around) best = bestAbout(frame, circle, late, best, sums)?.statistic ?? best;
    bests.push(best);
    if (best >= seen - HAIR) asGood++;
  }
  const chance = (statistic: number): number => {
    const asGood = bests.filter((other) => other >= statistic - HAIR).length;
    return bests.length < permutations ? asGood / bests.length : (asGood + 1) / (permutations + 1);
  };
  return told.map(({ circle, best, inside }) => ({
    centre: kept[circle.centre]?.id ?? '',
    radius: circle.distances[best.reach - 1] ?? 0,
    places: [...inside].map((p) => kept[p]?.id ?? ''),
    since: steps - 1 - best.length,
    count: best.count,
    expected: best.expected,
    statistic: best.statistic,
    p: chance(best.statistic),
    tail: bests.length > 1 ? gumbel(best.statistic, bests) : 1,
  }));
}
