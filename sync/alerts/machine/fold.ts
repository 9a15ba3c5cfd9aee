import type { AlertEvent } from '../../contract/alerts.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import {
  CLOSED_KEPT,
  figuresOf,
  graver,
  gravest,
  NOTHING_KNOWN,
  RULE_UNKNOWN,
  thing,
  UPS_FOR,
  UPS_KEPT,
  type KeptEvent,
  type Known,
  type Life,
  type RuleKnown,
} from './state.ts';

type EventOf<E extends AlertEvent['event']> = Extract<AlertEvent, { event: E }>;
/** Events that happen to one alert after its raise. */
type Later = Exclude<AlertEvent, { event: 'raised' } | { rule: string }>;

/** Who does what happens by itself. */
export const WALL = 'wall';

/**
 * How an alert is after one more event. Total: an event that means nothing for it as it stands, as a second acknowledgement,
 * or anything but a comment once it is closed, leaves it the same object.
 */
export function after(life: Life, event: Later): Life {
  const changed = (more: Partial<Life>): Life => ({ ...life, ...more, changedAt: event.at });
  if (event.event === 'commented') return changed({ comments: life.comments + 1 });
  if (life.closedAt !== null) return life;
  const gone = life.clearedAt !== null;
  switch (event.event) {
    case 'changed':
      if (gone) return life;
      return changed({
        ...{ severity: event.severity, figures: figuresOf(event.sign), toldAt: event.at },
        hushed: graver(event.severity, life.severity) ? hushedWorse(life, event) : life.hushed,
      });
    case 'cleared':
      if (gone) return life;
      return changed({
        clearedAt: event.at,
        closedAt: life.acknowledged !== null && life.shelved === null ? event.at : null,
      });
    case 'returned':
      if (!gone) return life;
      return changed({
        ...{ clearedAt: null, upBefore: life.upAt, upAt: event.at, hushed: event.quiet ?? life.hushed },
        ...{ severity: event.sign.severity, figures: figuresOf(event.sign), toldAt: event.at },
      });
    case 'chattering':
      return life.chattering ? life : changed({ chattering: true });
    case 'steady':
      return life.chattering ? changed({ chattering: false }) : life;
    case 'acknowledged':
      return life.acknowledged === null ? acknowledged(changed, life, event) : life;
    case 'unacknowledged':
      if (life.acknowledged === null) return life;
      return changed({
        ...{ acknowledged: null, seenAs: event.by === WALL ? null : life.seenAs },
        hushed: event.quiet ?? life.hushed,
      });
    case 'shelved': {
      const { by, at, reason, until } = event;
      return changed({ shelved: { by, at, reason, until } });
    }
    case 'unshelved':
      if (life.shelved === null) return life;
      // Whoever put it aside knew of it: where it is gone meanwhile, nothing is left to say.
      return changed({
        ...{ shelved: null, closedAt: gone ? event.at : null },
        hushed: event.quiet ?? life.hushed,
      });
    case 'owned':
      return life.owner === event.owner ? life : changed({ owner: event.owner });
  }
}

/** Whether what got graver is hushed: by its own hour where somebody had it as it was, else only where nothing of it may ring yet. */
function hushedWorse({ acknowledged: had, hushed }: Life, { quiet = hushed }: EventOf<'changed'>): boolean {
  return had === null ? hushed && quiet : quiet;
}

function acknowledged(
  changed: (more: Partial<Life>) => Life,
  life: Life,
  { by, at, reason, until }: EventOf<'acknowledged'>,
): Life {
  return changed({
    acknowledged: { by, at, reason, until },
    seenAs: gravest(life.seenAs, life.severity),
    firstAcknowledged: life.firstAcknowledged ?? (by === WALL ? null : at),
    closedAt: life.clearedAt !== null && life.shelved === null ? at : null,
  });
}

/** How a rule is after one more event of its own. */
function ruleAfter(known: RuleKnown, event: Extract<AlertEvent, { rule: string }>): RuleKnown {
  switch (event.event) {
    case 'ruleOff': {
      const { by, at, reason } = event;
      return { ...known, off: { by, at, reason } };
    }
    case 'ruleOn':
      return { ...known, off: null };
    case 'ruleSees':
      return { ...known, blind: null, seesSince: known.seesSince ?? event.at };
    case 'ruleBlind':
      return { ...known, blind: event.why, seesSince: null };
    case 'raised': {
      const hour = Math.floor(event.at / HOUR);
      const lately = [...known.raised].filter(([one]) => one > hour - 24);
      return { ...known, raised: new Map([...lately, [hour, (known.raised.get(hour) ?? 0) + 1]]) };
    }
  }
}

