import { z } from 'zod';
import { CitywallError } from '../contract/errors.ts';
import { HOUR, type Instant } from '../contract/instants.ts';
import { jsonIn } from '../contract/json.ts';

/**
 * The order in which a snapshot hands out what a host holds, so that a picture of now can be drawn long before history is there: what is
 * open and what was closed lately, then measures, then all else. A record that nobody changes meanwhile is in one part alone; one that is
 * changed may be in two or in none, and comes with the deltas that follow.
 */
const PARTS = ['fact', 'open', 'recent', 'measure', 'closed', 'grave', 'personal'] as const;
export type Part = (typeof PARTS)[number];

/** From here on all is history. */
const HISTORY = PARTS.indexOf('measure');

/** A day, also one that is an hour longer. */
const LATELY = 25 * HOUR;

/** A place in a snapshot: the part, since when a case was closed lately, and the last row taken (of open cases: service, opened, row). */
export interface Place {
  part: Part;
  since: Instant;
  at: readonly [number, number, number];
}

const START: Place['at'] = [0, 0, 0];

/** Where a snapshot begins that is asked for at an instant. */
export const firstPlace = (asOf: Instant): Place => ({ part: PARTS[0], since: asOf - LATELY, at: START });

/** The part that follows, from its beginning; null after the last. */
export function followingPart({ part, since }: Place): Place | null {
  const next = PARTS[PARTS.indexOf(part) + 1];
  return next === undefined ? null : { part: next, since, at: START };
}

/** Whether what a picture of now needs was handed out before a place. */
export const isHistory = ({ part }: Place): boolean => PARTS.indexOf(part) >= HISTORY;

const token = z.tuple([z.enum(PARTS), z.int(), z.int(), z.int(), z.int().min(0)]);

/** A place as the text that comes back. */
export const placeText = ({ part, since, at }: Place): string => JSON.stringify([part, since, ...at]);

/** What {@link placeText} wrote. Throws `feed-message` for any other text. */
export function placeOf(text: string): Place {
  const parsed = token.safeParse(jsonIn(text));
  if (!parsed.success)
    throw new CitywallError('feed-message', {
      what: `"${text.slice(0, 100)}" is no place in a snapshot.`,
      where: 'chunk.after',
    });
  const [part, since, ...at] = parsed.data;
  return { part, since, at };
}
