import type { AlertRule } from '../../contract/alert-rules.ts';
import type { AlertEvent, Sign } from '../../contract/alerts.ts';
import { HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import { WALL } from './fold.ts';
import { groupOf, isQuiet, raisedLately, type Rulebook } from './rulebook.ts';
import { standings } from './standing.ts';
import { graver, RANK, thing, type Known, type Life } from './state.ts';
import { delays, type Delays, type Waiting } from './waiting.ts';

/** Figures that are so many times what was told, or so many times less, are told anew; but not more often than once an hour. */
const MOVED = 1.5;
const TOLD_EVERY = HOUR;

export interface LookAt {
  readonly known: Known;
  readonly book: Rulebook;
  readonly rule: AlertRule;
  readonly signs: readonly Sign[];
  readonly at: Instant;
  readonly demo: boolean;
  /** The rule's delays that go on. */
  readonly before: Waiting;
}

/** What one look at a rule makes happen, and the delays that run on after it. */
export function look(looked: LookAt): { events: AlertEvent[]; next: Waiting } {
  const { known, rule, at, before } = looked;
  const wait = delays(before);
  // Of two signs of one key the first counts.
  const signs = new Map([...looked.signs].reverse().map((sign) => [sign.key, sign]));
  const quiet = isQuiet(rule, at, looked.book.timeZone);
  const events: AlertEvent[] = [];
  if ((known.rules.get(rule.id)?.seesSince ?? null) === null)
    events.push({ event: 'ruleSees', at, rule: rule.id });
  const gone: Life[] = [];
  for (const life of known.open.values()) {
    if (life.rule !== rule.id) continue;
    const sign = signs.get(life.figures.key);
    signs.delete(life.figures.key);
    if (life.chattering && !isStill(life, sign !== undefined, looked, wait)) {
      if (sign !== undefined) events.push(...worse(life, sign, at, quiet));
      continue;
    }
    if (life.chattering) events.push({ event: 'steady', at, alert: life.alert });
    if (sign === undefined) {
      if (life.clearedAt !== null) continue;
      if (life.chattering || wait.over('off', life.alert, rule.clears)) gone.push(life);
    } else if (life.clearedAt === null) events.push(...told(life, sign, looked, wait, quiet));
    else
      events.push(
        { event: 'returned', at, alert: life.alert, sign, quiet },
        ...chatter(looked, sign, life.alert),
      );
  }
  events.push(...cleared(looked, gone));
  events.push(...raised(looked, [...signs.values()], { wait, quiet, ahead: events.length }));
  return { events, next: wait.next };
}

/** Whether a chattering alert has been as it is for so long that it chatters no more. */
function isStill({ alert }: Life, there: boolean, { at, book, rule }: LookAt, wait: Delays): boolean {
  const quietFor = Math.max(book.settings.chatter.minutes, there ? 0 : rule.clears);
  const since = wait.stillSince(alert, there);
  if (at - since < quietFor * MINUTE) return false;
  delete wait.next.still[alert];
  return true;
}

/** That it got graver is told at once; whoever acknowledged it as less grave did not know this. */
function worse(
  { alert, severity, acknowledged, seenAs }: Life,
  sign: Sign,
  at: Instant,
  quiet: boolean,
): AlertEvent[] {
  if (!graver(sign.severity, severity)) return [];
  const changed: AlertEvent = { event: 'changed', at, alert, severity: sign.severity, sign, quiet };
  const unseen = acknowledged !== null && (seenAs === null || graver(sign.severity, seenAs));
  return unseen ? [changed, { event: 'unacknowledged', at, alert, by: WALL, quiet }] : [changed];
}

/** What is told of an alert that is there: that it got graver, or for long enough less grave, or that its figures moved. */
function told(life: Life, sign: Sign, { at, rule }: LookAt, wait: Delays, quiet: boolean): AlertEvent[] {
  const { alert, severity, figures, toldAt } = life;
  if (graver(sign.severity, severity)) return worse(life, sign, at, quiet);
  if (graver(severity, sign.severity) && wait.over('easier', alert, rule.clears))
    return [{ event: 'changed', at, alert, severity: sign.severity, sign }];
  const [low, high] = [figures.value, sign.value].map(Math.abs).sort((a, b) => a - b);
  const isDue = at - toldAt >= TOLD_EVERY || at < toldAt;
  const moved = (high ?? 0) >= MOVED * (low ?? 0) && high !== low && isDue;
  if (!moved && sign.atRisk === figures.atRisk) return [];
  return [{ event: 'changed', at, alert, severity, sign: { ...sign, severity } }];
}

/** Those that have been gone for long enough. What was counted with its parent is known by that: nobody need say so again. */
function cleared({ known, book, at }: LookAt, gone: readonly Life[]): AlertEvent[] {
  const unknown = gone.some(({ acknowledged }) => acknowledged === null);
  const stand = unknown ? standings(known, book) : null;
  return gone.flatMap(({ alert, acknowledged }): AlertEvent[] => {
    const parent = acknowledged === null ? (stand?.get(alert)?.parent ?? null) : null;
    const event: AlertEvent = { event: 'cleared', at, alert };
    if (parent === null) return [event];
    return [event, { event: 'acknowledged', at, alert, by: WALL, reason: parent, until: null }];
  });
}

/** That a thing is there too often of late, where this is once too often. */
function chatter({ known, book, rule, at }: LookAt, { key }: Sign, alert: string): AlertEvent[] {
  const { times, minutes } = book.settings.chatter;
  const lately = known.ups.get(thing(rule.id, key)) ?? [];
  const count = lately.filter((up) => up > at - minutes * MINUTE && up <= at).length + 1;
  return count >= times ? [{ event: 'chattering', at, alert }] : [];
}

/** Signs that were there for long enough become alerts, the gravest first, as many as the rule may raise a day. `ahead` counts the look's events before them. */
function raised(
  looked: LookAt,
  signs: readonly Sign[],
  { wait, quiet, ahead }: { wait: Delays; quiet: boolean; ahead: number },
): AlertEvent[] {
  const { known, rule, at, demo } = looked;
  const due = signs
    .filter(({ key }) => wait.over('on', key, rule.holds))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.key < b.key ? -1 : 1));
  const room = Math.max(0, rule.most - raisedLately(known, rule.id, at));
  for (const { key } of due.slice(room)) wait.keep('on', key);
  const events: AlertEvent[] = [];
  for (const sign of due.slice(0, room)) {
    // An event's number is never given twice, so neither is the name of an alert.
    const alert = `a${known.n + ahead + events.length + 1}`;
    const group = groupOf(rule, sign);
    events.push({ event: 'raised', at, alert, rule: rule.id, group, sign, quiet, demo });
    events.push(...chatter(looked, sign, alert));
  }
  return events;
}
