import { alertRule, type AlertRule } from '../../../sync/contract/alert-rules.ts';

/** The limits that a rule may be tried with where it has them; each is a number. */
export const LIMIT_NAMES = [
  'hours',
  'days',
  'minimum',
  'ratio',
  'falseDiscovery',
  'p',
  'kilometres',
  'share',
  'minutes',
  'chance',
  'times',
  'seconds',
  'holds',
  'clears',
  'every',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Limits of a rule by itself, beside those of what it watches. */
const OWN: ReadonlySet<LimitName> = new Set<LimitName>(['holds', 'clears', 'every']);

export interface Limit {
  name: LimitName;
  value: number;
}

/** The limits that a rule has. */
export function limitsOf(rule: AlertRule): Limit[] {
  const watched: Readonly<Record<string, unknown>> = rule.watch;
  const own: Readonly<Record<string, unknown>> = rule;
  return LIMIT_NAMES.flatMap((name) => {
    const value = OWN.has(name) ? own[name] : watched[name];
    return typeof value === 'number' ? [{ name, value }] : [];
  });
}

/** Why a limit cannot be, by a code with the number that it is held against: its words are the locales'. */
export interface WhyWrong {
  code: 'atLeast' | 'above' | 'atMost' | 'whole' | 'number';
  n: number;
}

type Issue = NonNullable<ReturnType<typeof alertRule.safeParse>['error']>['issues'][number];

function whyWrong(issue: Issue | undefined): WhyWrong {
  if (issue?.code === 'too_small')
    return { code: issue.inclusive === false ? 'above' : 'atLeast', n: Number(issue.minimum) };
  if (issue?.code === 'too_big') return { code: 'atMost', n: Number(issue.maximum) };
  const whole = issue?.code === 'invalid_type' && issue.expected === 'int';
  return { code: whole ? 'whole' : 'number', n: 0 };
}

/** A rule with other limits; or what is wrong with them: the limit that is, and why. */
export function withLimits(
  rule: AlertRule,
  limits: readonly Limit[],
): { rule: AlertRule } | { name: string; why: WhyWrong } {
  const of = (own: boolean) =>
    Object.fromEntries(
      limits.filter(({ name }) => OWN.has(name) === own).map(({ name, value }) => [name, value]),
    );
  const read = alertRule.safeParse({ ...rule, ...of(true), watch: { ...rule.watch, ...of(false) } });
  if (read.success) return { rule: read.data };
  const [issue] = read.error.issues;
  return { name: String(issue?.path.at(-1) ?? ''), why: whyWrong(issue) };
}

/** The limits that differ, as `alerts.json` is to have them: `"watch": { "ratio": 2 }, "holds": 10`. */
export function written(before: AlertRule, limits: readonly Limit[]): string {
  const was = new Map(limitsOf(before).map(({ name, value }) => [name, value]));
  const changed = limits.filter(({ name, value }) => was.get(name) !== value);
  const said = (own: boolean): string =>
    changed
      .filter(({ name }) => OWN.has(name) === own)
      .map(({ name, value }) => `"${name}": ${value}`)
      .join(', ');
  const [watched, own] = [said(false), said(true)];
  return [...(watched === '' ? [] : [`"watch": { ${watched} }`]), ...(own === '' ? [] : [own])].join(', ');
}
