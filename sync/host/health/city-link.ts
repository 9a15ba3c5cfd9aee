import type { ErrorCode } from '../../contract/errors.ts';
import type { LinkState } from '../../contract/link.ts';
import type { City } from '../../contract/profile.ts';
import type { CityFeed } from '../../feeds/city/city-feed.ts';
import { linkState } from './link-state.ts';
import type { Notes } from './notes.ts';
import type { LinkFreshness } from '../threads/reading.ts';

/** Faults of the host's own that can stand in the way of the feed; the rest are the city's or the network's. */
const OWN: ReadonlySet<ErrorCode> = new Set([
  'disk-full',
  'cache-corrupt',
  'data-no-permission',
  'data-newer',
  'sqlite-too-old',
]);

export interface CityLinkParts {
  /** Null for a wall without a city. */
  feed: Pick<CityFeed, 'state' | 'now'> | null;
  city: () => City;
  /** Whether the cache holds anything. */
  holds: () => boolean;
  /** Whether a thread is down that the host cannot do without. */
  down: () => boolean;
  notes: Notes;
}

/** How the city is heard, as windows and `/health` are told. */
export class CityLink {
  readonly #parts: CityLinkParts;

  constructor(parts: CityLinkParts) {
    this.#parts = parts;
  }

  /** The city's clock as well as it is known, else the machine's, milliseconds. */
  now(): number {
    return this.#parts.feed?.now() ?? Date.now();
  }

  get state(): LinkState['state'] {
    const { feed, city, holds, down } = this.#parts;
    const refusal = feed?.state.refusal ?? null;
    const broken = down() || (refusal !== null && OWN.has(refusal.code));
    const heard = feed?.state.heard ?? null;
    return linkState({ heard, holds: holds(), broken }, this.now(), city().link);
  }

  /** The link as questions weigh it: whatever is not live or late makes no answer fresh. */
  get freshness(): LinkFreshness {
    const { feed, city } = this.#parts;
    const heard = feed?.state.heard ?? null;
    const state = linkState({ heard, holds: true, broken: false }, this.now(), city().link);
    return state === 'live' || state === 'late' ? state : 'stale';
  }

  /** The link as windows show it. */
  shown(): LinkState {
    const { feed, city, notes } = this.#parts;
    return {
      state: this.state,
      heard: feed?.state.heard ?? null,
      city: city().id,
      progress: feed?.state.progress ?? null,
      faults: notes.codes,
    };
  }
}
