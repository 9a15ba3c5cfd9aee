import type { AlertEvent, AlertState, Severity, Sign, Subject } from '../../contract/alerts.ts';
import { DAY, HOUR, MINUTE } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Data, Params } from '../../contract/questions/index.ts';

/** The questions of alerts answered by going through every event, for tests. Slow and plain on purpose. */

/** All that happened up to an instant. */
export interface Happened {
  profile: Profile;
  events: readonly AlertEvent[];
  at: number;
}

/** One alert as its own events leave it. */
interface One {
  alert: string;
  rule: string;
  group: string;
  key: string;
  sign: Sign;
  severity: Severity;
  raisedAs: Severity;
  raisedAt: number;
  quiet: boolean;
  there: boolean;
  clearedAt: number | null;
  acknowledged: string | null;
  known: number | null;
  shelved: boolean;
  chattering: boolean;
  closedAt: number | null;
  owner: string | null;
  comments: number;
}

const SEVERITIES: Severity[] = ['critical', 'high', 'medium', 'low'];
const STATES: AlertState[] = ['new', 'acknowledged', 'returned', 'shelved', 'muted', 'off', 'closed'];

/** Every alert there ever was, in the order they were raised. */
function all({ events }: Happened): One[] {
  const found: One[] = [];
  for (const event of events) {
    if (event.event === 'raised') {
      const { alert, rule, group, sign, at, quiet } = event;
      found.push({
        ...{
          alert,
          rule,
          group,
          sign,
          key: sign.key,
          severity: sign.severity,
          raisedAs: sign.severity,
          raisedAt: at,
        },
        ...{ quiet, there: true, clearedAt: null, acknowledged: null, known: null, shelved: false },
        ...{ chattering: false, closedAt: null, owner: null, comments: 0 },
      });
    }
    const one = found.find((each) => 'alert' in event && each.alert === event.alert);
    if (one !== undefined) happen(one, event);
  }
  return found;
}

function happen(one: One, event: AlertEvent): void {
  if (event.event === 'commented') one.comments += 1;
  if (one.closedAt !== null) return;
  if (event.event === 'changed') [one.severity, one.sign] = [event.severity, event.sign];
  if (event.event === 'cleared') [one.there, one.clearedAt] = [false, event.at];
  if (event.event === 'returned') {
    [one.there, one.clearedAt, one.severity, one.sign] = [true, null, event.sign.severity, event.sign];
  }
  if (event.event === 'acknowledged') {
    one.acknowledged = event.by;
    if (event.by !== 'wall') one.known ??= event.at;
  }
  if (event.event === 'unacknowledged') one.acknowledged = null;
  if (event.event === 'shelved') one.shelved = true;
  if (event.event === 'unshelved') one.shelved = false;
  if (event.event === 'chattering') one.chattering = true;
  if (event.event === 'steady') one.chattering = false;
  if (event.event === 'owned') one.owner = event.owner;
  const known = one.acknowledged !== null || event.event === 'unshelved';
  if (!one.there && !one.shelved && known) one.closedAt = event.at;
}

/** The rules above one, the nearest first. */
function above(all: Happened, rule: string): string[] {
  const parent = all.profile.alerts.rules.find(({ id }) => id === rule)?.parent;
  return parent === undefined ? [] : [parent, ...above(all, parent)];
}

function isOff({ profile, events }: Happened, rule: string): boolean {
  if (profile.alerts.rules.find(({ id }) => id === rule)?.on !== true) return true;
  const last = events
    .filter((e) => (e.event === 'ruleOff' || e.event === 'ruleOn') && e.rule === rule)
    .at(-1);
  return last?.event === 'ruleOff';
}

/** Whether two subjects are kin, looking at every part there is. */
function kin({ profile }: Happened, parent: Subject, child: Subject): boolean {
  const source =
    child.source ??
    profile.services.find(({ id }) => id === child.service)?.source ??
    profile.indicators.indicators.find(({ id }) => id === child.indicator)?.source;
  const of: Record<string, string | undefined> = { ...child, ...(source === undefined ? {} : { source }) };
  const parts = Object.entries(parent);
  const differs = parts.some(([part, value]) => of[part] !== undefined && of[part] !== value);
  const more = parts.filter(([part]) => part !== 'service');
  const shares = (more.length > 0 ? more : parts).some(([part, value]) => of[part] === value);
  return shares && !differs;
}

