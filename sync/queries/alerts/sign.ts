import type { AlertRule } from '../../contract/alert-rules.ts';
import { subjectPart, type Sign, type Subject } from '../../contract/alerts.ts';
import type { Finding } from './finding.ts';

/** What a subject is called by: its parts, always in one order. */
export function keyOf(subject: Subject): string {
  const parts = subjectPart.options.flatMap((part) => {
    const code = subject[part];
    return code === undefined ? [] : [`${part}=${code}`];
  });
  return parts.join('&') || 'all';
}

/** A finding as its rule tells it: how bad it is, by how many times its limit it is, and who answers. */
export function signOf(rule: AlertRule, { times, ...found }: Finding): Sign {
  const graver = rule.worse.findLast(({ above }) => times > above);
  return {
    ...found,
    key: keyOf(found.subject),
    severity: graver?.severity ?? rule.severity,
    unit: rule.unit === 'own' ? found.unit : rule.unit,
  };
}
