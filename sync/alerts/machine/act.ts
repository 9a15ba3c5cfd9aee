import type { AlertEvent } from '../../contract/alerts.ts';
import type { Payload, Remark } from '../../contract/commands.ts';
import { DAY, type Instant } from '../../contract/instants.ts';
import { ruleOf, type Rulebook } from './rulebook.ts';
import { happensAt, type Known, type Life } from './state.ts';

/** The commands that are about alerts and their rules. */
export const ALERT_COMMANDS = [
  'acknowledge',
  'unacknowledge',
  'shelve',
  'unshelve',
  'own',
  'comment',
  'ruleOff',
  'ruleOn',
] as const;
export type AlertCommandName = (typeof ALERT_COMMANDS)[number];
/** What a person asks of alerts. */
export type AlertCommand = { [N in AlertCommandName]: { what: N } & Payload<N> }[AlertCommandName];

/** What is done about a command: what happens, and what is to be said of it; or why nothing is done. */
export type Act = { events: AlertEvent[]; told: Remark[] } | { rejected: Remark };

/** What becomes of one alert: an event, or why there is none. */
type One = AlertEvent | Remark;

/** What is put aside for longer is forgotten: ISA-18.2 wants a limit. */
const LONGEST_SHELF = 7 * DAY;

/** What a command makes of one alert. What is as it is to be already is told, and harms nothing: two consoles may act at once. */
function one(life: Life, command: Exclude<AlertCommand, { rule: string }>, by: string, at: Instant): One {
  const { alert } = life;
  if (command.what === 'comment') return { event: 'commented', at, alert, by, note: command.note };
  if (life.closedAt !== null) return { code: 'closed' };
  switch (command.what) {
    case 'acknowledge': {
      const { reason, until } = command;
      if (life.acknowledged === null) return { event: 'acknowledged', at, alert, by, reason, until };
      return { code: 'taken', name: life.acknowledged.by };
    }
    case 'unacknowledge':
      if (life.acknowledged === null) return { code: 'untaken' };
      if (command.own === true && life.acknowledged.by !== by)
        return { code: 'taken', name: life.acknowledged.by };
      return { event: 'unacknowledged', at, alert, by };
    case 'shelve': {
      const { reason, until } = command;
      return { event: 'shelved', at, alert, by, reason, until };
    }
    case 'unshelve':
      if (life.shelved === null) return { code: 'unshelved' };
      if (command.own === true && life.shelved.by !== by) return { code: 'has', name: life.shelved.by };
      return { event: 'unshelved', at, alert, by };
    case 'own': {
      const owner = command.owner === 'me' ? by : null;
      if (life.owner === owner) return { code: owner === null ? 'unowned' : 'yours' };
      if (command.own === true && life.owner !== null && life.owner !== by)
        return { code: 'has', name: life.owner };
      return { event: 'owned', at, alert, by, owner };
    }
  }
}

function ofRule(
  known: Known,
  book: Rulebook,
  command: Extract<AlertCommand, { rule: string }>,
  by: string,
  at: Instant,
): Act {
  const { rule } = command;
  if (ruleOf(book, rule) === undefined) return { rejected: { code: 'noRule', name: rule } };
  const off = known.rules.get(rule)?.off ?? null;
  if (command.what === 'ruleOff')
    return off === null
      ? { events: [{ event: 'ruleOff', at, rule, by, reason: command.reason }], told: [] }
      : { events: [], told: [{ code: 'ruleIsOff', name: off.by }] };
  if (off === null) return { events: [], told: [{ code: 'ruleIsOn' }] };
  if (command.own === true && off.by !== by)
    return { events: [], told: [{ code: 'ruleIsOff', name: off.by }] };
  return { events: [{ event: 'ruleOn', at, rule, by }], told: [] };
}

/**
 * What a person's command makes happen. It is rejected where not one alert that it names is there, where its time is over before it begins,
 * or where the profile has no such rule. What it cannot do to some of many, it says, and does the rest.
 */
export function act(known: Known, book: Rulebook, command: AlertCommand, by: string, now: Instant): Act {
  const at = happensAt(known, now);
  if (command.what === 'ruleOff' || command.what === 'ruleOn') return ofRule(known, book, command, by, at);
  if ('until' in command && command.until !== null && command.until <= at)
    return { rejected: { code: 'timeOver' } };
  if (command.what === 'shelve' && command.until - at > LONGEST_SHELF)
    return { rejected: { code: 'tooLong' } };
  const events: AlertEvent[] = [];
  const told = new Map<string, Required<Pick<Remark, 'n'>> & Remark>();
  const named = new Set(command.alerts);
  let found = 0;
  for (const alert of named) {
    const life = known.open.get(alert) ?? known.closed.get(alert);
    if (life !== undefined) found += 1;
    const what: One = life === undefined ? { code: 'noAlert' } : one(life, command, by, at);
    if ('event' in what) {
      events.push(what);
      continue;
    }
    const alike = `${what.code} ${what.name ?? ''}`;
    told.set(alike, { ...what, n: (told.get(alike)?.n ?? 0) + 1 });
  }
  if (found === 0) return { rejected: { code: 'noAlert' } };
  const remarks = [...told.values()];
  return { events, told: named.size === 1 ? remarks.map(({ n: _, ...why }) => why) : remarks };
}
