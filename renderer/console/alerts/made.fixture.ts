import type { Sign } from '../../../sync/contract/alerts.ts';
import { HOUR } from '../../../sync/contract/instants.ts';
import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';

export const NOW = Date.UTC(2026, 10, 29, 3);

/** A made-up sign: 42 cases where 12 are usual. */
export const madeSign = (parts: Partial<Sign> = {}): Sign => ({
  ...{ key: 'k', subject: { service: '1022' }, severity: 'high', measure: 'opened' },
  ...{ value: 42, expected: 12, limit: 20, p: 0.001, since: NOW - 24 * HOUR, until: NOW },
  ...{ unit: null, atRisk: false, cases: { service: '1022', tree: true }, areas: [], series: [] },
  ...parts,
});

/** A made-up alert. */
export function madeRow(alert: string, parts: Partial<AlertRow> = {}): AlertRow {
  const { series, areas, ...sign } = madeSign();
  void [series, areas];
  return {
    ...{ alert, rule: 'flood', group: 'g', state: 'new', severity: 'high', subject: sign.subject },
    ...{ atRisk: false, demo: true, quiet: false, chattering: false, unit: null, raisedAt: NOW - HOUR },
    ...{ changedAt: NOW - HOUR, clearedAt: null, acknowledged: null, shelvedUntil: null, owner: null },
    ...{ parent: null, children: 0, comments: 0, sign },
    ...parts,
  };
}

/** A made-up group of so many alerts, all of them told of. */
export function madeGroup(group: string, n: number, parts: Partial<AlertGroup> = {}): AlertGroup {
  const rows = Array.from({ length: n }, (_, i) => madeRow(`${group}-${i}`, { group }));
  return {
    ...{
      group,
      rule: 'flood',
      state: 'new',
      severity: 'high',
      atRisk: false,
      rings: true,
      since: NOW - HOUR,
    },
    ...{ changedAt: NOW - HOUR, count: n, unacknowledged: n, muted: 0, subject: { service: '1022' } },
    ...{ unit: null, owner: null, demo: true, rows },
    ...parts,
  };
}
