import { alertsOf, boardAt, casesOf, requestsOf, unitAt, type Place } from '../../../sync/contract/place.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { reportsOf } from '../reports.ts';

const indicatorAt = (subject: string): Place => boardAt('indicator', { subject });

/**
 * Where the clauses of a fact lead on a console, one a segment, to what they tell of; null, and nothing for those that are left, where a clause
 * counts what no page has. `service` is what hot spots are of.
 */
export function leadsOf(fact: Fact, service: string, asOf: number): readonly (Place | null)[] {
  switch (fact.fact) {
    case 'alert': {
      const { rule, subject } = fact;
      const { category, area, indicator } = subject;
      const known = { category, area, indicator };
      const filter = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
      return [alertsOf({ rule, ...filter })];
    }
    case 'queue':
      return [alertsOf({ states: ['new'] })];
    case 'hotspot':
      return [reportsOf(fact, service, asOf), fact.unit === null ? null : unitAt(fact.unit)];
    case 'overdue':
      return [casesOf({ service: fact.service, state: 'overdue' })];
    case 'field': {
      const of = casesOf({ service: fact.service, category: fact.category, state: 'overdue' });
      return fact.unit === null ? [of] : [unitAt(fact.unit.unit), of];
    }
    case 'onTime': {
      const [worst] = fact.worse;
      if (worst !== undefined) return [unitAt(worst.unit)];
      return [null, fact.first === null ? null : unitAt(fact.first)];
    }
    case 'requests':
      return fact.late === 0 ? [] : [requestsOf({ state: 'late' })];
    case 'atRisk':
      return fact.red === 0 ? [] : [null, indicatorAt(fact.gravest.indicator), unitAt(fact.gravest.lead)];
    case 'shortfall':
      return [indicatorAt(fact.indicator), unitAt(fact.lead)];
    case 'unusualDay':
      return [indicatorAt(fact.indicator)];
    default:
      return [];
  }
}
