import type { AlertEvent, Sign, WhyBlind } from '../../contract/alerts.ts';
import type { Instant } from '../../contract/instants.ts';
import { fold, WALL } from './fold.ts';
import { look } from './look.ts';
import { inService, isLeftOut, isQuiet, ruleOf, type Rulebook } from './rulebook.ts';
import { happensAt, type KeptEvent, type Known, type Life } from './state.ts';
import { goingOn, type Waiting } from './waiting.ts';

/** What was seen of one rule, or why nothing could be. */
export type Look = { readonly rule: string } & (
  { readonly signs: readonly Sign[] } | { readonly blind: WhyBlind }
);

export interface BeatOptions {
  /** The delays of rules, as the beat before left them. */
  readonly waiting: ReadonlyMap<string, Waiting>;
  /** The city says that its figures are invented. */
  readonly demo: boolean;
}

export interface Beat {
  /** What happens, in order; to be kept under the numbers after what is known. */
  readonly events: readonly AlertEvent[];
  /** The delays of the rules that were looked at; null where none of a rule go on. To be kept in the same step. */
  readonly waiting: ReadonlyMap<string, Waiting | null>;
}

/** Events under the numbers that come next. */
export const numbered = (known: Known, events: readonly AlertEvent[]): KeptEvent[] =>
  events.map((event, i) => ({ n: known.n + i + 1, event }));

/**
 * What happens at an instant by itself: times that are over, and what some looks bring. Pure; without looks, the time alone passes.
 * A rule that is out of service or unknown is not looked at; a blind one keeps its alerts as they are.
 */
export function alertBeat(
  known: Known,
  book: Rulebook,
  looks: readonly Look[],
  now: Instant,
  { waiting, demo }: BeatOptions,
): Beat {
  const at = happensAt(known, now);
  const events: AlertEvent[] = [];
  const delays = new Map<string, Waiting | null>();
  let state = known;
  const happen = (more: readonly AlertEvent[]): void => {
    state = fold(state, numbered(state, more));
    events.push(...more);
  };
  happen(timesOver(state, book, at));
  for (const one of looks) {
    const rule = ruleOf(book, one.rule);
    if (rule === undefined || !inService(state, book, one.rule)) delays.set(one.rule, null);
    else if ('blind' in one) {
      const why = one.blind;
      const told = state.rules.get(rule.id)?.blind === why;
      happen(told ? [] : [{ event: 'ruleBlind', at, rule: rule.id, why }]);
      delays.set(rule.id, null);
    } else {
      const kept = delays.get(rule.id) ?? waiting.get(rule.id);
      const before = goingOn(kept, rule, at);
      const looked = look({ known: state, book, rule, signs: one.signs, at, demo, before });
      happen(looked.events);
      delays.set(rule.id, looked.next);
    }
  }
  return { events, waiting: delays };
}

/**
 * What time alone brings: what was put aside comes back, an acknowledgement ends, and alerts of a rule that is no more are closed. Those of a
 * rule that is written and wrong stay: one wrong letter does not make them new again once it is mended.
 */
function timesOver(known: Known, book: Rulebook, at: Instant): AlertEvent[] {
  const events: AlertEvent[] = [];
  for (const life of known.open.values()) {
    const { alert, rule: code, shelved, acknowledged, clearedAt } = life;
    const rule = ruleOf(book, code);
    if (rule === undefined && !isLeftOut(book, code)) {
      events.push(...ended(life, at));
      continue;
    }
    const isQuietNow = (): boolean => rule !== undefined && isQuiet(rule, at, book.timeZone);
    const back = shelved !== null && shelved.until <= at;
    if (back) events.push({ event: 'unshelved', at, alert, by: WALL, quiet: isQuietNow() });
    if (clearedAt !== null || (shelved !== null && !back)) continue;
    const until = acknowledged?.until ?? null;
    if (until !== null && until <= at)
      events.push({ event: 'unacknowledged', at, alert, by: WALL, quiet: isQuietNow() });
  }
  return events;
}

/** What closes an alert whose rule is no more: nobody could say any more that they know of it. */
function ended({ alert, rule, shelved, acknowledged, clearedAt }: Life, at: Instant): AlertEvent[] {
  const gone: AlertEvent[] = clearedAt === null ? [{ event: 'cleared', at, alert }] : [];
  if (shelved !== null) return [...gone, { event: 'unshelved', at, alert, by: WALL, quiet: true }];
  if (acknowledged !== null) return gone;
  return [...gone, { event: 'acknowledged', at, alert, by: WALL, reason: rule, until: null }];
}
