/** Chance that is no chance: every draw follows from a seed, so that the same seed gives the same city. */

/** A 32-bit hash of a text (FNV-1a), to seed dice by name. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

/** Two 32-bit numbers into one, well stirred (the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) + 0x7f4a7c15;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream of draws from one seed (mulberry32). Two dice with the same seed fall the same way. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Starts over from another seed; saves making a new object for every case. */
  reseed(seed: number): this {
    this.#state = seed | 0;
    return this;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Standard normal (Box–Muller, one of the pair). */
  normal(): number {
    const u = 1 - this.next();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.next());
  }

  /** A whole number from a Poisson distribution; by the normal approximation above 60. */
  poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const floor = Math.exp(-mean);
    let n = 0;
    for (let p = this.next(); p > floor; p *= this.next()) n++;
    return n;
  }

  /** A whole number in [low, high], both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }
}

/** Exponential with mean 1, from a uniform draw. */
export function exponential(u: number): number {
  return -Math.log(1 - u);
}

/** Things to pick from by weight. Weights of 0 are never picked; with no weight at all nothing is. */
export class Weighted<T> {
  /** Those with some weight. */
  readonly items: readonly T[];
  readonly #upTo: Float64Array;
  readonly total: number;

  constructor(entries: readonly (readonly [T, number])[]) {
    const kept = entries.filter(([, weight]) => weight > 0);
    this.items = kept.map(([item]) => item);
    this.#upTo = new Float64Array(kept.length);
    let sum = 0;
    kept.forEach(([, weight], i) => {
      sum += weight;
      this.#upTo[i] = sum;
    });
    this.total = sum;
  }

  /** The thing at a uniform draw in [0, 1); undefined where there is nothing to pick. */
  pick(u: number): T | undefined {
    const at = u * this.total;
    let low = 0;
    let high = this.#upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#upTo[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return this.items[low];
  }
}
