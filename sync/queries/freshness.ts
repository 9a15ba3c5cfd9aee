import type { Freshness } from '../contract/answers.ts';
import type { Watermarks } from '../contract/feed.ts';
import { SECOND, type Instant } from '../contract/instants.ts';
import type { Source } from '../contract/profile.ts';

type State = Freshness['state'];
const RANK: Record<State, number> = { live: 0, late: 1, stale: 2 };

/** The worse of two states. */
export function worse(a: State, b: State): State {
  return RANK[a] >= RANK[b] ? a : b;
}

/**
 * How far one source is behind an instant, against its own cadence. A watermark past the instant is live:
 * what is asked about the past is as complete as it will be.
 */
export function sourceState(source: Source, watermark: Instant, at: Instant): State {
  const behind = (at - watermark) / SECOND;
  if (behind > source.staleAfter) return 'stale';
  return behind > source.lateAfter ? 'late' : 'live';
}

/**
 * The freshness of an answer that draws on some sources: that of the one furthest behind its cadence,
 * or of the city line where that is worse. Of several sources, those the city has never named are left
 * out; where it names none, nothing vouches for the answer and it is stale.
 */
export function freshnessOf(
  sources: readonly Source[],
  context: { at: Instant; watermarks: Watermarks; line: State },
): Freshness {
  const { at, watermarks, line } = context;
  const source = sources.length === 1 ? (sources[0]?.id ?? '') : '';
  let worst: { state: State; since: Instant } | null = null;
  for (const one of sources) {
    const watermark = watermarks[one.id];
    if (watermark === undefined) continue;
    const state = sourceState(one, watermark, at);
    const since = Math.min(watermark, at);
    const further = worst === null || RANK[state] > RANK[worst.state];
    if (further || (worst !== null && state === worst.state && since < worst.since)) worst = { state, since };
  }
  if (worst === null) return { state: sources.length === 0 ? line : 'stale', since: at, source };
  return { state: worse(worst.state, line), since: worst.since, source };
}
