import type { AlertState, Severity } from '../../../sync/contract/alerts.ts';
import { alertAt, alertsOf, type Place } from '../../../sync/contract/place.ts';
import type { AlertGroup } from '../../../sync/contract/questions/alerts.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { subjectWords } from '../../ui/alert-words.ts';
import type { MarkOf } from '../../ui/states.ts';
import type { By } from '../model.ts';
import { apart, telling } from './about.ts';
import { figureWords } from './figure.ts';
import { ruleName } from './rule-name.ts';

type Answered = Data<'alerts'>;

/** One group as a wall tells it, all words ready. */
export interface GroupLine {
  key: string;
  severity: Severity;
  state: AlertState;
  /** The state in words, and since when. */
  stands: string;
  /** What it is about. */
  title: string;
  /** May miss a target: these stand first. */
  atRisk: boolean;
  /** The figure in words. */
  figure: string;
  /** Who answers, who has it, how many there are: the most important first. */
  notes: readonly string[];
  /** Invented for demonstration, and not all others are. */
  demo: boolean;
  to: Place;
}

/** A remark on the rules themselves, beside what they raised. */
export interface Standing {
  mark: MarkOf | null;
  text: string;
}

/** What a wall tells of alerts. */
export interface Alerts {
  groups: readonly GroupLine[];
  /** Groups that there are beyond those. */
  more: number;
  /** Open groups of each severity that has some. */
  counts: readonly { severity: Severity; n: number }[];
  /** All of it is invented for demonstration; where only some is, those lines say so. */
  demo: boolean;
  /** Why the picture may be less than whole, and what it leaves out. */
  standing: readonly Standing[];
  /** Said where there is no group: calm only where every rule was looked at. */
  none: Standing | null;
}

/** What a group is about, and which rule saw it where its subject comes first. */
function titleOf({ subject, rule }: AlertGroup, by: By): { title: string; rule: string } {
  const name = ruleName(rule, by.names);
  return telling(subject) ? { title: subjectWords(subject, by), rule: name } : { title: name, rule: '' };
}

/** The figure of a field or an indicator says by itself what is not right; of a unit or a source the rule says it. */
const speaks = ({ subject: { category, indicator } }: AlertGroup): boolean =>
  category !== undefined || indicator !== undefined;

/** The figure of a group: its own where it is one alert, else that of its gravest, by name. */
function figureOf({ rows, subject, count }: AlertGroup, by: By): string {
  const [first, ...others] = rows;
  if (first === undefined) return '';
  const figure = figureWords(first.sign, by);
  const own = apart(first.subject, subject);
  if (count === 1 || !telling(own)) return figure;
  const what = subjectWords(own, by);
  return others.length === 0 ? `${what}: ${figure}` : by.say('alerts.gravest', { what, figure });
}

/** The state in words, with the instant that it is of: taken, gone, or put aside until. Of a new one its sign says it, and when it was raised is told. */
function standsOf(group: AlertGroup, { say, format, asOf }: By): string {
  const { state, since, changedAt, rows } = group;
  const [first] = rows;
  if (state === 'new') return format.moment(since, asOf);
  const word = say(`alertState.${state}`);
  const until = first?.shelvedUntil ?? null;
  if (state === 'shelved' && until !== null)
    return say('alerts.shelved', { state: word, when: format.moment(until, asOf) });
  const at: Partial<Record<AlertState, number | null | undefined>> = {
    acknowledged: first?.acknowledged?.at,
    returned: first?.clearedAt,
  };
  return say('alerts.at', { state: word, when: format.moment(at[state] ?? changedAt, asOf) });
}

function notesOf(group: AlertGroup, by: By): string[] {
  const { names, say, format, asOf } = by;
  const { state, since } = group;
  const { unit, owner, count, unacknowledged, muted, rows, subject } = group;
  const who = owner ?? rows.find(({ acknowledged }) => acknowledged !== null)?.acknowledged?.by ?? null;
  const notes = [
    unit === null || unit === subject.unit ? '' : names.unit(unit),
    who === null ? '' : say('alerts.held', { who }),
    count > 1 ? say('alertCounts.count', { n: format.count(count) }) : '',
    count > 1 && unacknowledged > 0 && unacknowledged < count
      ? say('alertCounts.unacknowledged', { n: format.count(unacknowledged) })
      : '',
    state === 'new' ? '' : say('alerts.since', { when: format.moment(since, asOf) }),
    muted === 0 ? '' : say('alerts.muted', { n: format.count(muted) }),
    rows.some(({ chattering }) => chattering) ? say('alertCounts.chattering') : '',
  ];
  return notes.filter((text) => text !== '');
}

