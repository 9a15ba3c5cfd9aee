/** A place where cases are counted, in kilometres on a plane. */
export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Where and when cases were. */
export interface Scanned {
  readonly places: readonly Place[];
  /** Steps of time, days or hours; the last one is now. */
  readonly steps: number;
  /** Cases of place p in step t at `p * steps + t`. */
  readonly counts: ArrayLike<number>;
}

export interface ScanOptions {
  /** The widest circle, km. */
  readonly widest: number;
  /** The longest stretch, steps. */
  readonly longest: number;
  /** The largest share of all cases that a circle may hold, 0 to 1. */
  readonly share: number;
  /** How many times cases' times are shuffled; p is never below 1 / (permutations + 1). */
  readonly permutations: number;
  /** Numbers from 0 up to 1, seeded by the caller: the same ones, the same clusters. */
  readonly random: () => number;
  /** How many clusters that share no place are looked for. */
  readonly most: number;
}

/** A cylinder: places within a circle over the last steps, up to now. */
export interface Cluster {
  /** The place whose middle is the circle's. */
  readonly centre: string;
  /** Distance of its furthest place, km. */
  readonly radius: number;
  /** Its places that have cases or not, nearest first. */
  readonly places: readonly string[];
  /** First step, index; it lasts up to the last one. */
  readonly since: number;
  readonly count: number;
  /** Expected, were place and time independent. */
  readonly expected: number;
  /** The logarithm of the generalised likelihood ratio. */
  readonly statistic: number;
  /** The share of shuffles, this one counted, whose best cylinder is as good; 0 to 1. */
  readonly p: number;
}
