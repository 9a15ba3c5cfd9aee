import { z } from 'zod';
import {
  alertRule,
  alertSettings,
  NO_ALERTS,
  type AlertRule,
  type AlertSettings,
} from '../contract/alert-rules.ts';
import { severity, type Severity } from '../contract/alerts.ts';
import type { KeptSum } from '../contract/code-of.ts';
import type { Profile } from '../contract/profile.ts';
import { checkNames } from './naming.ts';
import { schemaProblems, type Problem } from './problems.ts';
import { idsOf, Problems } from './references.ts';

const FILE = 'alerts.json';

/** `alerts.json` with rules that may be wrong one by one. */
export const writtenAlerts = alertSettings.extend({ rules: z.array(z.unknown()) });

/**
 * The alerts of a profile as far as they are right: a rule that is wrong is left out and told, and levels that can never stand are
 * the ones a city without `alerts.json` has; the others go on. A rule whose parent was left out has none.
 */
export function readAlerts(
  written: z.output<typeof writtenAlerts>,
  profile: Profile,
): { alerts: AlertSettings; faults: Problem[] } {
  const upsideDown = levelProblems(written.levels);
  const parsed = written.rules.map((value, i) => readRule(value, i, profile));
  const ids = new Set(written.rules.flatMap((value) => idOf(value) ?? []));
  const own = parsed.flatMap(({ rule }) => rule ?? []);
  const rings = ringsIn(own);
  const taken = new Set<string>();
  const found = parsed.map(({ rule, faults }, i) => {
    if (rule === undefined) return { rule, faults };
    const problems = new Problems(FILE);
    if (taken.has(rule.id)) problems.note(['rules', i, 'id'], 'an id no other entry has', rule.id);
    taken.add(rule.id);
    if (rule.parent !== undefined) {
      const path = ['rules', i, 'parent'];
      problems.known(ids, 'another rule', rule.parent, path);
      const ring = rings.get(rule.id);
      if (ring !== undefined) problems.note(path, 'a rule that is not above itself', ring);
    }
    return { rule, faults: [...faults, ...problems.found] };
  });
  const right = found.flatMap(({ rule, faults }) => (faults.length === 0 && rule !== undefined ? rule : []));
  const faults = [...upsideDown, ...found.flatMap((one) => one.faults)];
  const levels = upsideDown.length === 0 ? written.levels : NO_ALERTS.levels;
  const sound = idsOf(right);
  const wrong = [...ids].filter((id) => !sound.has(id));
  const alerts = { ...written, levels, rules: underKnown(right) };
  return { alerts: wrong.length === 0 ? alerts : { ...alerts, leftOut: wrong }, faults };
}

/** Rules whose parent is not among them have none. */
export function underKnown(rules: readonly AlertRule[]): AlertRule[] {
  const ids = idsOf(rules);
  return rules.map((rule) =>
    rule.parent === undefined || ids.has(rule.parent) ? rule : { ...rule, parent: undefined },
  );
}

function idOf(value: unknown): string | undefined {
  const read = z.looseObject({ id: z.string() }).safeParse(value);
  return read.success ? read.data.id : undefined;
}

function readRule(
  value: unknown,
  i: number,
  profile: Profile,
): { rule: AlertRule | undefined; faults: Problem[] } {
  const read = alertRule.safeParse(value);
  if (!read.success)
    return { rule: undefined, faults: schemaProblems(FILE, `rules[${i}]`, value, read.error) };
  return { rule: read.data, faults: ruleProblems(read.data, profile, ['rules', i]) };
}

/** What is wrong with one rule by itself: what it names that the profile lacks, and limits that stand the wrong way round. */
export function ruleProblems(rule: AlertRule, profile: Profile, path: Path = ['rule']): Problem[] {
  const problems = new Problems(FILE);
  checkNames(profile, { schema: alertRule, value: rule, path }, problems);
  sources(problems, rule, [...path, 'watch', 'sources'], profile);
  sums(problems, rule, [...path, 'watch', 'service'], profile);
  limits(problems, rule, path);
  return problems.found;
}

type Path = readonly PropertyKey[];

