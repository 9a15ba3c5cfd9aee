import type { AlertSettings, Detector } from '../../contract/alert-rules.ts';
import type { AlertGroup } from '../../contract/questions/alerts.ts';
import type { Fact } from '../../contract/questions/wall.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import { alarmFigures } from '../alerts/alarm-figures.ts';
import { alerts } from '../alerts/alerts.ts';
import type { QuestionContext } from '../question.ts';
import { yearsEnd } from './headline-measures.ts';

/** What a headline says of alerts, and what it then does not say a second time. */

/** At most so many groups are told: what is left of a headline says what no alert does. */
const MOST = 2;
/** So many alerts of a group are looked through for what they are about. */
const ROWS = 40;

/** Every open group, those at risk first; also those that somebody put aside, which are told to whoever needs to know. */
export function openGroups(context: QuestionContext): readonly AlertGroup[] {
  return alerts.answer(context, { filter: {}, limit: 500, rows: ROWS })?.groups ?? [];
}

/** What needs a decision: it is there, and it is grave or may miss a target. */
const pressing = ({ state, severity, atRisk }: AlertGroup): boolean =>
  (state === 'new' || state === 'acknowledged') && (atRisk || severity === 'critical' || severity === 'high');

/** Those of them that a headline tells. */
const pressingOf = (groups: readonly AlertGroup[], limit = MOST): readonly AlertGroup[] =>
  groups.filter(pressing).slice(0, Math.min(MOST, limit));

/** Days that the loudest rule and floods are of, as the board of alarm figures has them. */
const DAYS = 30;

/** What operators were rung for. */
export function alarmsOf(context: QuestionContext): Fact | null {
  const figures = alarmFigures.answer(context, { days: DAYS });
  if (figures === null) return null;
  const { tens, operators, floods, top, days } = figures;
  const [loudest] = top;
  return {
    ...{ fact: 'alarms', operators, floods: floods.count },
    raised: tens.reduce((sum, { raised }) => sum + raised, 0),
    young: days.slice(0, -1).every(({ raised }) => raised === 0),
    top: loudest === undefined ? null : { rule: loudest.rule, share: loudest.share },
  };
}

/** When what a group warns of is decided; null where it is now. */
export function decidedBy(context: QuestionContext, { rule, rows }: AlertGroup): Instant | null {
  const watch = context.profile.alerts.rules.find(({ id }) => id === rule)?.watch;
  if (watch?.detector === 'target') return yearsEnd(context);
  const [gravest] = rows;
  return watch?.detector === 'late' && gravest !== undefined ? gravest.sign.until + watch.hours * HOUR : null;
}

/** What is gravest of the gravest group that nobody has acknowledged, whose it is, and how many such groups there are of all that are there. */
export function waiting(context: QuestionContext): Fact | null {
  const there = openGroups(context).filter(({ state }) => state === 'new' || state === 'acknowledged');
  const [first, ...others] = there.filter(({ unacknowledged }) => unacknowledged > 0);
  if (first === undefined) return null;
  const { rule, severity, atRisk, since, rows } = first;
  return {
    ...{ fact: 'queue', groups: others.length + 1, of: there.length },
    ...{ rule, severity, atRisk, since, subject: rows[0]?.subject ?? first.subject, unit: unitOf(first) },
  };
}

/** Who answers for a group; where its alerts are of several units, for the gravest. */
const unitOf = ({ unit, rows }: AlertGroup): string | null => unit ?? rows[0]?.unit ?? null;

/** The most pressing groups, in their order; the last says how many more there are. */
export function alertFacts(
  groups: readonly AlertGroup[],
  limit: number,
  by: (group: AlertGroup) => Instant | null,
): Fact[] {
  const all = groups.filter(pressing);
  const told = pressingOf(groups, limit).flatMap((group): Fact[] => {
    const [gravest] = group.rows;
    const { rule, severity, state, atRisk, since, count, subject, owner } = group;
    return gravest === undefined
      ? []
      : [
          {
            ...{ fact: 'alert', rule, severity, state, atRisk, since, count, subject, owner },
            ...{ unit: unitOf(group), by: by(group) },
            gravest: gravest.sign,
            others: 0,
          },
        ];
  });
  return told.map((fact, i) =>
    fact.fact === 'alert' && i === told.length - 1 ? { ...fact, others: all.length - told.length } : fact,
  );
}

/**
 * Which detectors' alerts tell of the same thing as a kind of fact. What is overdue by now is told beside what is about to be late:
 * those are two things.
 */
const TELLS: Readonly<Partial<Record<Fact['fact'], readonly Detector[]>>> = {
  hotspot: ['counts', 'cluster'],
  unusualDay: ['daily', 'limit'],
  atRisk: ['target'],
  shortfall: ['target'],
  lateSources: ['silence'],
};

/** What the city may miss is left out only where an alert of it is told: not where that was put aside, or others came first. */
const TOLD_ALOUD: ReadonlySet<Fact['fact']> = new Set(['atRisk', 'shortfall']);

type Subject = AlertGroup['subject'];

/** Whether an alert about `subject` is about what a fact is about. */
function isOf(fact: Fact, { category, area, indicator, source }: Subject): boolean {
  switch (fact.fact) {
    case 'hotspot':
      return category === fact.category && (area === undefined || area === fact.area);
    case 'unusualDay':
      return indicator === fact.indicator;
    case 'lateSources':
      return source === fact.source;
    default:
      return true;
  }
}

/** Whether an open alert tells of a fact already, however grave that found it: what it calls low is no decision. */
export function toldBy(groups: readonly AlertGroup[], fact: Fact, { rules }: AlertSettings): boolean {
  const detectors = TELLS[fact.fact] ?? [];
  const telling = TOLD_ALOUD.has(fact.fact) ? pressingOf(groups) : groups;
  return telling.some(({ rule, rows }) => {
    const by = rules.find(({ id }) => id === rule)?.watch.detector;
    return by !== undefined && detectors.includes(by) && rows.some(({ subject }) => isOf(fact, subject));
  });
}

/** Rules that are on, and how many of them could not be looked at, or not yet: of those, silence means nothing. */
export function unseenRules(context: QuestionContext): { unseen: number; rules: number } {
  const told = alerts.answer(context, { filter: {}, limit: 1, rows: 0 });
  const on = told?.rules.filter(({ stands }) => stands !== 'off') ?? [];
  return { unseen: on.filter(({ stands }) => stands === 'blind').length, rules: on.length };
}
