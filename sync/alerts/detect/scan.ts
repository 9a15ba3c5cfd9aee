import { circles, type Place } from './circles.ts';
import { bestAbout, countLate, type Circles, type Frame, type Late } from './cylinders.ts';

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
  /** So many places, those with most cases over all steps, are the middle of circles; every place may be in one. */
  readonly centres: number;
  /** The fewest cases that a circle holds over all steps: of fewer no cylinder is of any use. */
  readonly least: number;
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

/** The first so many steps of Fisher and Yates's shuffle, in place: which values come first, and in which order, is drawn. */
function draw(values: Int32Array, count: number, random: () => number): void {
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (values.length - i));
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
  // The late cases first: shuffles draw no others, since when the rest were changes nothing.
  const [late, early, backs]: [number[], number[], number[]] = [[], [], []];
  places.forEach((place, p) => {
    let own = 0;
    for (let t = 0; t < steps; t++) {
      const back = steps - 1 - t;
      for (let n = counts[p * steps + t] ?? 0; n > 0; n--) {
        own++;
        (back < longest ? late : early).push(kept.length);
        if (back < longest) backs.push(back);
      }
    }
    if (own === 0) return;
    kept.push(place);
    byPlace.push(own);
  });
  const total = late.length + early.length;
  const middles = kept
    .map((_, i) => i)
    .sort((a, b) => (byPlace[b] ?? 0) - (byPlace[a] ?? 0) || a - b)
    .slice(0, options.centres)
    .sort((a, b) => a - b);
  const around = circles(kept, middles, byPlace, {
    widest: options.widest,
    most: options.share * total,
  }).flatMap((one): Circles[] => {
    let sum = 0;
    const within = one.places.map((p) => (sum += byPlace[p] ?? 0));
    const reaches = one.reaches.filter((reach) => (within[reach - 1] ?? 0) >= options.least);
    return reaches.length === 0 ? [] : [{ ...one, reaches, within }];
  });
  const lately = new Float64Array(longest);
  for (const back of backs) for (let l = back; l < longest; l++) lately[l] = (lately[l] ?? 0) + 1;
  const rates = lately.map((cases) => cases / total);
  const logs = Float64Array.from({ length: total + 1 }, (_, n) => Math.log(n));
  const frame: Frame = { total, longest, rates, logRates: rates.map(Math.log), logs };
  const [asSeen, whens] = [Int32Array.from([...late, ...early]), Int32Array.from(backs)];
  const cases = asSeen.slice();
  const lates: Late = { counts: new Int32Array(kept.length * longest), newest: new Int32Array(kept.length) };
  const sums = new Int32Array(longest);
  countLate(frame, cases, whens, lates);
  const taken = new Set<number>();
  const told = around
    .flatMap((circle) => {
      const best = bestAbout(frame, circle, lates, 0, sums);
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
  const seen = told[0]?.best.statistic ?? 0;
  const bests: number[] = [];
  for (let asGood = 0; bests.length < permutations && asGood < enough;) {
    cases.set(asSeen);
    draw(cases, whens.length, random);
    countLate(frame, cases, whens, lates);
    let best = 0;
    for (const circle of around) best = bestAbout(frame, circle, lates, best, sums)?.statistic ?? best;
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
