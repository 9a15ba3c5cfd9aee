import { dice } from '../../sync/store/damage/flips.fixture.ts';

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
