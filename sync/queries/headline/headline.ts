import { UNKNOWN } from '../../contract/questions/cases.ts';
import type { Params } from '../../contract/questions/index.ts';
import type { Fact } from '../../contract/questions/wall.ts';
import { openNow } from '../flows/backlog.ts';
import { firstOpened } from '../flows/cases.ts';
import { daily } from '../measures/daily.ts';
import { findHotspots } from '../flows/hotspots.ts';
import { countStates, indicatorRows } from '../measures/indicator-rows.ts';
import { missedOf } from '../flows/compared.ts';
import { lateCases } from '../flows/judged.ts';
import {
  alarmsOf,
  alertFacts,
  decidedBy,
  openGroups,
  toldBy,
  unseenRules,
  waiting,
} from './headline-alerts.ts';
import { fieldOverdue } from './headline-cases.ts';
import {
  boardIndicator,
  furthestMoved,
  rowsOf,
  unusualDay,
  weakestComponent,
  yearsEnd,
} from './headline-measures.ts';
import { requestsOpen } from './headline-requests.ts';
import { indicatorOf } from '../measures/indicator.ts';
import { serviceOf, type Question, type QuestionContext } from '../question.ts';
import { lateSources, sourceRows } from '../data/sources.ts';
import { countToday } from '../flows/today.ts';
import { lateShareOf, unitStandings } from '../flows/units.ts';

type Asked = Params<'headline'>;
type About = Exclude<Asked['about'][number], 'alert'>;
type Finder = (context: QuestionContext, asked: Asked) => Fact | null;

/** Of what is equal the order is that of codes: in what order sums are kept must not be seen. */
const byUnit = (a: { unit: string }, b: { unit: string }): number =>
  a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0;

/** So many units are told as those with most late cases. */
const MOST_LATE = 5;
/** So many units that are worse than the city are named. */
const NAMED = 2;
/** Below this share of what the period before closed, a period says nothing of itself yet. */
const BEGUN = 0.1;

/**
 * What there may be to say, in the order of {@link URGENCY}. Each gives the worst of its kind, or null where there is
 * nothing to decide.
 */
const FINDERS: Record<About, Finder> = {
  hotspot(context, { service }) {
    if (!serviceOf(context, service).sums.includes('categoryArea')) return null;
    const [worst] = findHotspots(context, service, 1);
    return worst === undefined ? null : { fact: 'hotspot', ...worst };
  },
  overdue(context, { service }) {
    const now = openNow(context, service);
    return now.overdue === 0 ? null : { fact: 'overdue', service, ...now };
  },
  onTime(context, { service }) {
    if (!serviceOf(context, service).sums.includes('unit')) return null;
    if (firstOpened(context.cache, service) === null) return null;
    const ask = { service, range: 'reportingMonth' } as const;
    const running = unitStandings(context, { ...ask, whole: false });
    // Of a period that has only begun, what it took over past its time is nearly all there is to judge by.
    const begun = running.city.closed < (running.before?.closed ?? 0) * BEGUN;
    const { city, rows, groups } = begun ? unitStandings(context, { ...ask, whole: true }) : running;
    const worse = rows
      .filter(({ group }) => group === 'worse')
      .sort((a, b) => b.excess - a.excess || byUnit(a, b));
    const isOne = worse.length > 0;
    const late = rows
      .filter((row) => lateCases(row) > 0)
      .sort((a, b) => lateCases(b) - lateCases(a) || byUnit(a, b));
    const told = isOne ? [groups.worse] : late.slice(0, MOST_LATE);
    const lateShare = lateShareOf(told, city);
    if (city.onTime === null || lateShare === null) return null;
    return {
      ...{ fact: 'onTime', service, whole: begun, onTime: city.onTime, lateShare },
      missed: lateCases(city),
      worse: worse.slice(0, NAMED).map((row) => {
        const { count, of } = missedOf(row);
        return { unit: row.unit, late: count, of };
      }),
      units: isOne ? groups.worse.units : told.length,
      first: isOne ? null : (late.find(({ unit }) => unit !== UNKNOWN)?.unit ?? null),
    };
  },
  field: fieldOverdue,
  queue: waiting,
  one: boardIndicator,
  alarms: alarmsOf,
  requests: requestsOpen,
  unusualDay,
  atRisk(context, asked) {
    const rows = rowsOf(context, asked);
    const { red, total, unknown } = countStates(rows);
    const [gravest] = rows;
    if (red === 0 || gravest === undefined) return null;
    const { indicator, chance, lead } = gravest;
    return {
      fact: 'atRisk',
      red,
      total,
      unknown,
      gravest: { indicator, chance, lead },
      by: yearsEnd(context),
    };
  },
  shortfall(context, asked) {
    for (const row of rowsOf(context, asked)) {
      const { state, indicator, value, shortfall, lead, period } = row;
      if (state !== 'red' && state !== 'orange') return null;
      if (value !== null && shortfall !== null && shortfall > 0 && period !== null)
        return { fact: 'shortfall', indicator, value, shortfall, lead, period, by: yearsEnd(context) };
    }
    return null;
  },
  weakest: weakestComponent,
  risers: furthestMoved,
  lateSources(context) {
    const rows = sourceRows(context);
    const late = lateSources(rows);
    const [first] = late;
    if (first === undefined || first.watermark === null) return null;
    return {
      fact: 'lateSources',
      late: late.length,
      total: rows.length,
      source: first.source,
      state: first.state === 'stale' ? 'stale' : 'late',
      since: first.watermark,
    };
  },
};

