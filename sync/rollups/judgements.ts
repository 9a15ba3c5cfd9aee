import type { Instant } from '../contract/instants.ts';
import type { CaseEvent } from '../contract/records.ts';
import type { CaseRow } from '../store/cases.ts';

/** What of a case its judgements are made of. */
export type Judgeable = Pick<CaseRow, 'opened' | 'closed' | 'rating' | 'events'>;

/** That a case came back, beside the ratings 1 to 5. */
export const RETURNED = 0;

/**
 * What citizens said of how a case was handled, and when: calls `visit` with its rating (1 to 5) at the instant of
 * its last `rated` event, else when it was closed, else when it was opened; and with RETURNED for every `reopened`
 * event. Nothing counts before the case was opened.
 */
export function eachJudgement(one: Judgeable, visit: (at: Instant, what: number) => void): void {
  const { opened, closed, rating } = one;
  let rated = -Infinity;
  for (const { what, at } of eventsIn(one.events)) {
    if (what === 'reopened') visit(Math.max(at, opened), RETURNED);
    if (what === 'rated' && at > rated) rated = at;
  }
  if (rating !== null) visit(Math.max(rated === -Infinity ? (closed ?? opened) : rated, opened), rating);
}

/** The events of a row of our own: checked when the record came, and not again. */
function eventsIn(text: string | null): readonly Pick<CaseEvent, 'what' | 'at'>[] {
  return text === null ? [] : JSON.parse(text);
}

/**
 * A tally of quality has two keys a unit: under the first, its five counts are how many ratings of 1 to 5 were
 * given; under the second, the first count is how often cases came back.
 */
export function qualityKey(unit: number, what: number): number {
  return unit * 2 + (what === RETURNED ? 1 : 0);
}

/** Which of the five counts of its key a judgement is, as a bit. */
export function qualityBit(what: number): number {
  return what === RETURNED ? 1 : 1 << (what - 1);
}
