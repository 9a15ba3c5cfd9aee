import type { Instant } from '../../contract/instants.ts';
import type { Cases } from './cases.ts';
import type { Days } from './days.ts';

/** How far back a service's history goes: every case opened since `start`, and with `tail` the older ones still open. */
export interface Depth {
  start: Instant;
  tail: boolean;
}

/** A history that shows every month of a year, and the month a year ago whole: what all services want. */
const WANTED_DAYS = 400;
const MOST_DAYS = 3650;
/** As far as busy ones go back before the first goes further. */
const BUSY_MOST = WANTED_DAYS * 3;
/**
 * What rules, boards and a rule's trial look back over in the first service: six stretches of a fortnight for its backlog, twelve weeks of
 * a calendar, and a month to try a rule on. It comes before what other services need, the rest of its year after.
 */
const FIRST_DAYS = 130;
/** What they look back over in the busy ones: the same hours of six earlier weeks. */
const BUSY_DAYS = 44;
/** The share of all cases that the first service may take for that, one with few cases for its year, and a busy one. */
const SHARES = { first: 0.72, small: 0.02, busy: 0.55 } as const;
/** Where nothing is left for the busy ones, they take so much more together: the size is "about". */
const MORE = 0.25;
/** A service has no cases before the founding where today's alone are more than this share of all. */
const TODAY_SHARE = 0.5;
/**
 * But for the first service, a history shorter than this has no older open cases either: beside a few days' closings, the late of many
 * months would make a service look as if it were always late; and days of which only those are held, as if little had come in on them.
 */
const TAIL_FROM_DAYS = BUSY_DAYS;

/** A history that can be had, and about how many cases it has. */
interface Offer {
  depth: number;
  tail: boolean;
  cost: number;
}

/**
 * Shares a backlog of about `budget` cases among services, so that each keeps its natural rates: first what the first one is looked back
 * over, then the year of those with few cases, then what the busy ones are looked back over, as many whole days as fit, those with fewer
 * cases first. What then is left completes the first one's year, lengthens the busy ones', and deepens the first. A function of the
 * founding instant alone.
 */
export function depths(
  all: readonly Cases[],
  founded: Instant,
  budget: number,
  days: Days,
): Map<string, Depth> {
  const [first, ...others] = all;
  if (!first) return new Map();
  const today = days.of(founded);
  const passed = (founded - days.start(today)) / days.length(today);
  const sofar = (cases: Cases) => cases.mean(today) * passed;
  const stocks = new Map(all.map((cases) => [cases, stock(cases, today)]));
  /** The most whole days before today that fit into some room; today alone, with what is open of the first service, has to. */
  const offer = (cases: Cases, room: number, most: number): Offer => {
    const open = stocks.get(cases) ?? 0;
    const tailFrom = cases === first ? 0 : TAIL_FROM_DAYS;
    let [depth, cost] = [0, sofar(cases)];
    for (; depth < most; depth++) {
      const more = cost + cases.mean(today - depth - 1);
      if (more + (depth + 1 >= tailFrom ? open : 0) > room) break;
      cost = more;
    }
    const tail = depth >= tailFrom;
    return { depth, tail, cost: cost + (tail ? open : 0) };
  };
  const taken = new Map<Cases, Offer>();
  let left = budget;
  const take = (cases: Cases, one: Offer): void => {
    left -= one.cost - (taken.get(cases)?.cost ?? 0);
    taken.set(cases, one);
  };
  /** Lengthens what was taken by what is left. */
  const lengthen = (cases: Cases, most: number): void => {
    const had = taken.get(cases);
    if (had === undefined || left <= 0 || had.depth >= most) return;
    const longer = offer(cases, had.cost + left, most);
    if (longer.depth > had.depth) take(cases, longer);
  };

  take(first, offer(first, budget * SHARES.first, FIRST_DAYS));
  const busy: Cases[] = [];
  for (const cases of others) {
    const year = offer(cases, Math.min(left, budget * SHARES.small), WANTED_DAYS);
    if (year.depth === WANTED_DAYS) take(cases, year);
    else if (sofar(cases) <= budget * TODAY_SHARE) busy.push(cases);
  }
  // A week's, since dossiers are few on a Sunday.
  const weekly = (cases: Cases): number =>
    Array.from({ length: 7 }, (_, i) => cases.mean(today - i)).reduce((a, b) => a + b, 0);
  busy.sort((a, b) => weekly(a) - weekly(b));
  let more = budget * MORE;
  busy.forEach((cases, i) => {
    const later = busy.slice(i + 1).reduce((sum, one) => sum + sofar(one), 0);
    const room = Math.min(Math.max(left - later, more), budget * SHARES.busy);
    const one = offer(cases, room, BUSY_DAYS);
    take(cases, one);
    more -= one.cost;
  });
  lengthen(first, WANTED_DAYS);
  for (const most of [BUSY_DAYS, WANTED_DAYS, BUSY_MOST]) for (const cases of busy) lengthen(cases, most);
  // What is left over because no whole day of theirs fits is no reason for another: a larger city would be shallower.
  if (busy.every((cases) => taken.get(cases)?.depth === BUSY_MOST)) lengthen(first, MOST_DAYS);
  return new Map(
    all.map((cases): [string, Depth] => {
      const one = taken.get(cases);
      if (one === undefined) return [cases.service.id, { start: founded, tail: false }];
      return [cases.service.id, { start: days.start(today - one.depth), tail: one.tail }];
    }),
  );
}

/** About how many cases are open at a time: what comes in a day times how long it stays (Little's law), from last week's. */
function stock(cases: Cases, today: number): number {
  const window = cases.mean(today) * 7 < 500 ? 90 : 7;
  let days = 0;
  for (let day = today - window; day < today; day++)
    for (const sketch of cases.sketches(day)) days += (sketch.closedAt - sketch.openedAt) / 86_400_000;
  return days / window;
}
