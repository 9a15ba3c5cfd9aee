import type { AlertEvent } from '../contract/alerts.ts';
import type { Decision } from '../contract/commands.ts';
import { DAY, type Instant } from '../contract/instants.ts';
import { ALERTS_KEPT } from '../store/alert-events.ts';
import type { Journal } from '../store/journal.ts';
import { act, type AlertCommand } from './machine/act.ts';
import { alertBeat, numbered, type Look } from './machine/beat.ts';
import { fold, folded } from './machine/fold.ts';
import { cityLevel, groupsOf, type Group } from './machine/group.ts';
import { LEVELS, levelsAfter, readLevels } from './machine/levels.ts';
import type { Rulebook } from './machine/rulebook.ts';
import { standings, type Standing } from './machine/standing.ts';
import { CLOSED_KEPT, type KeptEvent, type Known } from './machine/state.ts';
import { LOOK, readWaiting, waitingAfter } from './machine/waiting.ts';

/** The one who changes alerts. What it knows is on disk: each step is written in one transaction before it is known. */
export interface AlertDesk {
  readonly known: Known;
  /** Goes by other rules from now on. */
  rules(book: Rulebook): void;
  /** Takes what was seen of some rules, and the time. Returns how many events came of it. */
  beat(looks: readonly Look[], now: Instant, demo: boolean): number;
  /** Carries out a person's command; to be called within the transaction that keeps the command. */
  act(command: AlertCommand, by: string, now: Instant): Decision;
  /** Reads the journal again: where a transaction came to nothing, so did what it made known. */
  reread(): void;
}

type AlertsOf = Pick<Journal, 'alerts' | 'state' | 'states' | 'transact'>;

/** What is known of alerts by a journal, at an instant. */
export function knownBy(events: Pick<Journal['alerts'], 'since' | 'last'>, now: Instant): Known {
  const known = folded(events.since(0, now - CLOSED_KEPT));
  // The numbers of events that are left out are not given again.
  return { ...known, n: Math.max(known.n, events.last()) };
}

/** Opens the desk over a journal, of which it is the only one who writes alerts. `now` is the machine's clock, milliseconds. */
export function openAlerts(journal: AlertsOf, rules: Rulebook, now: () => Instant): AlertDesk {
  let book = rules;
  let known = knownBy(journal.alerts, now());
  let waiting = readWaiting(journal.states(LOOK));
  let dropped = 0;
  let stood: { standings: ReadonlyMap<string, Standing>; groups: readonly Group[] } = NOTHING_STANDS;

  /** Keeps some events and what follows from them; to be called within a transaction. */
  const keep = (events: readonly AlertEvent[]): void => {
    if (events.length === 0) return;
    const kept = numbered(known, events);
    const next = fold(known, kept);
    const ends = endsOf(kept, known, next);
    journal.alerts.append(kept, ends);
    known = next;
    const stand = standings(known, book, stood.standings);
    stood = { standings: stand, groups: groupsOf(stand.values(), book, stood.groups) };
    const level = cityLevel(stood.groups, book);
    const before = readLevels(journal.state.get(LEVELS));
    const after = levelsAfter(before, level, known.at);
    if (after !== before) journal.state.set(LEVELS, after);
  };

  const reread = (): void => {
    known = knownBy(journal.alerts, now());
    waiting = readWaiting(journal.states(LOOK));
  };
  /** Forgets years-old alerts, once a day: by the earlier of two clocks, since one that is wrong for a moment must not cost what is kept. */
  const drop = (at: Instant): void => {
    const today = Math.min(at, now());
    if (Math.abs(today - dropped) < DAY) return;
    journal.alerts.drop(today - ALERTS_KEPT);
    dropped = today;
  };
  return {
    get known() {
      return known;
    },
    rules(next) {
      book = next;
      stood = NOTHING_STANDS;
    },
    beat(looks, at, demo) {
      const beat = alertBeat(known, book, looks, at, { waiting, demo });
      if (beat.events.length === 0 && beat.waiting.size === 0) return 0;
      try {
        journal.transact(() => {
          keep(beat.events);
          for (const [rule, next] of beat.waiting)
            if (next !== null || waiting.has(rule)) journal.state.set(LOOK + rule, next);
        });
      } catch (error) {
        reread();
        throw error;
      }
      waiting = waitingAfter(waiting, beat.waiting);
      drop(at);
      return beat.events.length;
    },
    act(command, by, at) {
      const done = act(known, book, command, by, at);
      if ('rejected' in done) return { outcome: 'rejected', reason: '', remarks: [done.rejected] };
      keep(done.events);
      return { outcome: 'applied', reason: '', remarks: done.told.slice(0, MOST_REMARKS) };
    },
    reread,
  };
}

const NOTHING_STANDS = { standings: new Map(), groups: [] };

/** The most remarks of a decision: `commandResult` in the contract. Of one command they are of few kinds. */
const MOST_REMARKS = 20;

/** The numbers of those events by which an alert is closed that was not before. */
function endsOf(kept: readonly KeptEvent[], before: Known, next: Known): Set<number> {
  const ends = new Map<string, number>();
  for (const { n, event } of kept) {
    if (!('alert' in event) || event.event === 'commented' || before.closed.has(event.alert)) continue;
    if (next.closed.has(event.alert)) ends.set(event.alert, n);
  }
  return new Set(ends.values());
}
