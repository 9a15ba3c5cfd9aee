import type { AlertEvent } from '../../contract/alerts.ts';
import type { Payload } from '../../contract/commands.ts';
import type { Instant } from '../../contract/instants.ts';
import { ruleOf, type Rulebook } from './rulebook.ts';
import type { Known, Life } from './state.ts';

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
export type Act = { events: AlertEvent[]; told: string } | { rejected: string };

/** A sentence for whoever gave the command. The wall does not know their language: both, the city's first. */
const said = (vi: string, en: string): string => `${vi} / ${en}`;

/** What becomes of one alert: an event, or why there is none. */
type One = AlertEvent | string;

const IS_CLOSED = said('đã đóng', 'is closed');
const NOT_THERE = said('không có cảnh báo này', 'there is no such alert');

/** What a command makes of one alert. What is as it is to be already is told, and harms nothing: two consoles may act at once. */
function one(life: Life, command: Exclude<AlertCommand, { rule: string }>, by: string, at: Instant): One {
  const { alert } = life;
  if (command.what === 'comment') return { event: 'commented', at, alert, by, note: command.note };
  if (life.closedAt !== null) return IS_CLOSED;
  switch (command.what) {
    case 'acknowledge': {
      const { reason, until } = command;
      if (life.acknowledged === null) return { event: 'acknowledged', at, alert, by, reason, until };
      const { by: whose } = life.acknowledged;
      return said(`${whose} đã nhận trước`, `${whose} has it already`);
    }
    case 'unacknowledge':
      if (life.acknowledged !== null) return { event: 'unacknowledged', at, alert, by };
      return said('chưa ai nhận', 'nobody has it');
    case 'shelve': {
      const { reason, until } = command;
      return { event: 'shelved', at, alert, by, reason, until };
    }
    case 'unshelve':
      if (life.shelved !== null) return { event: 'unshelved', at, alert, by };
      return said('không bị tạm gác', 'is not shelved');
    case 'own': {
      const owner = command.owner === 'me' ? by : null;
      if (life.owner !== owner) return { event: 'owned', at, alert, by, owner };
      return owner === null
        ? said('chưa ai phụ trách', 'nobody owns it')
        : said('bạn đang phụ trách', 'you own it');
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
  if (ruleOf(book, rule) === undefined)
    return { rejected: said(`không có quy tắc ${rule}`, `there is no rule ${rule}`) };
  const off = known.rules.get(rule)?.off ?? null;
  if (command.what === 'ruleOff')
    return off === null
      ? { events: [{ event: 'ruleOff', at, rule, by, reason: command.reason }], told: '' }
      : { events: [], told: said(`${off.by} đã tắt quy tắc này`, `${off.by} has switched it off already`) };
  return off === null
    ? { events: [], told: said('quy tắc đang bật', 'the rule is on') }
    : { events: [{ event: 'ruleOn', at, rule, by }], told: '' };
}

/**
 * What a person's command makes happen. It is rejected where not one alert that it names is there, where its time is over before it begins,
 * or where the profile has no such rule. What it cannot do to some of many, it says, and does the rest.
 */
export function act(known: Known, book: Rulebook, command: AlertCommand, by: string, now: Instant): Act {
  const at = Math.max(now, known.at);
  if (command.what === 'ruleOff' || command.what === 'ruleOn') return ofRule(known, book, command, by, at);
  if ('until' in command && command.until !== null && command.until <= at)
    return { rejected: said('thời hạn đã qua', 'the time it is to last until is over') };
  const events: AlertEvent[] = [];
  const told = new Map<string, number>();
  let found = 0;
  for (const alert of new Set(command.alerts)) {
    const life = known.open.get(alert) ?? known.closed.get(alert);
    if (life !== undefined) found += 1;
    const what = life === undefined ? NOT_THERE : one(life, command, by, at);
    if (typeof what === 'string') told.set(what, (told.get(what) ?? 0) + 1);
    else events.push(what);
  }
  const reasons = [...told].map(([why, n]) => (new Set(command.alerts).size === 1 ? why : `${n}: ${why}`));
  return found === 0 ? { rejected: NOT_THERE } : { events, told: reasons.join('; ') };
}