/** How each alert that is not closed stands. */
function stood(happened: Happened): { one: One; state: AlertState; parent: string | null }[] {
  const open = all(happened).filter(({ closedAt }) => closedAt === null);
  const alone = (one: One): AlertState => {
    if (isOff(happened, one.rule)) return 'off';
    if (one.shelved) return 'shelved';
    return one.there ? (one.acknowledged === null ? 'new' : 'acknowledged') : 'returned';
  };
  const parentOf = (one: One): One | null => {
    if (!['new', 'acknowledged', 'returned'].includes(alone(one))) return null;
    for (const rule of above(happened, one.rule))
      for (const parent of open)
        if (
          parent.rule === rule &&
          ['new', 'acknowledged', 'returned'].includes(alone(parent)) &&
          parentOf(parent) === null &&
          !(parent.clearedAt !== null && one.raisedAt > parent.clearedAt) &&
          kin(happened, parent.sign.subject, one.sign.subject)
        )
          return parent;
    return null;
  };
  return open.map((one) => {
    const parent = parentOf(one);
    return { one, state: parent === null ? alone(one) : 'muted', parent: parent?.alert ?? null };
  });
}

const active = (state: AlertState): boolean => ['new', 'acknowledged', 'returned'].includes(state);
const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
const gravest = (some: readonly Severity[]): Severity =>
  SEVERITIES.find((one) => some.includes(one)) ?? 'low';

type Filter = Params<'alerts'>['filter'];
/** Groups that a filter finds, open ones alone, with the names of their alerts. */
export function countGroups(happened: Happened, filter: Filter) {
  const found = stood(happened).filter(
    ({ one, state }) =>
      (filter.states?.includes(state) ?? true) &&
      (filter.severities?.includes(one.severity) ?? true) &&
      (filter.rule === undefined || filter.rule === one.rule) &&
      (filter.unit === undefined || [one.sign.subject.unit, one.sign.unit].includes(filter.unit)) &&
      (filter.category === undefined || one.sign.subject.category === filter.category) &&
      (filter.area === undefined || one.sign.subject.area === filter.area) &&
      (filter.owner === undefined || (one.owner ?? '-') === filter.owner) &&
      (filter.atRisk === undefined || one.sign.atRisk === filter.atRisk),
  );
  const names = [...new Set(found.map(({ one }) => one.group))];
  const groups = names.map((group) => {
    const own = found.filter(({ one }) => one.group === group);
    const told = own.some(({ state }) => active(state)) ? own.filter(({ state }) => active(state)) : own;
    const unacknowledged = own.filter(({ state }) => state === 'new' || state === 'returned').length;
    return {
      group,
      state: STATES.find((state) => told.some((each) => each.state === state)),
      severity: gravest(told.map(({ one }) => one.severity)),
      atRisk: told.some(({ one }) => one.sign.atRisk),
      since: Math.min(...own.map(({ one }) => one.raisedAt)),
      count: own.length,
      unacknowledged,
      muted: own.filter(({ state }) => state === 'muted').length,
      alerts: own.map(({ one }) => one.alert).sort(),
    };
  });
  const isActive = ({ state }: (typeof groups)[number]): boolean => state !== undefined && active(state);
  return groups.sort(
    (a, b) =>
      Number(isActive(b)) - Number(isActive(a)) ||
      Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
      Number(b.atRisk) - Number(a.atRisk) ||
      rank(a.severity) - rank(b.severity) ||
      Number(b.unacknowledged > 0) - Number(a.unacknowledged > 0) ||
      a.since - b.since ||
      (a.group < b.group ? -1 : 1),
  );
}

/** The parts of `alerts` that are counts. */
export function countAlerts(happened: Happened): Pick<Data<'alerts'>, 'counts' | 'severities'> & {
  level: number;
  rules: { rule: string; stands: string; here: number }[];
} {
  const stand = stood(happened);
  const of = (state: AlertState): number => stand.filter((each) => each.state === state).length;
  const groups = countGroups(happened, {}).filter(({ state }) => state !== undefined && active(state));
  const severities = (severity: Severity): number => groups.filter((one) => one.severity === severity).length;
  // By what is there: of each group the gravest that is.
  const there = new Map<string, Severity>();
  for (const { one, state } of stand)
    if (state === 'new' || state === 'acknowledged')
      there.set(one.group, gravest([one.severity, there.get(one.group) ?? 'low']));
  const asGrave = (severity: Severity): number =>
    [...there.values()].filter((one) => rank(one) <= rank(severity)).length;
  const level = happened.profile.alerts.levels.findIndex(({ when }) =>
    (['critical', 'high', 'medium'] as const).every((severity) => asGrave(severity) >= (when[severity] ?? 0)),
  );
  return {
    counts: {
      ...{ new: of('new'), acknowledged: of('acknowledged'), returned: of('returned') },
      ...{ shelved: of('shelved'), muted: of('muted'), off: of('off') },
    },
    severities: {
      ...{ critical: severities('critical'), high: severities('high') },
      ...{ medium: severities('medium'), low: severities('low') },
    },
    level: level === -1 ? 3 : level,
    rules: happened.profile.alerts.rules.map(({ id, most }) => ({
      rule: id,
      stands: standsOf(happened, id, most),
      here: stand.filter(({ one }) => one.rule === id && one.there).length,
    })),
  };
}

