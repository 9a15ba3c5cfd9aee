import type { AlertEvent, Severity, Sign, Subject, WhyBlind } from '../../contract/alerts.ts';
import { DAY, MINUTE, type Instant } from '../../contract/instants.ts';

/** An event as it is kept: `n` counts 1, 2, 3 ... in the order that things happened. */
export interface KeptEvent {
  readonly n: number;
  readonly event: AlertEvent;
}

/** The figures of a sign, without its picture: what a list shows, and all of it that is held in memory. */
export type Figures = Omit<Sign, 'series' | 'areas'>;

/** What a person said when they took an alert, or put it aside. */
interface Said<Until> {
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
  readonly until: Until;
}

/** One alert from its raise to its close, as its events made it. */
export interface Life {
  readonly alert: string;
  readonly rule: string;
  readonly group: string;
  /** Raised in its rule's quiet hours. */
  readonly quiet: boolean;
  /** What it would ring for happened in quiet hours: its raise, or since then that it got graver, or came back. */
  readonly hushed: boolean;
  readonly demo: boolean;
  readonly raisedAt: Instant;
  readonly raisedAs: Severity;
  /** Its newest figures, and since when they are told. */
  readonly figures: Figures;
  readonly toldAt: Instant;
  readonly severity: Severity;
  /** Whatever last happened to it. */
  readonly changedAt: Instant;
  /** Since when it is gone; null while it is there. */
  readonly clearedAt: Instant | null;
  readonly chattering: boolean;
  /** The activation before this one, of this alert or of one about the same: null where there was none lately. */
  readonly upBefore: Instant | null;
  /** Since when it is there, or was last. */
  readonly upAt: Instant;
  readonly acknowledged: Said<Instant | null> | null;
  /** When a person first acknowledged it; the wall itself does not count. */
  readonly firstAcknowledged: Instant | null;
  /** The gravest that somebody has seen it as; null where nobody has, or their time is over. */
  readonly seenAs: Severity | null;
  readonly shelved: Said<Instant> | null;
  readonly owner: string | null;
  readonly comments: number;
  readonly closedAt: Instant | null;
}

/** What is known of a rule by events. What its settings are, the profile says. */
export interface RuleKnown {
  /** Who took it out of service; null while it is in. */
  readonly off: { readonly by: string; readonly at: Instant; readonly reason: string } | null;
  /** Why it could not be looked at last; null where it was. */
  readonly blind: WhyBlind | null;
  /** Since when its silence means something; null while it means nothing. */
  readonly seesSince: Instant | null;
  /** How many it raised in each of the last hours, by the hour's number since 1970. */
  readonly raised: ReadonlyMap<number, number>;
}

/** All that is known of alerts: a fold over what happened. */
export interface Known {
  /** The newest event that is in it, and when that was; 0 where there is none. A clock that was far ahead may have told earlier ones later. */
  readonly n: number;
  readonly at: Instant;
  /** When the first event that is in it was. */
  readonly from: Instant | null;
  readonly open: ReadonlyMap<string, Life>;
  /** Closed no longer than {@link CLOSED_KEPT} ago, in the order they closed. */
  readonly closed: ReadonlyMap<string, Life>;
  /** The open alert about a thing, by {@link thing}. */
  readonly byThing: ReadonlyMap<string, string>;
  /** When a thing was last there anew, by {@link thing}: the oldest first, at most {@link UPS_KEPT}. */
  readonly ups: ReadonlyMap<string, readonly Instant[]>;
  readonly rules: ReadonlyMap<string, RuleKnown>;
}

/** Closed alerts are known for so long, milliseconds: alarm figures ask about 90 days. */
export const CLOSED_KEPT = 92 * DAY;
/** Of each thing the newest activations are known, and for so long: what chattering is recognised by. */
export const UPS_KEPT = 20;
export const UPS_FOR = 2 * DAY;

export const NOTHING_KNOWN: Known = {
  n: 0,
  at: 0,
  from: null,
  open: new Map(),
  closed: new Map(),
  byThing: new Map(),
  ups: new Map(),
  rules: new Map(),
};
export const RULE_UNKNOWN: RuleKnown = { off: null, blind: null, seesSince: null, raised: new Map() };

/** A clock that is set back by no more than this does not put what happens before what happened. */
export const SET_BACK = 15 * MINUTE;

/**
 * When something that happens now is said to happen. A clock that is set back farther was wrong before: times are its own again, or
 * nothing would hold, clear or end until the wrong time is reached.
 */
export const happensAt = ({ at }: Known, now: Instant): Instant =>
  now < at && at - now <= SET_BACK ? at : now;

/** What one alert of a rule is about, as one text: it is the same from one life to the next. */
export const thing = (rule: string, key: string): string => `${rule}\n${key}`;

/** Severities, the gravest 0. */
export const RANK: Record<Severity, number> = { critical: 0, high: 1, medium: 2, low: 3 };
export const graver = (a: Severity, b: Severity): boolean => RANK[a] < RANK[b];
/** The gravest of two; a null is none. */
export const gravest = (a: Severity | null, b: Severity): Severity => (a !== null && graver(a, b) ? a : b);

const PARTS: readonly (keyof Subject)[] = [
  ...(['service', 'category', 'unit', 'area', 'indicator', 'source', 'part'] as const),
];
const parted = new WeakMap<Subject, readonly (readonly [part: keyof Subject, value: string])[]>();

/** The parts that a subject names, in one order. Found once for each: ten thousand alerts are asked again and again. */
export function partsOf(subject: Subject): readonly (readonly [part: keyof Subject, value: string])[] {
  let parts = parted.get(subject);
  if (parts === undefined) {
    parts = PARTS.flatMap((part): [keyof Subject, string][] => {
      const value = subject[part];
      return value === undefined ? [] : [[part, value]];
    });
    parted.set(subject, parts);
  }
  return parts;
}

/** A sign without its picture. */
export function figuresOf(sign: Sign): Figures {
  const { key, subject, severity, measure, value, expected, limit, p, since, until, unit, atRisk, cases } =
    sign;
  return { key, subject, severity, measure, value, expected, limit, p, since, until, unit, atRisk, cases };
}
