import { fold, folded } from '../../alerts/machine/fold.ts';
import { groupsOf, type Group } from '../../alerts/machine/group.ts';
import { LEVELS, readLevels, type Levels } from '../../alerts/machine/levels.ts';
import { rulebookOf, type Rulebook } from '../../alerts/machine/rulebook.ts';
import { standings, type Standing } from '../../alerts/machine/standing.ts';
import { CLOSED_KEPT, NOTHING_KNOWN, type Known } from '../../alerts/machine/state.ts';
import { LOOK, readWaiting } from '../../alerts/machine/waiting.ts';
import type { Instant } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import type { AlertEvents } from '../../store/alert-events.ts';
import type { JournalReader } from '../../store/journal-reader.ts';
import type { QuestionContext } from '../question.ts';

/** What is known of alerts at an instant, and how they stand by the rules in force. */
export interface AlertsKnown {
  readonly known: Known;
  readonly book: Rulebook;
  /** How every open alert stands, by its name. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** Those in their groups, in order. */
  readonly groups: readonly Group[];
}

/** What is held from one question to the next: events are folded once, and how alerts stand is found once for each event. */
interface Held {
  known: Known;
  past: { at: Instant; known: Known } | null;
  stood: Map<Known, AlertsKnown>;
  /** How alerts stood when it was last found: what still stands so need not be found anew. */
  last: AlertsKnown | null;
  profile: Profile;
}

const heldFor = new WeakMap<JournalReader, Held>();
const books = new WeakMap<Profile, Rulebook>();

/** The rulebook of the profile that is asked by. */
export function bookOf({ profile }: QuestionContext): Rulebook {
  const known = books.get(profile) ?? rulebookOf(profile);
  books.set(profile, known);
  return known;
}

/** What the newest events make known: those after what is known already are read. */
function newest(events: AlertEvents, known: Known, at: Instant): Known {
  const last = events.last();
  if (last === known.n) return known;
  const next =
    known === NOTHING_KNOWN ? folded(events.since(0, at - CLOSED_KEPT)) : fold(known, events.since(known.n));
  // Events of long ago that were left out are not to be looked for again.
  return next.n < last ? { ...next, n: last } : next;
}

/**
 * What was known at a past instant: all up to the last event of it or before, in the order that things happened, also those that a clock
 * which was ahead told of later. From an earlier one on, only what happened since is folded.
 */
function pastOf(events: AlertEvents, past: Held['past'], at: Instant): Known {
  const from = past !== null && past.at <= at ? past.known : NOTHING_KNOWN;
  const later = from === NOTHING_KNOWN ? events.since(0, at - CLOSED_KEPT) : events.since(from.n);
  return fold(from, later.slice(0, later.findLastIndex(({ event }) => event.at <= at) + 1));
}

/** What is known of alerts at the instant that is asked about: all that happened where that is now. */
export function alertsKnown(context: QuestionContext): AlertsKnown {
  const { journal, at, live, profile } = context;
  const book = bookOf(context);
  if (journal === null) return stand(NOTHING_KNOWN, book);
  let held = heldFor.get(journal);
  if (held === undefined) {
    held = { known: NOTHING_KNOWN, past: null, stood: new Map(), last: null, profile };
    heldFor.set(journal, held);
  }
  if (live) held.known = newest(journal.alerts, held.known, at);
  else if (held.past?.at !== at) held.past = { at, known: pastOf(journal.alerts, held.past, at) };
  const known = live ? held.known : (held.past?.known ?? NOTHING_KNOWN);
  if (held.profile !== profile) [held.stood, held.last] = [new Map(), null];
  held.profile = profile;
  const stood = held.stood.get(known) ?? stand(known, book, held.last);
  if (live) held.last = stood;
  for (const one of held.stood.keys())
    if (one !== held.known && one !== held.past?.known) held.stood.delete(one);
  held.stood.set(known, stood);
  return stood;
}

function stand(known: Known, book: Rulebook, before: AlertsKnown | null = null): AlertsKnown {
  const stood = standings(known, book, before?.standings);
  return { known, book, standings: stood, groups: groupsOf(stood.values(), book, before?.groups) };
}

/** When each rule was last looked at, as far as it goes on looking; and how the city's level went. */
export function keptOf({ journal }: QuestionContext): {
  seenAt: ReadonlyMap<string, Instant>;
  levels: Levels;
} {
  if (journal === null) return { seenAt: new Map(), levels: [] };
  const looks = readWaiting(journal.states(LOOK));
  return {
    seenAt: new Map([...looks].map(([rule, { at }]) => [rule, at])),
    levels: readLevels(journal.states(LEVELS).get('')),
  };
}
