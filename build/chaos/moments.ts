/** When the host is killed in one round, counted from its start or from when it was ready, milliseconds. */
export interface Moment {
  after: 'start' | 'ready';
  ms: number;
  /** Whether the round begins with an empty data folder, so that the blow falls into the first snapshot. */
  afresh: boolean;
}

/** Node needs about this long before the host's own code runs; a third of the blows fall while it starts. */
const STARTING = 900;
const RUNNING = 1_500;

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

/** The moments of a run: the same for the same seed. One round in eight starts from nothing. */
export function moments(seed: number, kills: number): Moment[] {
  const roll = dice(seed);
  return Array.from({ length: kills }, (_, i) => {
    const starting = roll() < 1 / 3;
    const ms = Math.round(roll() * (starting ? STARTING : RUNNING));
    return { after: starting ? 'start' : 'ready', ms, afresh: i > 0 && roll() < 1 / 8 };
  });
}
