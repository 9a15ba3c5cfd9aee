import {
  alertSettings,
  NO_ALERTS,
  type AlertSettings,
  type AlertSettingsIn,
} from '../../contract/alert-rules.ts';
import { both } from './fixture.ts';

type Rule = AlertSettingsIn['rules'][number];
type Watched = Rule['watch'];

/** What rules may watch, a rule each. */
const WATCHED: Watched[] = [
  ...(['all', 'category', 'unit', 'area', 'categoryArea', 'categoryUnit'] as const).map((by) => ({
    ...{ detector: 'counts' as const, service: 's1', by, hours: 24, minimum: 1, ratio: 1, falseDiscovery: 1 },
  })),
  ...(['unit', 'area'] as const).map((by) => ({
    ...{ detector: 'counts' as const, service: 's1', by, method: 'earsC2' as const, minimum: 1, ratio: 1 },
    ...{ falseDiscovery: 1, categories: ['flood', 'noise'] },
  })),
  { detector: 'cluster', service: 's1', days: 7, p: 1, minimum: 1, kilometres: 20 },
  { detector: 'late', service: 's1', share: 0, minimum: 1 },
  { detector: 'backlog', service: 's1', days: 3, falseDiscovery: 1, minimum: 1 },
  { detector: 'response', service: 's1', minutes: 120, share: 1, hours: 72, minimum: 1 },
  { detector: 'gap', service: 's1', p: 0.5 },
  { detector: 'daily', falseDiscovery: 1 },
  { detector: 'limit' },
  { detector: 'target', chance: 1 },
  { detector: 'rejected', minimum: 1 },
  { detector: 'host', what: 'disk' },
];
const ruleOf = (watch: Watched, i: number): Rule => ({
  ...{ id: `rule${i}`, name: both(`rule ${i}`), watch, severity: 'low', holds: 0, clears: 0, every: 60 },
});

/** Rules of every detector on the small city, as watchful as they can be. */
export const everyDetector = (): AlertSettings =>
  alertSettings.parse({ ...NO_ALERTS, rules: WATCHED.map(ruleOf) });
