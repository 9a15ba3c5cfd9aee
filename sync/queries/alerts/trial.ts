import { DateTime } from 'luxon';
import { alertBeat, numbered } from '../../alerts/machine/beat.ts';
import { fold } from '../../alerts/machine/fold.ts';
import { rulebookOf } from '../../alerts/machine/rulebook.ts';
import { figuresOf, NOTHING_KNOWN } from '../../alerts/machine/state.ts';
import type { Waiting } from '../../alerts/machine/waiting.ts';
import type { AlertRule } from '../../contract/alert-rules.ts';
import type { AlertEvent, WhyBlind } from '../../contract/alerts.ts';
import { CitywallError } from '../../contract/errors.ts';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import type { Data, Params } from '../../contract/questions/index.ts';
import { ruleProblems } from '../../profile/alerts.ts';
import { atOnce, type Question, type QuestionContext, type Steps } from '../question.ts';
import { lookAt, sourcesOf } from './signs.ts';

/** A day is looked at so often at most, and so is the time before it: a trial costs the same whatever the rule's rhythm. */
const MOST_LOOKS = 96;
/** The most alerts of a day that are told one by one. */
const MOST_ROWS = 200;
/** What a rule raises beyond its own `most` is counted too: that is what a trial is for. */
const MOST_RAISED = 10_000;

type Row = Data<'trial'>['rows'][number];

/** Throws `question-params` for a rule that the profile would leave out, naming what is wrong. */
function mustBeRight({ profile }: QuestionContext, rule: AlertRule): void {
  const [first] = ruleProblems(rule, profile);
  if (first === undefined) return;
  throw new CitywallError('question-params', {
    what: `${first.path}: expected ${first.expected}, found ${first.found}`,
    where: first.path,
    hint: 'Correct the rule and try it again.',
  });
}

/** How far two looks of a stretch are apart: a rule's rhythm, or so far that there are no more than may be. */
const stepOf = (length: number, every: number): number => Math.max(every, Math.ceil(length / MOST_LOOKS));

/** Instants from a start to an end, so far apart; the end is one of them. */
function instants(start: Instant, end: Instant, step: number): Instant[] {
  const found: Instant[] = [];
  for (let at = end; at >= start && found.length < MOST_LOOKS; at -= step) found.unshift(at);
  return found;
}

/** Whose past is not held: how far a source had come, and how this host was, at an instant that is over. */
const UNKNOWN_PAST: ReadonlySet<AlertRule['watch']['detector']> = new Set(['silence', 'host']);

/**
 * A rule tried on a day of the past, as the machine of alerts would have looked at it: every `every` minutes, but at most 96 times, after as long a run-in
 * as the rule takes to raise and to clear; whoever is rung takes it at once. What is known of the past today is what it is judged by: cases that came in late are there in time.
 */
export const trial: Question<'trial'> = {
  sources: (context, { rule }) => sourcesOf(context, rule),
  answer: (context, params) => atOnce(tried(() => context, params)),
  inSteps: tried,
};

/** A day of a trial, a look a step. */
function* tried(fresh: () => QuestionContext, { rule, day }: Params<'trial'>): Steps<Data<'trial'>> {
  const context = fresh();
  mustBeRight(context, rule);
  const zone = context.profile.city.timeZone;
  const midnight = DateTime.fromISO(day, { zone });
  const start = midnight.toMillis();
  const end = Math.min(midnight.plus({ days: 1 }).toMillis() - 1, context.at);
  const every = rule.every * MINUTE;
  const before = Math.max(rule.holds, rule.clears) * MINUTE;
  const steps = { before: stepOf(before, every), own: stepOf(end - start, every) };
  const own = instants(start, end, steps.own);
  const all = own.length === 0 ? [] : [...instants(start - before, start - 1, steps.before), ...own];
  const rhythm = Math.max(steps.before, steps.own) / MINUTE;
  const nothing = { day, looks: own.length, raised: 0, rows: [] };
  if (UNKNOWN_PAST.has(rule.watch.detector)) return { ...nothing, looks: 0, blind: 'noFacts' };
  const { events, blind } = yield* lived(fresh, { ...rule, every: rhythm }, all);
  const isBlind = own.length > 0 && blind.size === all.length ? ([...blind.values()][0] ?? null) : null;
  const rows = rowsOf(events, start);
  return { ...nothing, blind: isBlind, raised: rows.length, rows: rows.slice(0, MOST_ROWS) };
}

/** What happens to the alerts of a rule that is looked at in some instants, and why it could not be in which. */
function* lived(
  fresh: () => QuestionContext,
  rule: AlertRule,
  all: readonly Instant[],
): Steps<{ events: AlertEvent[]; blind: Map<Instant, WhyBlind> }> {
  const alone: AlertRule = { ...rule, on: true, parent: undefined, most: MOST_RAISED };
  const { profile } = fresh();
  const book = rulebookOf({ ...profile, alerts: { ...profile.alerts, rules: [alone] } });
  let known = NOTHING_KNOWN;
  let waiting: ReadonlyMap<string, Waiting> = new Map();
  const events: AlertEvent[] = [];
  const blindAt = new Map<Instant, WhyBlind>();
  for (const at of all) {
    const { blind, signs } = lookAt({ ...fresh(), at }, alone);
    if (blind !== null) blindAt.set(at, blind);
    const look = blind === null ? { rule: rule.id, signs } : { rule: rule.id, blind };
    const beat = alertBeat(known, book, [look], at, { waiting, demo: false });
    known = fold(known, numbered(known, [...beat.events, ...acknowledged(beat.events)]));
    waiting = new Map(
      [...beat.waiting].flatMap(([id, kept]) => (kept === null ? [] : [[id, kept] as const])),
    );
    events.push(...beat.events);
    yield;
  }
  return { events, blind: blindAt };
}

/** Whoever is rung takes it at once: what comes back after it was gone is another alert, and counts again. */
const acknowledged = (events: readonly AlertEvent[]): AlertEvent[] =>
  events.flatMap((event): AlertEvent[] => {
    if (event.event !== 'raised') return [];
    const { at, alert } = event;
    return [{ event: 'acknowledged', at, alert, by: 'trial', reason: 'trial', until: null }];
  });

/** Alerts that were raised from an instant on, the first first; `until` is when each was gone, null where it was there to the end. */
function rowsOf(events: readonly AlertEvent[], start: Instant): Row[] {
  const rows = new Map<string, Row>();
  for (const event of events) {
    if (event.event === 'raised') {
      rows.set(event.alert, { at: event.at, until: null, sign: figuresOf(event.sign) });
    }
    if (event.event !== 'cleared') continue;
    const row = rows.get(event.alert);
    if (row !== undefined) row.until = event.at;
  }
  return [...rows.values()].filter(({ at }) => at >= start);
}
