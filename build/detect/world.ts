import { setImmediate } from 'node:timers/promises';
import { act } from '../../sync/alerts/machine/act.ts';
import { alertBeat, numbered, type Look } from '../../sync/alerts/machine/beat.ts';
import { fold } from '../../sync/alerts/machine/fold.ts';
import { inService, rulebookOf, type Rulebook } from '../../sync/alerts/machine/rulebook.ts';
import { standings } from '../../sync/alerts/machine/standing.ts';
import { gravest, NOTHING_KNOWN, type Known } from '../../sync/alerts/machine/state.ts';
import type { Waiting } from '../../sync/alerts/machine/waiting.ts';
import type { AlertRule, Detector } from '../../sync/contract/alert-rules.ts';
import type { AlertEvent } from '../../sync/contract/alerts.ts';
import { DAY, MINUTE, type Instant } from '../../sync/contract/instants.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import { demoCity, Life, type DemoCity } from '../../sync/feeds/demo/city.ts';
import { plantedEvents, type PlantedEvent } from '../../sync/feeds/demo/events.ts';
import { Measures } from '../../sync/feeds/demo/measures.ts';
import { withEvents } from '../../sync/feeds/demo/with-events.ts';
import { writerProfile } from '../../sync/host/threads/cache-threads.ts';
import { lookupIn, type LoadedProfile } from '../../sync/profile/index.ts';
import { answer } from '../../sync/queries/index.ts';
import { createWriter } from '../../sync/rollups/writer.ts';
import { openReadable } from '../../sync/store/cache.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';
import type { EventIn } from './plan.ts';
import { fewer } from './fewer.ts';
import { asReported } from './reported.ts';
import type { Raised } from './score.ts';

/** Days before the trial that the city lives unwatched, so that there is something usual. */
const LEAD = 120;
/** Days at the beginning of the trial whose alerts are not counted: what stands for months is raised then. */
export const SETTLING = 7;
/** Detectors that see this machine, which a trial has none of. */
const NOT_OF_CITY: ReadonlySet<Detector> = new Set(['host', 'rejected']);
/** Detectors that go by whole days, or cost much: so many minutes at least between two looks. */
const SLOWER: Partial<Record<Detector, number>> = {
  ...{ backlog: 720, daily: 720, limit: 720, target: 720 },
  cluster: 360,
};

export interface Trial {
  events: readonly EventIn[];
  seed: number;
  from: Instant;
  days: number;
  /** Minutes between two looks at a rule that sees nothing new. */
  step: number;
  folder: string;
}

/** What a trial came to. */
export interface Lived {
  raised: Raised[];
  planted: PlantedEvent[];
  /** The units that were given much of an event's cases, by its id. */
  given: Record<string, string[]>;
  /** Looks by rule: how many, how many blind with the last reason, and the milliseconds they took together. */
  looks: Record<string, { count: number; blind: number; why: string; ms: number }>;
}

/**
 * Lives so many days of a city in a data folder of its own, as a wall does: records come as they happen, the profile's rules are looked at
 * by the question `signs`, and the machine of alerts makes of it what it does on a wall. A rule is looked at every `step` minutes, those by days
 * more seldom, and again when something it waits for is due. A person acknowledges at once whatever is new.
 */
export async function lived(
  loaded: LoadedProfile,
  trial: Trial,
  tell: (day: number) => void,
): Promise<Lived> {
  const { from, seed, step } = trial;
  const to = from + trial.days * DAY;
  const lead = from - LEAD * DAY;
  const made = fewer(withEvents(loaded, trial.events));
  const city = demoCity(made, seed, from);
  const lives = city.cases.map((one) => new Life(city, one, { start: lead, tail: false }, undefined));
  // No rule looks at those of communes, and they are nine of ten.
  const said = new Measures(made, city)
    .between(0, to)
    .filter(({ subject }) => subject === 'city')
    .flatMap((measure) => [...asReported(measure)])
    .sort((a, b) => a.reportedAt - b.reportedAt);
  const writer = createWriter({
    ...writerProfile(loaded),
    ...{ folder: trial.folder, role: 'replica', serve: false, personal: null },
  });
  let seq = 0;
  let told = 0;
  const bring = async (at: Instant): Promise<void> => {
    const records: unknown[] = [];
    for (let next = said[told]; next !== undefined && next.reportedAt <= at; next = said[++told])
      records.push(next);
    for (const life of lives) for (const record of life.advance(life.mark(at))) records.push(record);
    const batch = { mode: 'replica', epoch: 'detect', from: seq, to: seq + records.length } as const;
    seq += records.length;
    const truth = { asOf: at, watermarks: city.marks.all(at) };
    await writer.apply({ ...batch, chain: String(seq), records: JSON.stringify(records), ...truth });
  };
  for (let at = lead; at <= from; at += DAY) await bring(at);

  const generation = currentGeneration(trial.folder);
  if (generation === null) throw new Error(`${trial.folder} holds no cache`);
  const cache = openReadable(generation.cache);
  const lookup = lookupIn(loaded.profile);
  const looks: Lived['looks'] = {};
  const see = (rule: AlertRule, at: Instant): Look => {
    const begun = performance.now();
    const context = {
      cache,
      lookup,
      profile: loaded.profile,
      at,
      live: true,
      journal: null,
      line: 'live',
    } as const;
    const answered = answer({ ...context, watermarks: city.marks.all(at) }, 'signs', { rule: rule.id });
    if (answered.content === 'error') throw new Error(`${rule.id}: ${answered.error.what}`);
    const data = answered.content === 'data' ? questions.signs.answer.parse(answered.data) : null;
    const why = data === null ? 'nothingHeld' : data.blind;
    const count = (looks[rule.id] ??= { count: 0, blind: 0, why: '', ms: 0 });
    count.count += 1;
    count.ms += performance.now() - begun;
    if (data !== null && why === null) return { rule: rule.id, signs: data.signs };
    const blind = why ?? 'nothingHeld';
    count.blind += 1;
    count.why = blind;
    return { rule: rule.id, blind };
  };

  const raised: Raised[] = [];
  const machine = machineOf(slowed(rulebookOf(loaded.profile), step));
  const rules = machine.rules();
  const next = new Map(rules.map(({ id }) => [id, from]));
  for (let at = from; at < to; at = Math.min(...next.values())) {
    await bring(at);
    const due = rules.filter(({ id }) => (next.get(id) ?? at) <= at);
    raised.push(
      ...machine.beat(
        due.map((rule) => see(rule, at)),
        at,
      ),
    );
    for (const rule of due) {
      const every = rule.every * MINUTE;
      const round = at - ((at - from) % every) + every;
      next.set(rule.id, Math.min(round, machine.wanted(rule) ?? round));
    }
    if ((at - from) % DAY === 0) tell((at - from) / DAY);
    await setImmediate();
  }
  cache.close();
  writer.close();
  const planted = plantedEvents(city, from, to);
  const given = Object.fromEntries(planted.map((event) => [event.id, givenUnits(city, event)]));
  return { raised, planted, given, looks };
}

