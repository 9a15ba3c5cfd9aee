import { cityLevel, groupsOf, severitiesOf, type Group } from '../../alerts/machine/group.ts';
import { levelSince } from '../../alerts/machine/levels.ts';
import { ruleStands } from '../../alerts/machine/rulebook.ts';
import { isActive, type Standing } from '../../alerts/machine/standing.ts';
import { OPEN_STATES } from '../../contract/alerts.ts';
import type { AlertFilter, AlertGroup } from '../../contract/questions/alerts.ts';
import type { Data } from '../../contract/questions/index.ts';
import { indicatorRows } from '../measures/indicator-rows.ts';
import type { Question, QuestionContext } from '../question.ts';
import { alertsKnown, keptOf, type AlertsKnown } from './known.ts';
import { closedStanding, finds, rowOf } from './row.ts';

/** Alerts in groups. What is known of them is known to this wall alone, whatever the city line. */
export const alerts: Question<'alerts'> = {
  ofNow: () => true,
  sources: () => [],
  answer(context, { filter, limit, rows }) {
    const stood = alertsKnown(context);
    const found = matching(stood, filter);
    const level = cityLevel(stood.groups, stood.book);
    return {
      level: { level, since: levelSince(keptOf(context).levels, level, atOrNow(context)) },
      counts: countsOf(stood),
      severities: severitiesOf(stood.groups),
      groups: found.slice(0, limit).map((group) => told(inOrder(context, stood, group), rows)),
      matching: {
        groups: found.length,
        alerts: found.reduce((n, { members }) => n + members.length, 0),
      },
      rules: rulesOf(context, stood),
      demo: [...stood.known.open.values()].some(({ demo }) => demo),
    };
  },
};

/** What people do here happens after the city's now where its data are late: at now, all of it is meant. */
const atOrNow = ({ live, at }: QuestionContext): number => (live ? Number.MAX_SAFE_INTEGER : at);

/** The groups of what a filter finds; closed ones the newest first. */
function matching({ standings, groups, known, book }: AlertsKnown, filter: AlertFilter): readonly Group[] {
  if (Object.values(filter).every((value) => value === undefined)) return groups;
  const wanted = finds(filter);
  const open = [...standings.values()].filter(wanted);
  if (filter.states?.includes('closed') !== true) return groupsOf(open, book);
  const closed = groupsOf([...known.closed.values()].map(closedStanding).filter(wanted), book);
  return [...groupsOf(open, book), ...closed.sort((a, b) => b.changedAt - a.changedAt)];
}

/** A group as it stands on boards: where its rule watches targets, the gravest indicator is the first on any of them. */
function inOrder(context: QuestionContext, { book }: AlertsKnown, group: Group): Group {
  const watch = book.settings.rules.find(({ id }) => id === group.rule)?.watch;
  if (watch?.detector !== 'target') return group;
  const places = new Map(
    (indicatorRows(context, watch.level) ?? []).map(({ indicator }, place) => [indicator, place]),
  );
  const placeOf = ({ life }: Standing): number =>
    places.get(life.figures.subject.indicator ?? '') ?? places.size;
  const members = group.members.toSorted(
    (a, b) => Number(isActive(b.state)) - Number(isActive(a.state)) || placeOf(a) - placeOf(b),
  );
  return { ...group, members };
}

function told({ members, ...group }: Group, rows: number): AlertGroup {
  return { ...group, count: members.length, rows: members.slice(0, rows).map(rowOf) };
}

function countsOf({ standings }: AlertsKnown): Data<'alerts'>['counts'] {
  const counts = new Map<string, number>();
  for (const { state } of standings.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
  const of = (state: Standing['state']): number => counts.get(state) ?? 0;
  const [first, acknowledged, returned, shelved, muted, off] = OPEN_STATES.map(of);
  return {
    ...{ new: first ?? 0, acknowledged: acknowledged ?? 0, returned: returned ?? 0 },
    ...{ shelved: shelved ?? 0, muted: muted ?? 0, off: off ?? 0 },
  };
}

/** Every rule: how it stands, how many alerts of it are there, and when it was last looked at. */
function rulesOf(context: QuestionContext, { known, book }: AlertsKnown): Data<'alerts'>['rules'] {
  const { at, live } = context;
  const { seenAt } = keptOf(context);
  const here = new Map<string, number>();
  for (const { rule, clearedAt } of known.open.values())
    if (clearedAt === null) here.set(rule, (here.get(rule) ?? 0) + 1);
  return book.settings.rules.map((rule) => {
    // Of the past, when a rule was last looked at is not kept: only since when it saw.
    const seen = live ? (seenAt.get(rule.id) ?? null) : (known.rules.get(rule.id)?.seesSince ?? null);
    return {
      rule: rule.id,
      stands: ruleStands(known, book, { rule, at, seenAt: live ? seen : null }),
      here: here.get(rule.id) ?? 0,
      seenAt: seen,
    };
  });
}
