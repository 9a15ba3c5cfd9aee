import { DateTime } from 'luxon';
import { adjusted } from '../../alerts/detect/fdr.ts';
import { dispersionOf, shared } from '../../alerts/detect/shared.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import type { City } from '../../contract/profile.ts';
import { FEWEST_WEEKS, type Window } from '../usual.ts';

/** A count, and what there was in the same hours of earlier weeks. */
export interface Tested {
  readonly count: number;
  readonly earlier: readonly number[];
}

/** What is to be thought of a count, among others that are looked at with it. */
export interface Thought {
  /** What its past lets expect. */
  readonly expected: number;
  /** What chance alone would seldom bring more than. */
  readonly bound: number;
  /** The least share of chance among those marked with it, were it marked: small is unusual. 1 where there was no test. */
  readonly p: number;
}

/** What is thought of a count that was not looked at. */
export const NO_THOUGHT: Thought = { expected: 0, bound: 0, p: 1 };

/**
 * What is to be thought of many counts that are looked at together, in their order: each against its own earlier weeks and the
 * scatter that all of them share, and the tests controlled together, so that on a quiet day nearly nothing is marked however many
 * there are. A count below `minimum`, or with fewer than three earlier weeks, is one more test that finds nothing.
 */
export function thoughtOf(
  all: readonly Tested[],
  { rate, minimum = 1 }: { rate: number; minimum?: number },
): Thought[] {
  const dispersion = dispersionOf(all.map(({ earlier }) => earlier));
  const options = { dispersion, alpha: rate, side: 'above' } as const;
  const verdicts = all.map(({ count, earlier }) =>
    count < minimum || earlier.length < FEWEST_WEEKS
      ? null
      : shared({ count, earlier, exposure: 1 }, options),
  );
  const ps = adjusted(verdicts.map((verdict) => verdict?.p ?? 1));
  return verdicts.map((verdict, i) => ({
    expected: verdict?.expected ?? 0,
    bound: verdict?.bound ?? 0,
    p: ps[i] ?? 1,
  }));
}

/** The same hours of the same weekday in earlier weeks, the newest first, as far back as cases are held. */
export function sameHours(
  { since, until }: Window,
  { timeZone }: Pick<City, 'timeZone'>,
  weeks: number,
  first: Instant,
): Window[] {
  const windows: Window[] = [];
  for (let week = 1; week <= weeks; week++) {
    const end = DateTime.fromMillis(until, { zone: timeZone }).minus({ weeks: week }).toMillis();
    const start = end - (until - since);
    if (start >= first) windows.push({ since: start, until: end });
  }
  return windows;
}

/** The last so many hours up to an instant. */
export const lastHours = (hours: number, until: Instant): Window => ({ since: until - hours * HOUR, until });
