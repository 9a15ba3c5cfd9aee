import { type ErrorCode, KEEPS_NOTHING } from '../../contract/errors.ts';
import type { LineState } from '../../contract/link.ts';
import type { City } from '../../contract/profile.ts';
import type { CityFeed } from '../../feeds/city/city-feed.ts';
import { lineState } from './line-state.ts';
import type { Faults } from './faults.ts';
import type { LineFreshness } from '../threads/reading.ts';

/** Faults of the host's own that can stand in the way of the feed; the rest are the city's or the network's. */
const OWN: ReadonlySet<ErrorCode> = new Set([
  ...KEEPS_NOTHING,
  'cache-corrupt',
  'journal-damaged',
  'data-gone',
  'data-newer',
  'sqlite-too-old',
]);

export interface CityLineParts {
  /** Null for a wall without a city. */
  feed: Pick<CityFeed, 'state'> | null;
  /** The city's clock as well as it is known, milliseconds. */
  now: () => number;
  city: () => City;
  /** Whether the cache holds anything. */
  holds: () => boolean;
  /** Whether a thread is down that the host cannot do without. */
  down: () => boolean;
  faults: Faults;
}

/** How the city is heard, as windows and `/health` are told. */
export class CityLine {
  readonly #parts: CityLineParts;

  constructor(parts: CityLineParts) {
    this.#parts = parts;
  }

  /** The city's clock as well as it is known, milliseconds. */
  now(): number {
    return this.#parts.now();
  }

  get state(): LineState['state'] {
    const { feed, city, holds, down } = this.#parts;
    const refusal = feed?.state.refusal ?? null;
    const broken = down() || (refusal !== null && OWN.has(refusal.code));
    const heard = feed?.state.heard ?? null;
    return lineState({ heard, holds: holds(), broken }, this.now(), city().line);
  }

  /** The line as questions weigh it: whatever is not live or late makes no answer fresh. */
  get freshness(): LineFreshness {
    const { feed, city } = this.#parts;
    const heard = feed?.state.heard ?? null;
    const state = lineState({ heard, holds: true, broken: false }, this.now(), city().line);
    return state === 'live' || state === 'late' ? state : 'stale';
  }

  /** The line as windows show it. */
  shown(): LineState {
    const { feed, city, faults } = this.#parts;
    return {
      state: this.state,
      heard: feed?.state.heard ?? null,
      city: city().id,
      progress: feed?.state.progress ?? null,
      faults: faults.codes,
    };
  }
}
