import type { Severity, Subject } from '../../sync/contract/alerts.ts';
import type { Instant } from '../../sync/contract/instants.ts';
import { DAY, HOUR, MINUTE } from '../../sync/contract/instants.ts';
import type { Size } from '../../sync/feeds/demo/events-settings.ts';
import type { PlantedEvent } from '../../sync/feeds/demo/events.ts';

/** An alert of the trial, as it was raised. */
export interface Raised {
  at: Instant;
  rule: string;
  detector: string;
  /** The gravest that it became. */
  severity: Severity;
  subject: Subject;
  /** Places that a cluster reaches over. */
  areas: readonly string[];
  /** Counted with a parent, so that it rang nowhere. */
  muted: boolean;
}

/** What was found of one kind and size. */
export interface Row {
  kind: string;
  size: Size;
  planted: number;
  found: number;
  /** From the beginning of an event to its first alert; null where none was found. */
  medianDelayMinutes: number | null;
}

/** Detectors that can see an event which is of a whole service, and so has no mark in common with what an alert is about. */
const SEES: Partial<Record<PlantedEvent['effect'], string>> = { slow: 'response', gap: 'gap' };

/**
 * Whether an alert may be due to an event: it is raised while the event is there or shortly after, it names the same field, unit, place,
 * indicator or source, and nothing that the event names otherwise.
 */
export function isOf({ at, subject, areas, detector }: Raised, event: PlantedEvent, grace: number): boolean {
  if (at < event.from || at > event.to + grace) return false;
  const { where } = event;
  if (subject.service !== undefined && where.service !== undefined && subject.service !== where.service)
    return false;
  if (SEES[event.effect] !== undefined) return detector === SEES[event.effect];
  const here = [...(subject.area === undefined ? [] : [subject.area]), ...areas];
  const shared = [
    agree(subject.category, where.categories),
    agree(subject.unit, where.unit === undefined ? undefined : [where.unit]),
    agree(subject.indicator, where.indicators),
    agree(subject.source, where.source === undefined ? undefined : [where.source]),
    here.length === 0 || where.areas === undefined
      ? undefined
      : here.some((area) => where.areas?.includes(area)),
  ];
  return !shared.includes(false) && shared.includes(true);
}

/** Whether a mark is among some; undefined where either side names none. */
function agree(one: string | undefined, some: readonly string[] | undefined): boolean | undefined {
  return one === undefined || some === undefined ? undefined : some.includes(one);
}

/** What was found, by kind and size in the order they are planted in. An alert that was counted with its parent finds nothing. */
export function scored(
  events: readonly PlantedEvent[],
  raised: readonly Raised[],
  graceOf: (kind: string) => number,
): Row[] {
  const rang = raised.filter(({ muted }) => !muted);
  const rows = new Map<string, Row & { delays: number[] }>();
  for (const kind of new Set(events.map((one) => one.kind)))
    for (const size of ['small', 'middle', 'large'] as const)
      rows.set(`${kind}|${size}`, {
        ...{ kind, size, planted: 0, found: 0, medianDelayMinutes: null },
        delays: [],
      });
  for (const event of events) {
    const row = rows.get(`${event.kind}|${event.size}`);
    if (row === undefined) continue;
    row.planted += 1;
    const first = rang.find((one) => isOf(one, event, graceOf(event.kind)));
    if (first === undefined) continue;
    row.found += 1;
    row.delays.push((first.at - event.from) / MINUTE);
  }
  return [...rows.values()].map(({ delays, ...row }) => ({ ...row, medianDelayMinutes: median(delays) }));
}

/** The events that no alert found. */
export function missedOf(
  events: readonly PlantedEvent[],
  raised: readonly Raised[],
  graceOf: (kind: string) => number,
): PlantedEvent[] {
  const rang = raised.filter(({ muted }) => !muted);
  return events.filter((event) => !rang.some((one) => isOf(one, event, graceOf(event.kind))));
}

/** How many alerts rang a day, and critical ones a week. */
export function rates(raised: readonly Raised[], from: Instant, to: Instant) {
  const rang = raised.filter(({ at, muted }) => !muted && at >= from && at < to);
  const days = (to - from) / DAY;
  const critical = rang.filter(({ severity }) => severity === 'critical').length;
  return { perDay: rang.length / days, criticalPerWeek: (critical * 7) / days };
}

/** Detectors that tell a fact of the city, as a limit that is passed, and test nothing: right, whatever was planted. */
const FACTS: ReadonlySet<string> = new Set(['limit', 'target', 'silence']);

/** What an alert comes of: an event itself, what follows from one, a fact that nobody planted, or nothing. */
export type Cause = 'event' | 'follows' | 'fact' | 'nothing';

/** How long after its end something may still follow from an event, and the units that were given its cases. */
interface Wake {
  hours: (kind: string) => number;
  units: (event: PlantedEvent) => ReadonlySet<string>;
}

/**
 * What an alert comes of. What follows from an event is no find, but no false alarm either: a unit that is given what a flood
 * brings, or one that still closes what its lapse left behind.
 */
export function causeOf(
  one: Raised,
  events: readonly PlantedEvent[],
  graceOf: (kind: string) => number,
  wake: Wake,
): Cause {
  if (events.some((event) => isOf(one, event, graceOf(event.kind)))) return 'event';
  const follows = (event: PlantedEvent): boolean => {
    const grace = graceOf(event.kind) + wake.hours(event.kind) * HOUR;
    if (isOf(one, event, grace)) return true;
    const { unit, category, area, service } = one.subject;
    const given = unit !== undefined && category === undefined && area === undefined;
    if (!given || service !== event.where.service || one.at < event.from || one.at > event.to + grace)
      return false;
    return wake.units(event).has(unit);
  };
  if (events.some(follows)) return 'follows';
  return FACTS.has(one.detector) ? 'fact' : 'nothing';
}

/** How many of the alerts that rang come of what, by rule. */
export function causes(raised: readonly Raised[], causeOf: (one: Raised) => Cause) {
  const counted = new Map<string, Record<Cause, number>>();
  for (const one of raised) {
    if (one.muted) continue;
    const row = counted.get(one.rule) ?? { event: 0, follows: 0, fact: 0, nothing: 0 };
    counted.set(one.rule, row);
    row[causeOf(one)] += 1;
  }
  return counted;
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