/** The gravest first: what the city may miss before what is loud in one street just now. */
const URGENCY: readonly About[] = [
  'queue',
  'alarms',
  'requests',
  'one',
  'atRisk',
  'shortfall',
  'unusualDay',
  'hotspot',
  'field',
  'overdue',
  'onTime',
  'weakest',
  'risers',
  'lateSources',
];
/** What can be said while history is still being fetched. */
const OF_NOW: ReadonlySet<About> = new Set(['queue', 'requests', 'field', 'overdue', 'lateSources']);
const OF_CASES: readonly Asked['about'][number][] = ['hotspot', 'overdue', 'onTime', 'field'];

type Calm = Extract<Fact, { fact: 'calm' }>;
/** What all is well of, by what a board is about first. */
const CALM: Readonly<Partial<Record<Asked['about'][number], Calm['of']>>> = {
  hotspot: 'places',
  field: 'fields',
  overdue: 'times',
  onTime: 'times',
  atRisk: 'indicators',
  shortfall: 'indicators',
  queue: 'alerts',
  requests: 'requests',
};

/** What is said where nothing needs a decision: that not every alert rule was looked at, or else of what the board is about, cases before all else. */
function calm(context: QuestionContext, { service, about, fields }: Asked): Fact {
  const ofAlerts = about.includes('alert') || about.includes('queue');
  const { unseen, rules } = ofAlerts ? unseenRules(context) : { unseen: 0, rules: 0 };
  if (unseen > 0)
    return { fact: 'unseen', service, count: countToday(context, service).count, unseen, rules };
  const ofCases = about.some((one) => OF_CASES.includes(one) || one === 'atRisk' || one === 'shortfall');
  if (!ofCases && about.includes('unusualDay')) {
    const days = daily.answer(context, { ...(fields === undefined ? {} : { fields }), days: 28 });
    const known = days?.rows.filter((row) => row.value !== null) ?? [];
    if (known.length > 0) return { fact: 'quiet', of: 'days', total: known.length };
  }
  if (!ofCases && about.includes('lateSources'))
    return { fact: 'quiet', of: 'sources', total: sourceRows(context).length };
  const [first] = about;
  const of = (first === undefined ? undefined : CALM[first]) ?? 'all';
  return { fact: 'calm', service, count: countToday(context, service).count, of };
}

/**
 * What needs a decision now: alerts first, then what none of them tells, by the same rules and figures as the panels; `onTime` is of the reporting
 * month, or of the one before while it has only begun. Judged by the service's source where cases are asked about and by that of the indicator it is about,
 * else by the city line.
 */
export const headline: Question<'headline'> = {
  ofNow: () => true,
  sources(context, { service, about, indicator }) {
    const { source } = serviceOf(context, service);
    const cases = about.some((one) => OF_CASES.includes(one)) ? [source] : [];
    const one =
      about.includes('one') && indicator !== undefined ? [indicatorOf(context, indicator).source] : [];
    return [...new Set([...cases, ...one])];
  },
  answer(context, asked) {
    const { service, about, limit } = asked;
    serviceOf(context, service);
    const nothing = firstOpened(context.cache, service) === null;
    if (nothing && indicatorRows(context, 'city') === null) return null;
    const groups = about.includes('alert') ? openGroups(context) : [];
    const facts: Fact[] = alertFacts(groups, limit, (group) => decidedBy(context, group));
    for (const one of URGENCY) {
      if (facts.length === limit) break;
      if (context.partial === true && !OF_NOW.has(one)) continue;
      const fact = about.includes(one) ? FINDERS[one](context, asked) : null;
      if (fact !== null && !toldBy(groups, fact, context.profile.alerts)) facts.push(fact);
    }
    if (facts.length > 0) return { facts };
    const all = calm(context, asked);
    // Of what is not there yet nobody knows that all is well.
    return context.partial === true && all.fact !== 'unseen' ? null : { facts: [all] };
  },
};