interface Folding {
  n: number;
  at: Instant;
  from: Instant | null;
  readonly open: Map<string, Life>;
  readonly closed: Map<string, Life>;
  readonly byThing: Map<string, string>;
  readonly ups: Map<string, readonly Instant[]>;
  readonly rules: Map<string, RuleKnown>;
}

function raise(into: Folding, event: EventOf<'raised'>): void {
  const { alert, rule, group, sign, quiet, demo, at } = event;
  if (into.open.has(alert) || into.closed.has(alert)) return;
  const about = thing(rule, sign.key);
  const last = into.ups.get(about)?.findLast((one) => one <= at) ?? 0;
  into.open.set(alert, {
    ...{ alert, rule, group, quiet, hushed: quiet, demo, raisedAt: at, raisedAs: sign.severity },
    ...{ figures: figuresOf(sign), toldAt: at, severity: sign.severity, changedAt: at },
    ...{ clearedAt: null, chattering: false, upBefore: last > at - UPS_FOR ? last : null, upAt: at },
    ...{ acknowledged: null, firstAcknowledged: null, seenAs: null, shelved: null },
    ...{ owner: null, comments: 0, closedAt: null },
  });
  into.byThing.set(about, alert);
  up(into, about, at);
  into.rules.set(rule, ruleAfter(into.rules.get(rule) ?? RULE_UNKNOWN, event));
}

function up(into: Folding, about: string, at: Instant): void {
  const lately = (into.ups.get(about) ?? []).filter((one) => one > at - UPS_FOR && one <= at);
  // Set anew, so that those that were longest still stand first and are the first to be forgotten.
  into.ups.delete(about);
  into.ups.set(about, [...lately, at].slice(-UPS_KEPT));
}

function happen(into: Folding, event: Later): void {
  const open = into.open.get(event.alert);
  const life = open ?? into.closed.get(event.alert);
  if (life === undefined) return;
  const next = after(life, event);
  if (next === life) return;
  const about = thing(life.rule, life.figures.key);
  if (event.event === 'returned') up(into, about, event.at);
  if (open === undefined) into.closed.set(life.alert, next);
  else if (next.closedAt === null) into.open.set(life.alert, next);
  else {
    into.open.delete(life.alert);
    into.closed.set(life.alert, next);
    if (into.byThing.get(about) === life.alert) into.byThing.delete(about);
  }
}

/** Forgets what is too long ago to matter, so that memory does not grow with the years. What a clock that was ahead told of later waits its turn. */
function forget(into: Folding): void {
  for (const [alert, { closedAt }] of into.closed) {
    if (closedAt !== null && closedAt > into.at) continue;
    if (closedAt === null || closedAt > into.at - CLOSED_KEPT) break;
    into.closed.delete(alert);
  }
  for (const [about, ups] of into.ups) {
    const last = ups.at(-1) ?? 0;
    if (last > into.at) continue;
    if (last > into.at - UPS_FOR) break;
    into.ups.delete(about);
  }
}

/**
 * What is known after some more events. Total: an event that is in it already (by its `n`), or about an alert that there is not,
 * changes nothing. Copies what is known once, however many events there are.
 */
export function fold(known: Known, events: Iterable<KeptEvent>): Known {
  let into: Folding | null = null;
  for (const { n, event } of events) {
    if (n <= (into ?? known).n) continue;
    into ??= {
      ...known,
      open: new Map(known.open),
      closed: new Map(known.closed),
      byThing: new Map(known.byThing),
      ups: new Map(known.ups),
      rules: new Map(known.rules),
    };
    into.n = n;
    into.at = event.at;
    into.from ??= event.at;
    if (event.event === 'raised') raise(into, event);
    else if ('rule' in event) {
      const rule = into.rules.get(event.rule) ?? RULE_UNKNOWN;
      into.rules.set(event.rule, ruleAfter(rule, event));
    } else happen(into, event);
    // After each, so that it does not matter in what portions they are told.
    forget(into);
  }
  return into ?? known;
}

/** What is known of events from the first on. */
export const folded = (events: Iterable<KeptEvent>): Known => fold(NOTHING_KNOWN, events);
