import type { Instant } from '../../contract/instants.ts';
import type { Cases } from './cases.ts';
import type { Days } from './days.ts';

/** How far back a service's history goes: every case opened since `start`, and with `tail` the older ones still open. */
export interface Depth {
  start: Instant;
  tail: boolean;
}

/** A history that shows every month of a year, and the month a year ago whole. */
const WANTED_DAYS = 400;
const MOST_DAYS = 3650;
/** The share of all cases that the first service may take for the history it wants, and a small one. */
const FIRST_SHARE = 0.7;
const SMALL_SHARE = 0.02;
/**
 * But for the first service, a history shorter than this has no older open cases either: beside a few days' closings, the late of many
 * months would make a service look as if it were always late.
 */
const TAIL_FROM_DAYS = 30;

/**
 * Shares a backlog of about `budget` cases among services, so that each keeps its natural rates: the first
 * gets depth first, then those with few cases, then the busy ones as many whole days as fit, with all that
 * is still open where those are a month or more. What then is left deepens the first. A function of the founding instant alone.
 */
export function depths(
  all: readonly Cases[],
  founded: Instant,
  budget: number,
  days: Days,
): Map<string, Depth> {
  const today = days.of(founded);
  const result = new Map<string, Depth>();
  const [first, ...others] = all;
  if (!first) return result;
  const stocks = new Map(all.map((cases) => [cases, stock(cases, today)]));
  const passed = (founded - days.start(today)) / days.length(today);
  const sofar = (cases: Cases) => cases.mean(today) * passed;
  const least = (cases: Cases) => (stocks.get(cases) ?? 0) + sofar(cases);
  /** The most whole days before today that fit, and what they cost. Undefined where not even their least fits. */
  const afford = (some: readonly Cases[], room: number, most: number, base = least) => {
    let cost = some.reduce((sum, cases) => sum + base(cases), 0);
    if (cost > room) return undefined;
    let depth = 0;
    for (; depth < most; depth++) {
      const more = some.reduce((sum, cases) => sum + cases.mean(today - depth - 1), 0);
      if (cost + more > room) break;
      cost += more;
    }
    return { depth, cost };
  };
  const grant = (some: readonly Cases[], room: number, most: number): number => {
    const whole = afford(some, room, most);
    const tail = whole !== undefined && (whole.depth >= TAIL_FROM_DAYS || some.includes(first));
    const found = tail ? whole : afford(some, room, most, sofar);
    const start = found === undefined ? founded : days.start(today - found.depth);
    for (const cases of some) result.set(cases.service.id, { start, tail });
    return found?.cost ?? 0;
  };

  const spent = grant([first], Math.max(budget * FIRST_SHARE, Math.min(budget, least(first))), WANTED_DAYS);
  let left = budget - spent;
  const busy: Cases[] = [];
  for (const cases of others) {
    const whole = afford([cases], Math.min(left, budget * SMALL_SHARE), WANTED_DAYS);
    if (whole?.depth === WANTED_DAYS) left -= grant([cases], left, WANTED_DAYS);
    else busy.push(cases);
  }
  if (afford(busy, left, 0, sofar)) left -= grant(busy, left, WANTED_DAYS * 3);
  else
    for (const cases of [...busy].sort((a, b) => sofar(a) - sofar(b)))
      left -= grant([cases], left, WANTED_DAYS);
  if (left > 0 && result.get(first.service.id)?.tail) grant([first], spent + left, MOST_DAYS);
  return result;
}

/** About how many cases are open at a time: what comes in a day times how long it stays (Little's law), from last week's. */
function stock(cases: Cases, today: number): number {
  const window = cases.mean(today) * 7 < 500 ? 90 : 7;
  let days = 0;
  for (let day = today - window; day < today; day++)
    for (const sketch of cases.sketches(day)) days += (sketch.closedAt - sketch.openedAt) / 86_400_000;
  return days / window;
}
