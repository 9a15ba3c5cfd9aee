import type { AlertState } from '../../../sync/contract/alerts.ts';
import type { CommandName, Payload } from '../../../sync/contract/commands.ts';
import { DAY, HOUR, MINUTE } from '../../../sync/contract/instants.ts';
import type { Given, Reply } from '../../../sync/contract/link.ts';
import type { AlertRow } from '../../../sync/contract/questions/alerts.ts';

/** What an operator does to alerts. `take` and `release` are the command `own`. */
export const DEEDS = [
  'acknowledge',
  'unacknowledge',
  'shelve',
  'unshelve',
  'take',
  'release',
  'comment',
] as const;
export type Deed = (typeof DEEDS)[number];

/** Those that need words: a reason, or what is remarked. */
export type WordyDeed = Extract<Deed, 'acknowledge' | 'shelve' | 'comment'>;
/** The command that does a deed, or switches a rule. */
export const commandOf = (deed: Deed | 'ruleOff' | 'ruleOn'): CommandName =>
  deed === 'take' || deed === 'release' ? 'own' : deed;
export const isWordy = (deed: Deed): deed is WordyDeed =>
  deed === 'acknowledge' || deed === 'shelve' || deed === 'comment';

type Standing = Pick<AlertRow, 'state' | 'acknowledged' | 'owner'>;

/** States in which a deed changes something and after which it does not again; null where the state says nothing of that. */
export const BEFORE: Readonly<Record<Deed, readonly AlertState[] | null>> = {
  acknowledge: ['new', 'returned'],
  unacknowledge: ['acknowledged'],
  shelve: ['new', 'acknowledged', 'returned'],
  unshelve: ['shelved'],
  take: null,
  release: null,
  comment: null,
};

/** Whether a deed changes anything of an alert as it stands. `me` is the name of this console; null where it is not known. */
export function canDo(deed: Deed, { state, owner }: Standing, me: string | null): boolean {
  if (state === 'closed') return deed === 'comment';
  const states = BEFORE[deed];
  if (states !== null) return states.includes(state);
  if (deed === 'take') return owner === null || owner !== me;
  return deed === 'comment' || owner !== null;
}

/**
 * What takes a deed back, where the standard allows it: an acknowledgement and a shelf are taken back; so is whose it is, but
 * only from and to nobody, since nobody can give an alert to another. What was said stays said.
 */
export function undoOf(deed: Deed, rows: readonly Standing[], me: string | null): Deed | null {
  switch (deed) {
    case 'acknowledge':
      return 'unacknowledge';
    case 'shelve':
      return 'unshelve';
    case 'take':
      return rows.every(({ owner }) => owner === null) ? 'release' : null;
    case 'release':
      return me !== null && rows.every(({ owner }) => owner === me) ? 'take' : null;
    default:
      return null;
  }
}

/** How long an alert may be put aside, beside a time of one's own. */
export const SHELVES = ['quarter', 'hour', 'shift'] as const;
export type Shelf = (typeof SHELVES)[number];

/** The instant a shelf is over. `hour` and `minute` are the city's own clock at `now`, `shifts` the times of day at which one ends: never, where there are none. */
export function shelfEnds(
  shelf: Shelf,
  now: number,
  clock: { hour: number; minute: number },
  shifts: readonly string[],
): number {
  if (shelf === 'quarter') return now + 15 * MINUTE;
  if (shelf === 'hour') return now + HOUR;
  return Math.min(...shifts.map((end) => nextAt(end, now, clock) ?? Infinity));
}

/**
 * The next instant at which the city's clock shows what was typed, `14:30`, `14.30` or `9h`; null where that is no time of day.
 */
export function nextAt(typed: string, now: number, clock: { hour: number; minute: number }): number | null {
  const [, h = '', m = '0'] = /^\s*(\d{1,2})\s*(?:[:.h]\s*(\d{2})?\s*)?$/i.exec(typed) ?? [];
  if (h === '' || Number(h) > 23 || Number(m) > 59) return null;
  const ahead = (Number(h) - clock.hour) * HOUR + (Number(m) - clock.minute) * MINUTE;
  const whole = now - (now % MINUTE);
  return whole + (ahead > 0 ? ahead : ahead + DAY);
}

/** The most alerts that one command names: `alerts` in the contract of commands. */
const AT_ONCE = 200;

/** Ids in the portions that one command takes. */
export function portions(alerts: readonly string[]): string[][] {
  const unique = [...new Set(alerts)];
  return Array.from({ length: Math.ceil(unique.length / AT_ONCE) }, (_, n) =>
    unique.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
}

/** What is said with a deed that needs words; `own`: it takes back what was done here, and nothing that somebody else did since. */
export interface Said {
  words: string;
  until: number | null;
  own?: true;
}

type Give = <N extends CommandName>(name: N, payload: Payload<N>, key: string) => Promise<Reply<Given>>;

/** Gives the command of a deed; null for a shelf without an end, which there is not. */
export function giveDeed(
  give: Give,
  deed: Deed,
  { alerts, said, key }: { alerts: string[]; said: Said; key: string },
): Promise<Reply<Given>> | null {
  const { words, until } = said;
  const own = said.own === undefined ? {} : { own: said.own };
  switch (deed) {
    case 'acknowledge':
      return give('acknowledge', { alerts, reason: words, until }, key);
    case 'shelve':
      return until === null ? null : give('shelve', { alerts, reason: words, until }, key);
    case 'comment':
      return give('comment', { alerts, note: words }, key);
    case 'take':
    case 'release':
      return give('own', { alerts, owner: deed === 'take' ? 'me' : 'nobody', ...own }, key);
    case 'unacknowledge':
    case 'unshelve':
      return give(deed, { alerts, ...own }, key);
  }
}
