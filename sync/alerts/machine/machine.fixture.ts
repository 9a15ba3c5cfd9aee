import { alertSettings, type AlertSettings, type AlertSettingsIn } from '../../contract/alert-rules.ts';
import type { Severity, Sign, Subject } from '../../contract/alerts.ts';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import type { Rulebook } from './rulebook.ts';

/** 08:00 of a Monday in Hồ Chí Minh City. */
export const MONDAY = Date.parse('2026-11-16T08:00:00+07:00');
export const minutes = (n: number): Instant => MONDAY + n * MINUTE;

const both = (name: string) => ({ vi: name, en: name });
type RuleIn = Partial<AlertSettingsIn['rules'][number]>;

/** A rule with what is usual, and `more` in place of it. Watches nothing that a machine would look at. */
export const ruleIn = (id: string, more: RuleIn = {}): AlertSettingsIn['rules'][number] => ({
  id,
  name: both(id),
  watch: { detector: 'silence' },
  severity: 'medium',
  clears: 0,
  ...more,
});

export function settingsOf(
  rules: AlertSettingsIn['rules'],
  more: Partial<AlertSettingsIn> = {},
): AlertSettings {
  return alertSettings.parse({
    levels: [
      { name: both('l0'), about: both('l0'), when: { critical: 2 } },
      { name: both('l1'), about: both('l1'), when: { critical: 1 } },
      { name: both('l2'), about: both('l2'), when: { high: 1, medium: 2 } },
      { name: both('l3'), about: both('l3'), when: {} },
    ],
    rules,
    ...more,
  });
}

/** A rulebook in which services `s1` and `s2` come from the source `calls`, and the indicator `i1` from `books`. */
export const bookIn = (rules: AlertSettingsIn['rules'], more: Partial<AlertSettingsIn> = {}): Rulebook => ({
  settings: settingsOf(rules, more),
  timeZone: 'Asia/Ho_Chi_Minh',
  sources: { service: { s1: 'calls', s2: 'calls' }, indicator: { i1: 'books' } },
});

/** A sign of some key, about some subject, as grave as is said. */
export function signOf(
  key: string,
  {
    severity = 'medium',
    subject = { part: key },
    ...more
  }: Partial<Sign> & { severity?: Severity; subject?: Subject } = {},
): Sign {
  return {
    ...{ key, subject, severity, measure: 'opened', value: 10, expected: 5, limit: 8, p: 0.01 },
    ...{ since: MONDAY - 60 * MINUTE, until: MONDAY, unit: null, atRisk: false, cases: null },
    ...{ areas: ['a1'], series: [{ at: MONDAY, value: 10, expected: 5 }] },
    ...more,
  };
}
