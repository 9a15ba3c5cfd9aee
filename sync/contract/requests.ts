import { z } from 'zod';
import type { Instant } from './instants.ts';
import type { Role } from './people.ts';

/** What is asked: that a unit explains, that it carries out what was decided, that it handles one case otherwise. */
export const asking = z.enum(['explain', 'decide', 'direct']);

/** How a request stands with the city. That it is late follows from its deadline. */
export const requestState = z.enum(['asked', 'received', 'answered', 'accepted', 'sentBack', 'withdrawn']);
export type RequestState = z.infer<typeof requestState>;

/** What somebody does with a request. */
export const requestMove = z.enum(['ask', 'receive', 'answer', 'remind', 'accept', 'sendBack', 'withdraw']);
export type RequestMove = z.infer<typeof requestMove>;

/** Who may make a move, and from which state it leads to which; `none` is before there is a request. */
interface Rule {
  by: readonly [Role, ...Role[]];
  leads: Readonly<Partial<Record<RequestState | 'none', RequestState>>>;
}

/** The law of requests, as `docs/requests.md` tells it. What is not in it cannot happen. */
export const MOVES: Readonly<Record<RequestMove, Rule>> = {
  ask: { by: ['leader'], leads: { none: 'asked' } },
  receive: { by: ['officer'], leads: { asked: 'received' } },
  answer: { by: ['officer'], leads: { asked: 'answered', received: 'answered', sentBack: 'answered' } },
  remind: { by: ['leader'], leads: { asked: 'asked', received: 'received', sentBack: 'sentBack' } },
  accept: { by: ['leader'], leads: { answered: 'accepted' } },
  sendBack: { by: ['leader'], leads: { answered: 'sentBack' } },
  withdraw: {
    by: ['leader'],
    leads: { asked: 'withdrawn', received: 'withdrawn', answered: 'withdrawn', sentBack: 'withdrawn' },
  },
};

/** Whose turn it is in a state: the unit's, that of whoever asked, or nobody's any more. */
export const TURN: Readonly<Record<RequestState, 'unit' | 'asker' | null>> = {
  asked: 'unit',
  received: 'unit',
  sentBack: 'unit',
  answered: 'asker',
  accepted: null,
  withdrawn: null,
};

/** What of an entry of a history decides how a request stands. */
interface Played {
  at: Instant;
  what: RequestMove;
  /** Until when an answer is due from then on. */
  dueAt?: Instant | undefined;
}

/** How a request stands at an instant. */
export interface Standing {
  state: RequestState;
  dueAt: Instant;
}

/** How a request stands after one more move; null where the law has no such move. */
export function moved(before: Standing | null, { what, dueAt }: Played): Standing | null {
  const state = MOVES[what].leads[before?.state ?? 'none'];
  const due = dueAt ?? before?.dueAt;
  return state === undefined || due === undefined ? null : { state, dueAt: due };
}

/** How a request stands after all that had happened by an instant; null where it was not asked by then, or its history is none. */
export function standingAt(history: readonly Played[], at: Instant): Standing | null {
  let standing: Standing | null = null;
  for (const entry of history) {
    if (entry.at > at) break;
    standing = moved(standing, entry);
    if (standing === null) return null;
  }
  return standing;
}

/** Whether an answer is owed at an instant and its deadline has passed. */
export function isLate({ state, dueAt }: Standing, at: Instant): boolean {
  return TURN[state] === 'unit' && dueAt <= at;
}