/** A unit is given much where it has so large a share of an event's cases. */
const MUCH = 0.1;

/** The units that were given much of the cases that an event brought. */
function givenUnits(city: DemoCity, { effect, from, to, where }: PlantedEvent): string[] {
  const cases = city.cases.find(({ service }) => service.id === where.service);
  if (cases === undefined || (effect !== 'reports' && effect !== 'rise')) return [];
  const brought = new Map<string, number>();
  let all = 0;
  for (let day = city.days.of(from); day <= city.days.of(to); day++)
    for (const { planted, openedAt, category, unit } of cases.sketches(day)) {
      const own = planted !== undefined && (where.categories?.includes(category) ?? true);
      if (!own || openedAt < from || openedAt >= to) continue;
      all += 1;
      if (unit !== undefined) brought.set(unit, (brought.get(unit) ?? 0) + 1);
    }
  return [...brought].filter(([, count]) => count >= MUCH * all).map(([unit]) => unit);
}

/** A rulebook of the rules that are about the city, in the rhythm of the trial. */
function slowed(book: Rulebook, step: number): Rulebook {
  const rules = book.settings.rules
    .filter(({ watch }) => !NOT_OF_CITY.has(watch.detector))
    .map((rule) => ({ ...rule, every: Math.max(step, SLOWER[rule.watch.detector] ?? 0) }));
  return { ...book, settings: { ...book.settings, rules } };
}

/** The machine of alerts in memory, with a person who acknowledges whatever is new. */
function machineOf(book: Rulebook) {
  let known: Known = NOTHING_KNOWN;
  const waiting = new Map<string, Waiting>();
  /** What was raised, by its name: it may get graver later. */
  const rung = new Map<string, Raised>();
  const happen = (events: readonly AlertEvent[]): void => {
    known = fold(known, numbered(known, events));
  };
  return {
    rules: () => book.settings.rules.filter(({ id }) => inService(known, book, id)),
    /** When a rule is to be looked at next for what it waits for: a sign that must hold for some time. */
    wanted({ id, holds }: AlertRule): Instant | undefined {
      const since = Object.values(waiting.get(id)?.on ?? {});
      return since.length === 0 ? undefined : Math.min(...since) + Math.ceil(holds) * MINUTE;
    },
    beat(looks: readonly Look[], at: Instant): Raised[] {
      const beat = alertBeat(known, book, looks, at, { waiting, demo: true });
      happen(beat.events);
      for (const [rule, one] of beat.waiting)
        if (one === null) waiting.delete(rule);
        else waiting.set(rule, one);
      for (const event of beat.events) {
        if (event.event !== 'changed') continue;
        const one = rung.get(event.alert);
        if (one !== undefined) one.severity = gravest(one.severity, event.severity);
      }
      const up = beat.events.filter((event) => event.event === 'raised');
      const stand = up.length === 0 ? null : standings(known, book);
      const unseen = [...known.open.values()].filter(({ acknowledged }) => acknowledged === null);
      if (unseen.length > 0) {
        const alerts = unseen.map(({ alert }) => alert);
        const seen = act(
          known,
          book,
          { what: 'acknowledge', alerts, reason: 'seen', until: null },
          'operator',
          at,
        );
        if ('events' in seen) happen(seen.events);
      }
      return up.map(({ alert, rule, sign }) => {
        const one: Raised = {
          ...{ at, rule, severity: sign.severity, subject: sign.subject, areas: sign.areas },
          detector: book.settings.rules.find(({ id }) => id === rule)?.watch.detector ?? '',
          muted: stand?.get(alert)?.state === 'muted',
        };
        rung.set(alert, one);
        return one;
      });
    },
  };
}
