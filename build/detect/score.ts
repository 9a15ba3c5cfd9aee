import type { Severity, Subject } from '../../sync/contract/alerts.ts';
import type { Instant } from '../../sync/contract/instants.ts';
import { DAY, MINUTE } from '../../sync/contract/instants.ts';
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

/** How many alerts rang a day, and critical ones a week. */
export function rates(raised: readonly Raised[], from: Instant, to: Instant) {
  const rang = raised.filter(({ at, muted }) => !muted && at >= from && at < to);
  const days = (to - from) / DAY;
  const critical = rang.filter(({ severity }) => severity === 'critical').length;
  return { perDay: rang.length / days, criticalPerWeek: (critical * 7) / days };
}

/** The share of the alerts that rang which are of no planted event. */
export function falseShare(
  events: readonly PlantedEvent[],
  raised: readonly Raised[],
  graceOf: (kind: string) => number,
): number | null {
  const rang = raised.filter(({ muted }) => !muted);
  const none = rang.filter((one) => !events.some((event) => isOf(one, event, graceOf(event.kind))));
  return rang.length === 0 ? null : none.length / rang.length;
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
