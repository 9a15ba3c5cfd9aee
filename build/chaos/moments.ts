/** When the host is killed in one round, milliseconds after its start, its ready line, or its first record of the round. */
export interface Moment {
  after: 'start' | 'ready' | 'taking';
  ms: number;
  /** Whether the round begins with an empty data folder, so that the blow falls into the first snapshot. */
  afresh: boolean;
}

/** How long after each the blow falls at the latest: Node needs most of a second to start the host at all. */
const LATEST = { start: 900, ready: 600, taking: 1_200 } as const;
/** A first snapshot takes about this long. */
const FETCHING = 1_500;

/** A stream of numbers in [0, 1) that is the same for the same seed (mulberry32, public domain). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * The moments of a run: the same for the same seed. Half of them fall while records are taken; one round in
 * ten starts from nothing and is hit while it fetches.
 */
export function moments(seed: number, kills: number): Moment[] {
  const roll = dice(seed);
  return Array.from({ length: kills }, (_, i) => {
    const [phase, share, afresh] = [roll(), roll(), roll() < 1 / 10 && i > 0];
    if (afresh) return { after: 'ready', ms: Math.round(share * FETCHING), afresh };
    const after = phase < 1 / 4 ? 'start' : phase < 1 / 2 ? 'ready' : 'taking';
    return { after, ms: Math.round(share * LATEST[after]), afresh };
  });
}
