import type { AlertEvent, Sign } from '../../contract/alerts.ts';
import type { Instant } from '../../contract/instants.ts';
import { act, type AlertCommand } from './act.ts';
import { alertBeat, numbered, type Look } from './beat.ts';
import { fold } from './fold.ts';
import type { Rulebook } from './rulebook.ts';
import { standings } from './standing.ts';
import { NOTHING_KNOWN, type Known } from './state.ts';
import { waitingAfter, type Waiting } from './waiting.ts';

/** A wall's machine: what it knows and what waits, and all that happened. */
export function machine(book: Rulebook) {
  let known: Known = NOTHING_KNOWN;
  let waiting = new Map<string, Waiting>();
  const all: AlertEvent[] = [];
  const happen = (events: readonly AlertEvent[]): void => {
    known = fold(known, numbered(known, events));
    all.push(...events);
  };
  const beat = (looks: readonly Look[], now: Instant, by: Rulebook = book): string[] => {
    const done = alertBeat(known, by, looks, now, { waiting, demo: false });
    happen(done.events);
    waiting = waitingAfter(waiting, done.waiting);
    return done.events.map(({ event }) => event);
  };
  return {
    all,
    get known() {
      return known;
    },
    /** Looks at a rule, and tells what happened. */
    sees: (rule: string, signs: readonly Sign[], now: Instant) => beat([{ rule, signs }], now),
    beat,
    asks(command: AlertCommand, now: Instant, by = 'desk-1') {
      const done = act(known, book, command, by, now);
      if ('events' in done) happen(done.events);
      return done;
    },
    states: () =>
      [...standings(known, book).values()].map(({ life, state }) => `${life.figures.key} ${state}`),
  };
}
