import { DateTime } from 'luxon';
import type { AlertRule, AlertSettings } from '../../contract/alert-rules.ts';
import type { Severity, Sign, Subject } from '../../contract/alerts.ts';
import { HOUR, type Instant } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Data } from '../../contract/questions/index.ts';
import { partsOf, RULE_UNKNOWN, type Known } from './state.ts';

/** What the machine goes by: the profile's rules, and what it must know of the city. Plain data: it crosses threads. */
export interface Rulebook {
  readonly settings: AlertSettings;
  readonly timeZone: string;
  /** The source system that a service or an indicator comes from, by its code. */
  readonly sources: {
    readonly service: Readonly<Record<string, string>>;
    readonly indicator: Readonly<Record<string, string>>;
  };
}

/** The rulebook of a profile. */
export function rulebookOf(profile: Pick<Profile, 'city' | 'services' | 'indicators' | 'alerts'>): Rulebook {
  const sourceOf = (all: readonly { id: string; source: string }[]): Record<string, string> =>
    Object.fromEntries(all.map(({ id, source }) => [id, source]));
  return {
    settings: profile.alerts,
    timeZone: profile.city.timeZone,
    sources: { service: sourceOf(profile.services), indicator: sourceOf(profile.indicators.indicators) },
  };
}

const byRulebook = new WeakMap<AlertSettings, ReadonlyMap<string, AlertRule>>();

/** A rule by its code; undefined where the profile has none of it. */
export function ruleOf({ settings }: Rulebook, code: string): AlertRule | undefined {
  let rules = byRulebook.get(settings);
  if (rules === undefined) {
    rules = new Map(settings.rules.map((rule) => [rule.id, rule]));
    byRulebook.set(settings, rules);
  }
  return rules.get(code);
}

/** Whether a rule is written in the profile and wrong. */
export const isLeftOut = ({ settings }: Rulebook, code: string): boolean =>
  settings.leftOut?.includes(code) ?? false;

/** The source system that a subject comes from: its own, or that of its service or indicator. */
export function sourceOf({ sources }: Rulebook, subject: Subject): string | undefined {
  const { source, service, indicator } = subject;
  return (
    source ??
    (service === undefined ? undefined : sources.service[service]) ??
    (indicator === undefined ? undefined : sources.indicator[indicator])
  );
}

/** The group that a sign of a rule belongs to: alerts of one rule that agree in what it groups by. */
export function groupOf(rule: AlertRule, { subject, unit }: Pick<Sign, 'subject' | 'unit'>): string {
  const named = new Map<string, string>(partsOf(subject));
  // What is about no unit is grouped by the one that answers for it.
  const value = (part: string): string => named.get(part) ?? (part === 'unit' ? unit : null) ?? '-';
  const parts = rule.groupBy.map((part) => `${part}=${value(part)}`);
  return [rule.id, ...parts].join('|').slice(0, 300);
}

/** Whether an instant is in a rule's quiet hours. Hours that end before they begin go on past midnight, and are of the day they began. */
export function isQuiet({ quiet }: AlertRule, at: Instant, timeZone: string): boolean {
  if (quiet.length === 0) return false;
  const local = DateTime.fromMillis(at, { zone: timeZone });
  const clock = local.toFormat('HH:mm');
  const before = local.weekday === 1 ? 7 : local.weekday - 1;
  return quiet.some(({ from, to, days }) => {
    const on = (day: number): boolean => days === undefined || days.includes(day);
    if (from < to) return on(local.weekday) && from <= clock && clock < to;
    return (on(local.weekday) && from <= clock) || (on(before) && clock < to);
  });
}

/** How many a rule raised in the hour of `at` and the 23 before it. */
export function raisedLately(known: Known, rule: string, at: Instant): number {
  const hour = Math.floor(at / HOUR);
  let count = 0;
  for (const [one, n] of known.rules.get(rule)?.raised ?? []) if (one > hour - 24 && one <= hour) count += n;
  return count;
}

/** Whether a rule is in service: there is one, it is on in the profile, and nobody took it out. */
export function inService(known: Known, book: Rulebook, code: string): boolean {
  return ruleOf(book, code)?.on === true && (known.rules.get(code)?.off ?? null) === null;
}

/** A rule that was not looked at for so many of its own rhythms is blind, and its delays begin anew. */
export const LOOKS_MISSED = 3;

/** How a rule stands. `seenAt` is when it was last looked at, as far as that is known. */
export function ruleStands(
  known: Known,
  book: Rulebook,
  { rule, at, seenAt }: { rule: AlertRule; at: Instant; seenAt: Instant | null },
): Data<'alerts'>['rules'][number]['stands'] {
  if (!inService(known, book, rule.id)) return 'off';
  if (seenAt !== null && at - seenAt > LOOKS_MISSED * rule.every * 60_000) return 'blind';
  const { seesSince, blind } = known.rules.get(rule.id) ?? RULE_UNKNOWN;
  if (seesSince === null) return blind === 'tooShort' ? 'young' : 'blind';
  return raisedLately(known, rule.id, at) >= rule.most ? 'full' : 'on';
}

/** The severities there are, the gravest first, each with a number. */
export const perSeverity = (count: (severity: Severity) => number): Record<Severity, number> => ({
  critical: count('critical'),
  high: count('high'),
  medium: count('medium'),
  low: count('low'),
});