function sources(problems: Problems, { watch }: AlertRule, path: Path, profile: Profile): void {
  if (watch.detector !== 'silence') return;
  const ids = idsOf(profile.sources);
  watch.sources?.forEach((source, i) => problems.known(ids, 'a source', source, [...path, i]));
}

/** The sums that a rule counts by: a place and a category together where only some categories are meant. */
function sumsOf({ watch }: AlertRule): readonly KeptSum[] {
  switch (watch.detector) {
    case 'counts': {
      const some = watch.categories !== undefined;
      const of: Record<typeof watch.by, readonly KeptSum[]> = {
        all: some ? ['category'] : [],
        category: ['category'],
        unit: some ? ['unit', 'category'] : ['unit'],
        area: some ? ['area', 'categoryArea'] : ['area'],
        categoryArea: ['categoryArea'],
        categoryUnit: ['unit', 'category'],
      };
      return of[watch.by];
    }
    case 'cluster':
      return watch.categories === undefined ? ['area'] : ['categoryArea'];
    case 'backlog':
      return watch.by === 'unit' ? ['unit'] : [];
    default:
      return [];
  }
}

function sums(problems: Problems, rule: AlertRule, path: Path, { services }: Profile): void {
  const { watch } = rule;
  const service = 'service' in watch ? services.find(({ id }) => id === watch.service) : undefined;
  if (service === undefined) return;
  for (const sum of sumsOf(rule))
    if (!service.sums.includes(sum)) problems.note(path, `a service that keeps sums by ${sum}`, service.id);
}

/** The gravest first. */
const GRAVITY: readonly Severity[] = severity.options;
const gravity = (one: Severity): number => GRAVITY.indexOf(one);

/** Limits that stand the wrong way round. */
function limits(problems: Problems, rule: AlertRule, path: Path): void {
  let last = { severity: rule.severity, above: 0 };
  rule.worse.forEach((step, i) => {
    const at = [...path, 'worse', i];
    if (gravity(step.severity) >= gravity(last.severity))
      problems.note([...at, 'severity'], `graver than ${last.severity}`, step.severity);
    if (step.above <= last.above) problems.note([...at, 'above'], `more than ${last.above}`, step.above);
    last = step;
  });
  rule.quiet.forEach(({ from, to }, i) => {
    if (from === to) problems.note([...path, 'quiet', i, 'to'], `another time than ${from}`, to);
  });
}

/** The way from each rule that is above itself back to it. */
function ringsIn(rules: readonly AlertRule[]): Map<string, string> {
  const parents = new Map(rules.map(({ id, parent }) => [id, parent]));
  const rings = new Map<string, string>();
  for (const { id } of rules) {
    const way = [id];
    let above = parents.get(id);
    while (above !== undefined && !way.includes(above)) {
      way.push(above);
      above = parents.get(above);
    }
    if (above === id) rings.set(id, [...way, id].slice(1).join(' < '));
  }
  return rings;
}

/** Levels of which one can never stand: what it asks for is enough for a graver one, or there is always a level before it. */
function levelProblems(levels: AlertSettings['levels']): Problem[] {
  const problems = new Problems(FILE);
  const counts = ['critical', 'high', 'medium'] as const;
  const asks = (i: number, one: (typeof counts)[number]): number => levels[i]?.when[one] ?? 0;
  /** Groups as grave or graver that there are at least where a level's counts are reached. */
  const has = (i: number, one: (typeof counts)[number]): number =>
    Math.max(...counts.slice(0, counts.indexOf(one) + 1).map((graver) => asks(i, graver)));
  levels.forEach((_, i) => {
    const path = ['levels', i, 'when'];
    const shown = JSON.stringify(levels[i]?.when);
    const empty = counts.every((one) => asks(i, one) === 0);
    if (i === levels.length - 1) {
      if (!empty) problems.note(path, 'nothing: the last level stands where no other does', shown);
    } else if (empty) problems.note(path, 'at least one count', shown);
    else
      for (let before = 0; before < i; before++)
        if (counts.every((one) => asks(before, one) <= has(i, one)))
          problems.note(path, `less than levels[${before}] asks for, which is graver`, shown);
  });
  return problems.found;
}
