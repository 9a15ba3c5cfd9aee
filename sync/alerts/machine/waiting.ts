import { z } from 'zod';
import type { AlertRule } from '../../contract/alert-rules.ts';
import { instant, MINUTE, type Instant } from '../../contract/instants.ts';
import { LOOKS_MISSED } from './rulebook.ts';

const since = z.record(z.string(), instant);

/**
 * The delays of one rule that have begun and are not over. They are kept beside the events, in the same step: a restart loses
 * nothing of them. They begin anew where the rule was not looked at meanwhile, since nobody knows what was then.
 */
export const waiting = z.object({
  /** When the rule was last looked at. */
  at: instant,
  /** Keys of signs that were not raised yet, with when they were first seen. */
  on: since,
  /** Alerts whose sign is gone, with since when. */
  off: since,
  /** Alerts that are less grave than they are told, with since when. */
  easier: since,
  /** Chattering alerts: whether their sign is there, and since when that is so. */
  still: z.record(z.string(), z.object({ there: z.boolean(), since: instant })),
});
export type Waiting = z.infer<typeof waiting>;

const none = (at: Instant): Waiting => ({ at, on: {}, off: {}, easier: {}, still: {} });

/** The delays of a rule that go on at an instant; none where it was not looked at for too long, or the clock was set back. */
export function goingOn(kept: Waiting | undefined, rule: AlertRule, at: Instant): Waiting {
  if (kept === undefined || kept.at > at || at - kept.at > LOOKS_MISSED * rule.every * MINUTE)
    return none(at);
  return { ...kept, at };
}

/** The delays of one look: those that ran before it, and those that run on after it. */
export interface Delays {
  /** Whether something has been so for some minutes by now; it is taken down where not. */
  over(of: 'on' | 'off' | 'easier', name: string, minutes: number): boolean;
  /** Takes down that something goes on waiting. */
  keep(of: 'on', name: string): void;
  /** Since when a chattering alert's sign is as it is. */
  stillSince(alert: string, there: boolean): Instant;
  readonly next: Waiting;
}

export function delays(before: Waiting): Delays {
  const { at } = before;
  const next = none(at);
  const begun = (of: 'on' | 'off' | 'easier', name: string): Instant =>
    Object.hasOwn(before[of], name) ? (before[of][name] ?? at) : at;
  return {
    next,
    over(of, name, minutes) {
      const from = begun(of, name);
      if (at - from >= minutes * MINUTE) return true;
      next[of][name] = from;
      return false;
    },
    keep(of, name) {
      next[of][name] = begun(of, name);
    },
    stillSince(alert, there) {
      const kept = Object.hasOwn(before.still, alert) ? before.still[alert] : undefined;
      const from = kept?.there === there ? kept.since : at;
      next.still[alert] = { there, since: from };
      return from;
    },
  };
}

/** Where the journal keeps the delays of rules: this, and the rule's code. */
export const LOOK = 'alerts.look.';

/** The delays of rules as they are kept, by the rule's code; those that cannot be read begin anew. */
export function readWaiting(kept: ReadonlyMap<string, unknown>): Map<string, Waiting> {
  return new Map(
    [...kept].flatMap(([rule, json]): [string, Waiting][] => {
      const read = waiting.safeParse(json);
      return read.success ? [[rule, read.data]] : [];
    }),
  );
}

/** The delays of all rules after those of some went on; null where none of a rule do. */
export function waitingAfter(
  before: ReadonlyMap<string, Waiting>,
  changed: ReadonlyMap<string, Waiting | null>,
): Map<string, Waiting> {
  const after = new Map(before);
  for (const [rule, next] of changed)
    if (next === null) after.delete(rule);
    else after.set(rule, next);
  return after;
}
