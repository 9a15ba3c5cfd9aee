import type { WatchOf } from '../../contract/alert-rules.ts';
import type { WhyBlind } from '../../contract/alerts.ts';
import { localDate } from '../../contract/calendar.ts';
import { isValidOn } from '../../contract/validity.ts';
import { firstOpened } from '../flows/cases.ts';
import type { QuestionContext } from '../question.ts';
import { whyNoCases } from '../source-state.ts';
import { FEWEST_WEEKS, type Window } from '../usual.ts';
import { countingOf, type Counting, type Thing } from './counted.ts';
import { againstThemselves } from './own-past.ts';
import { lastHours, NO_THOUGHT, sameHours, thoughtOf, type Thought } from './thought.ts';

type Watch = WatchOf<'counts'>;

/** The stretch of time that is counted, and the same in earlier weeks, the newest first. */
export interface Windows {
  now: Window;
  weeks: readonly Window[];
}

/** A thing, how many there are now, what is to be thought of it, and whether it is marked by all that its rule says. */
export interface Judged {
  thing: Thing;
  count: number;
  thought: Thought;
  isMarked: boolean;
}

/** All that a rule counts, judged together; or why it could not be. */
export type Judgement =
  | { blind: WhyBlind; all?: undefined }
  | ({ blind: null; counting: Counting; all: readonly Judged[] } & Windows);

/**
 * Judges whatever a rule counts: the one place that decides which count is unusual, for alerts and for every board alike. Counted over
 * the rule's own hours up to the instant, or over `windows`. Kept sums answer it, so that it costs the same however many cases there are.
 */
export function judged(context: QuestionContext, watch: Watch, windows?: Windows): Judgement {
  const why = whyNoCases(context, watch.service);
  if (why !== null) return { blind: why };
  const { now, weeks } = windows ?? windowsOf(context, watch);
  const counting = countingOf(context, watch);
  const [counts = []] = counting.opened([now]);
  const counted = counting.things.map((thing, i) => ({ thing, count: counts[i] ?? 0 }));
  const thoughts =
    watch.method === 'shared'
      ? againstWeeks(context, watch, counting, counted, weeks)
      : againstThemselves(context, watch, counting, counted);
  if (thoughts === null) return { blind: 'tooShort' };
  const all = counted.map(({ thing, count }, i): Judged => {
    const thought = thoughts[i] ?? NO_THOUGHT;
    const isMarked =
      thought.p <= watch.falseDiscovery && count >= watch.minimum && count >= watch.ratio * thought.expected;
    return { thing, count, thought, isMarked };
  });
  return { blind: null, counting, all, now, weeks };
}

function windowsOf({ cache, at, profile }: QuestionContext, { service, hours }: Watch): Windows {
  const now = lastHours(hours, at);
  const first = firstOpened(cache, service) ?? at;
  return { now, weeks: sameHours(now, profile.city, profile.rules.usual.weeks, first) };
}

/** Against the same hours of earlier weeks; null where there are too few of them. */
function againstWeeks(
  { profile }: QuestionContext,
  watch: Watch,
  counting: Counting,
  counted: readonly { thing: Thing; count: number }[],
  weeks: readonly Window[],
): Thought[] | null {
  if (weeks.length < FEWEST_WEEKS) return null;
  // Where nothing reaches the least number, nothing can be marked, and no past need be read.
  if (counted.every(({ count }) => count < watch.minimum)) return counted.map(() => NO_THOUGHT);
  const { timeZone } = profile.city;
  const days = weeks.map(({ since }) => localDate(since, timeZone));
  const opened = counting.opened(weeks);
  const tested = counted.map(({ thing: { place }, count }, i) => ({
    count,
    earlier: opened
      .filter((_, week) => place === null || isValidOn(place, days[week] ?? ''))
      .map((counts) => counts[i] ?? 0),
  }));
  return thoughtOf(tested, { rate: watch.falseDiscovery, minimum: watch.minimum });
}