function standsOf(happened: Happened, rule: string, most: number): string {
  const { events, at } = happened;
  if (isOff(happened, rule)) return 'off';
  const sight = events
    .filter((e) => (e.event === 'ruleSees' || e.event === 'ruleBlind') && e.rule === rule)
    .at(-1);
  if (sight?.event !== 'ruleSees')
    return sight?.event === 'ruleBlind' && sight.why === 'tooShort' ? 'young' : 'blind';
  const since = Math.floor(at / HOUR) * HOUR - 23 * HOUR;
  const raised = events.filter((e) => e.event === 'raised' && e.rule === rule && e.at >= since);
  return raised.length >= most ? 'full' : 'on';
}

/** The parts of `alarmFigures` that are counts; `now` is the instant that is asked about. */
export function countAlarms(happened: Happened, since: number, now: number) {
  const every = all(happened);
  const rang = every.filter(
    (one) =>
      one.raisedAt >= since &&
      !one.quiet &&
      !every.some(
        (parent) =>
          above(happened, one.rule).includes(parent.rule) &&
          parent.raisedAt <= one.raisedAt &&
          (parent.closedAt === null || parent.closedAt > one.raisedAt) &&
          kin(happened, parent.sign.subject, one.sign.subject),
      ),
  );
  const stand = stood(happened);
  const tens = Array.from(
    { length: 144 },
    (_, i) => (Math.floor(now / (10 * MINUTE)) - 143 + i) * 10 * MINUTE,
  );
  return {
    raised: rang.length,
    critical: rang.filter(({ raisedAs }) => raisedAs === 'critical').length,
    tens: tens.map((start) => ({
      start,
      raised: rang.filter(({ raisedAt }) => raisedAt >= start && raisedAt < start + 10 * MINUTE).length,
    })),
    stale: stand.filter(
      ({ one, state }) => (state === 'new' || state === 'acknowledged') && now - one.raisedAt > DAY,
    ).length,
    chattering: stand.filter(({ one }) => one.chattering).length,
    shelved: stand.filter(({ state }) => state === 'shelved').length,
    off: stand.filter(({ state }) => state === 'off').length,
    answered: rang.flatMap(({ known, raisedAt }) => (known === null ? [] : [known - raisedAt])),
    byRule: happened.profile.alerts.rules
      .map(({ id }) => ({ rule: id, count: rang.filter(({ rule }) => rule === id).length }))
      .filter(({ count }) => count > 0),
  };
}

/** What `lastHour` tells of alerts: what happened since an instant, each by its time and name. */
export function countLastHour(happened: Happened, since: number): string[] {
  const states = new Map(stood(happened).map(({ one, state }) => [one.alert, state]));
  return all(happened)
    .filter(({ alert }) => !['muted', 'shelved', 'off'].includes(states.get(alert) ?? 'closed'))
    .flatMap(({ alert, raisedAt, clearedAt, known }) => [
      ...(raisedAt >= since ? [`${raisedAt} raised ${alert}`] : []),
      ...(clearedAt !== null && clearedAt >= since ? [`${clearedAt} cleared ${alert}`] : []),
      ...(known !== null && known >= since ? [`${known} acknowledged ${alert}`] : []),
    ])
    .sort();
}

/** How an alert stands by its own page. */
export function countAlert(happened: Happened, alert: string) {
  const stand = stood(happened);
  const open = stand.find(({ one }) => one.alert === alert);
  const one = open?.one ?? all(happened).find((each) => each.alert === alert);
  return {
    state: open?.state ?? 'closed',
    comments: one?.comments ?? 0,
    owner: one?.owner ?? null,
    history: happened.events.filter((event) => 'alert' in event && event.alert === alert),
    children: stand
      .filter(({ parent }) => parent === alert)
      .map((each) => each.one.alert)
      .sort(),
  };
}