/** Where a group leads: to its one alert, or to the queue of those it holds. */
function placeOf({ count, rows, rule, subject }: AlertGroup): Place {
  const [first] = rows;
  if (count === 1 && first !== undefined) return alertAt(first.alert);
  const { unit, category, area, indicator } = subject;
  return alertsOf({
    rule,
    ...(unit === undefined ? {} : { unit }),
    ...(category === undefined ? {} : { category }),
    ...(area === undefined ? {} : { area }),
    ...(indicator === undefined ? {} : { indicator }),
  });
}

function lineOf(group: AlertGroup, by: By): GroupLine {
  const { title, rule } = titleOf(group, by);
  const { group: key, severity, state, atRisk, demo } = group;
  return {
    ...{ key, severity, state, atRisk, demo, title },
    stands: standsOf(group, by),
    figure: [speaks(group) ? '' : rule, figureOf(group, by)].filter((text) => text !== '').join(': '),
    notes: notesOf(group, by),
    to: placeOf(group),
  };
}

type RuleStands = Answered['rules'][number]['stands'];

/** What is to be known of the rules: which could not be looked at, which are held, what was put aside. */
function standingOf({ rules, counts }: Answered, { say, format }: By): Standing[] {
  const of = (stands: RuleStands): number => rules.filter((rule) => rule.stands === stands).length;
  const watching = rules.length - of('off');
  const said: (Standing & { n: number })[] = [
    {
      n: of('blind'),
      mark: 'unknown',
      text: say('alerts.blind', { n: format.count(of('blind')), all: format.count(watching) }),
    },
    { n: of('young'), mark: null, text: say('alerts.young', { n: format.count(of('young')) }) },
    { n: of('full'), mark: 'orange', text: say('alerts.full', { n: format.count(of('full')) }) },
    { n: counts.shelved, mark: null, text: say('alerts.shelvedCount', { n: format.count(counts.shelved) }) },
    { n: counts.muted, mark: null, text: say('alerts.mutedCount', { n: format.count(counts.muted) }) },
    { n: of('off'), mark: null, text: say('alerts.off', { n: format.count(of('off')) }) },
  ];
  return said.filter(({ n }) => n > 0).map(({ mark, text }) => ({ mark, text }));
}

/** What is said where there is no group: that all is calm only where everything was looked at. */
function noneOf({ rules }: Answered, { panel, say, format }: By): Standing {
  const watching = rules.filter(({ stands }) => stands !== 'off');
  const unseen = watching.filter(({ stands }) => stands === 'blind');
  if (rules.length === 0) return { mark: 'unknown', text: say('alerts.noRules') };
  if (watching.length === 0) return { mark: 'unknown', text: say('alerts.allOff') };
  if (unseen.length === watching.length && unseen.every(({ seenAt }) => seenAt === null))
    return { mark: 'loading', text: say('alerts.firstLook') };
  if (watching.some(({ stands }) => stands === 'blind' || stands === 'full'))
    return { mark: 'unknown', text: say('alerts.nothingYet') };
  const { filter } = panel.question.params;
  // A list of what is to be dealt with leaves out what is not, and is of the whole city all the same.
  const narrowed =
    typeof filter === 'object' && filter !== null && Object.keys(filter).some((key) => key !== 'states');
  const calm = say(narrowed ? 'alerts.noneHere' : 'alerts.none');
  return {
    mark: null,
    text: `${calm}; ${say('alerts.seen', { n: format.count(watching.filter(({ stands }) => stands === 'on').length) })}`,
  };
}

/** The severities, the gravest first. */
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Severity[];

/** Alerts as a wall tells them, in the order of the answer; at most `most` groups. */
export function fromAlerts(data: Answered, by: By, most = Infinity): Alerts {
  const groups = data.groups.slice(0, most);
  const demo = groups.length > 0 && groups.every((group) => group.demo);
  return {
    groups: groups.map((group) => ({ ...lineOf(group, by), demo: group.demo && !demo })),
    demo,
    more: Math.max(0, data.matching.groups - groups.length),
    counts: SEVERITIES.map((severity) => ({ severity, n: data.severities[severity] })).filter(
      ({ n }) => n > 0,
    ),
    standing: standingOf(data, by),
    none: groups.length === 0 ? noneOf(data, by) : null,
  };
}

/** The one group whose sign may flash: the newest critical one that nobody has seen; null where there is none. */
export function flashing({ groups }: Answered): string | null {
  const ringing = groups.filter(
    ({ rings, severity, state }) => rings && severity === 'critical' && state === 'new',
  );
  return (
    ringing.reduce<AlertGroup | null>(
      (newest, one) => (newest === null || one.changedAt > newest.changedAt ? one : newest),
      null,
    )?.group ?? null
  );
}
