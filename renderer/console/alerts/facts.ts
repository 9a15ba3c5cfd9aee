import type { AlertRule } from '../../../sync/contract/alert-rules.ts';
import type { AlertRow } from '../../../sync/contract/questions/alerts.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';
import type { Fact } from '../fact.ts';
import { lasting } from '../../ui/alert-words.ts';
import { ruleName } from './titles.ts';

interface By {
  names: Lookups;
  say: Say;
  format: Format;
  now: number;
}

/** What is known of how an alert stands, name by name. `rule` is absent where the profile no longer has it. */
export function factsOf(row: AlertRow, rule: AlertRule | undefined, by: By): Fact[] {
  const { names, say, format, now } = by;
  const when = (at: number): string => `${format.date(at)} ${format.time(at)}`;
  const { acknowledged, shelvedUntil, clearedAt } = row;
  const lasts = lasting((clearedAt ?? now) - row.raisedAt, by);
  const all: [name: string, value: string | null, unit?: string | null][] = [
    [say('queue.rule'), ruleName(row.rule, names)],
    [say('queue.watches'), rule === undefined ? null : say(`detector.${rule.watch.detector}`)],
    [say('queue.unit'), row.unit === null ? say('unknown') : names.unitFull(row.unit), row.unit],
    [say('queue.role'), rule?.role === undefined ? null : names.text(rule.role)],
    [say('queue.owner'), row.owner ?? say('queue.nobody')],
    [say('alertEvent.raised'), `${when(row.raisedAt)} · ${lasts}`],
    [say('alertEvent.cleared'), clearedAt === null ? null : when(clearedAt)],
    [
      say('alertEvent.acknowledged'),
      acknowledged === null
        ? null
        : [
            ...[acknowledged.by, when(acknowledged.at), acknowledged.reason],
            ...(acknowledged.until === null
              ? []
              : [say('operate.until', { when: format.moment(acknowledged.until, now) })]),
          ].join(' · '),
    ],
    [
      say('alertEvent.shelved'),
      shelvedUntil === null ? null : say('operate.until', { when: format.moment(shelvedUntil, now) }),
    ],
  ];
  return all.flatMap(([name, value, unit]): Fact[] => (value === null ? [] : [[name, value, unit]]));
}
