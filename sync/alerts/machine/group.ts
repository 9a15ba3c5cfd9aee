import { alertState, type AlertState, type Severity, type Subject } from '../../contract/alerts.ts';
import { MINUTE } from '../../contract/instants.ts';
import { levelOf } from './level.ts';
import { isOlder } from './parents.ts';
import { perSeverity, type Rulebook } from './rulebook.ts';
import { isActive, type Standing } from './standing.ts';
import { graver, gravest, partsOf, RANK } from './state.ts';

/** Alerts of one rule that belong together. Its state and severity are the gravest of its own that are neither put aside nor muted, where there are any. */
export interface Group {
  readonly group: string;
  readonly rule: string;
  readonly state: AlertState;
  readonly severity: Severity;
  readonly atRisk: boolean;
  /** One of it is new, may ring, and is graver than all of it that anybody has seen. */
  readonly rings: boolean;
  readonly since: number;
  readonly changedAt: number;
  readonly unacknowledged: number;
  readonly muted: number;
  /** What all of it agree in. */
  readonly subject: Subject;
  readonly unit: string | null;
  readonly owner: string | null;
  readonly demo: boolean;
  /** Those at risk first, then the gravest, unacknowledged ones first, the longest there first. */
  readonly members: readonly Standing[];
}

/** States, what wants somebody first. */
const ORDER = new Map(alertState.options.map((state, place) => [state, place]));
const placeOf = (state: AlertState): number => ORDER.get(state) ?? 0;
const isUnacknowledged = ({ state }: Standing): boolean => state === 'new' || state === 'returned';

/** The order of alerts within a group, and of lists of them. */
export function compareStandings(a: Standing, b: Standing): number {
  return (
    Number(isActive(b.state)) - Number(isActive(a.state)) ||
    Number(b.life.figures.atRisk) - Number(a.life.figures.atRisk) ||
    RANK[a.life.severity] - RANK[b.life.severity] ||
    placeOf(a.state) - placeOf(b.state) ||
    (isOlder(a.life, b.life) ? -1 : 1)
  );
}

/** Whether an alert may ring: it is new, what it would ring for was in no quiet hours, it does not chatter, and is not just back. */
function mayRing({ life, state }: Standing, chatter: number): boolean {
  const { hushed, chattering, upBefore, upAt } = life;
  return (
    state === 'new' && !hushed && !chattering && (upBefore === null || upAt - upBefore >= chatter * MINUTE)
  );
}

/** What all of some agree in; null where they differ, or it is null. */
const common = <T>(all: readonly T[]): T | null => {
  const [first] = all;
  return first !== undefined && all.every((one) => one === first) ? first : null;
};

/** The parts that all of some subjects name alike. */
function commonSubject(members: readonly Standing[]): Subject {
  const [first, ...others] = members;
  const shared = partsOf(first?.life.figures.subject ?? {}).filter(([part, value]) =>
    others.every(({ life }) => life.figures.subject[part] === value),
  );
  return Object.fromEntries(shared);
}

function grouped(group: string, all: readonly Standing[], book: Rulebook): Group {
  const members = [...all].sort(compareStandings);
  const active = members.filter(({ state }) => isActive(state));
  const told = active.length > 0 ? active : members;
  const ringing = members.filter((one) => mayRing(one, book.settings.chatter.minutes));
  const gravestOf = (some: readonly (Severity | null)[]): Severity | null =>
    some.reduce<Severity | null>((a, b) => (b === null ? a : gravest(a, b)), null);
  const [loudest, seen] = [
    gravestOf(ringing.map(({ life }) => life.severity)),
    gravestOf(members.map(({ life }) => life.seenAs)),
  ];
  const state = Math.min(...told.map((one) => placeOf(one.state)));
  return {
    group,
    rule: members[0]?.life.rule ?? '',
    state: alertState.options[state] ?? 'new',
    severity: gravestOf(told.map(({ life }) => life.severity)) ?? 'low',
    atRisk: told.some(({ life }) => life.figures.atRisk),
    rings: loudest !== null && (seen === null || graver(loudest, seen)),
    since: Math.min(...members.map(({ life }) => life.raisedAt)),
    changedAt: Math.max(...members.map(({ life }) => life.changedAt)),
    unacknowledged: members.filter(isUnacknowledged).length,
    muted: members.filter((one) => one.state === 'muted').length,
    subject: commonSubject(members),
    unit: common(members.map(({ life }) => life.figures.unit)),
    owner: common(members.map(({ life }) => life.owner)),
    demo: members.some(({ life }) => life.demo),
    members,
  };
}

/** The order of groups: critical ones first, then those at risk of missing a target, then by severity, unacknowledged first, the oldest first. */
export function compareGroups(a: Group, b: Group): number {
  return (
    Number(isActive(b.state)) - Number(isActive(a.state)) ||
    Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
    Number(b.atRisk) - Number(a.atRisk) ||
    RANK[a.severity] - RANK[b.severity] ||
    Number(b.unacknowledged > 0) - Number(a.unacknowledged > 0) ||
    a.since - b.since ||
    (a.group < b.group ? -1 : 1)
  );
}

/** What each group was made of. */
const madeOf = new WeakMap<Group, readonly Standing[]>();

/** Alerts in their groups, in order. A group of the very alerts that it was of `before` is the same object. */
export function groupsOf(
  standings: Iterable<Standing>,
  book: Rulebook,
  before: readonly Group[] = [],
): Group[] {
  const byGroup = new Map<string, Standing[]>();
  for (const one of standings) {
    const there = byGroup.get(one.life.group);
    if (there === undefined) byGroup.set(one.life.group, [one]);
    else there.push(one);
  }
  const known = new Map(before.map((group) => [group.group, group]));
  return [...byGroup]
    .map(([group, members]) => {
      const last = known.get(group);
      const was = last === undefined ? undefined : madeOf.get(last);
      if (last !== undefined && was?.length === members.length && was.every((one, i) => one === members[i]))
        return last;
      const made = grouped(group, members, book);
      madeOf.set(made, members);
      return made;
    })
    .sort(compareGroups);
}

/** How many groups there are of each severity, those that are put aside, muted or out of service left out. */
export function severitiesOf(groups: readonly Group[]): Record<Severity, number> {
  return perSeverity(
    (severity) => groups.filter((one) => isActive(one.state) && one.severity === severity).length,
  );
}

/** The city's level by what is there now: a group of which all is gone counts no more, though nobody said that they know. */
export function cityLevel(groups: readonly Group[], book: Rulebook): number {
  const there = groups.filter(({ state }) => state === 'new' || state === 'acknowledged');
  return levelOf(
    book.settings,
    perSeverity((severity) => there.filter(({ members }) => gravestThere(members) === severity).length),
  );
}

/** The gravest of a group that is there. */
function gravestThere(members: readonly Standing[]): Severity | null {
  return members
    .filter(({ state }) => state === 'new' || state === 'acknowledged')
    .reduce<Severity | null>((found, { life }) => gravest(found, life.severity), null);
}
