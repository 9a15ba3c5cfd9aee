import { withinLimit } from '../../../alerts/detect/response.ts';
import type { WatchOf } from '../../../contract/alert-rules.ts';
import { HOUR, MINUTE } from '../../../contract/instants.ts';
import { answeredWithin } from '../../../rollups/answered.ts';
import { firstOpened } from '../../flows/cases.ts';
import type { QuestionContext } from '../../question.ts';
import { sameHours } from '../../unusual/thought.ts';
import { FEWEST_WEEKS } from '../../usual.ts';
import { blind, seen, type Seen } from '../finding.ts';
import { whyNoCases } from '../../source-state.ts';

/** A share below its usual by chance alone, more seldom than this, is below it. */
const CHANCE = 0.01;
const PICTURE = 24;

/**
 * Fewer cases closed within a limit than are to be, and than usually are. Those opened in some hours are followed until each has had its
 * time, so that a call that is still open after it counts, and one that is young does not.
 */
export function response(context: QuestionContext, watch: WatchOf<'response'>): Seen {
  const { cache, at, profile, lookup } = context;
  const { service, share, minimum } = watch;
  const why = whyNoCases(context, service);
  if (why !== null) return blind(why);
  const limit = watch.minutes * MINUTE;
  const until = at - limit;
  const window = { since: until - watch.hours * HOUR, until };
  const first = firstOpened(cache, service) ?? at;
  const weeks = sameHours(window, profile.city, profile.rules.usual.weeks, first);
  if (weeks.length < FEWEST_WEEKS) return blind('tooShort');
  return cache.view(() => {
    const now = answeredWithin(cache, service, window, limit);
    const kept = now.part / now.whole;
    if (now.whole < minimum || kept >= share) return seen([]);
    const past = weeks.map((week) => answeredWithin(cache, service, week, limit));
    const verdict = withinLimit(now, past, CHANCE);
    if (verdict === null) return blind('tooShort');
    if (verdict.p > CHANCE) return seen([]);
    const hours = Array.from({ length: PICTURE }, (_, i) => until - (PICTURE - 1 - i) * HOUR);
    return seen([
      {
        subject: { service },
        ...{ measure: 'share', value: kept, expected: verdict.expected, limit: share, p: verdict.p },
        ...window,
        ...{ atRisk: false, areas: [], cases: { service, ...window, tree: false } },
        unit: lookup.source(lookup.service(service)?.source ?? '')?.unit ?? null,
        series: hours.map((end) => {
          const hour = answeredWithin(cache, service, { since: end - HOUR + 1, until: end }, limit);
          return { at: end, value: hour.whole === 0 ? null : hour.part / hour.whole, expected: null };
        }),
        // As many times too many are missed as may be.
        times: (1 - kept) / Math.max(1e-9, 1 - share),
      },
    ]);
  });
}
