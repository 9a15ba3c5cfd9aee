import type { Instant } from '../contract/instants.ts';
import type { ReadableCache } from '../store/cache.ts';
import { counter } from '../store/counters.ts';
import { unreadable } from '../store/things.ts';
import { balanceAt } from './sums.ts';

/** What a cache holds. */
export interface Census {
  /** Cases of every service. */
  cases: number;
  measures: number;
  quarantine: number;
  /** Measures that are held and cannot be read. */
  unreadable: number;
  /** Of the service asked about: cases without a point, and those open and overdue at the instant. */
  unknownPlace: number;
  open: number;
  overdue: number;
}

/** What a cache holds, for `/health`: from counters and sums. `at` is the records' own now where left out. */
export function census(cache: ReadableCache, service: string, at?: Instant): Census {
  return cache.view(() => {
    const now = at ?? cache.meta().truth?.asOf;
    const sum = now === undefined ? undefined : balanceAt(cache, { service, dim: 'total', at: now }).get('');
    return {
      cases: counter(cache, 'cases'),
      measures: counter(cache, 'measures'),
      quarantine: counter(cache, 'quarantine'),
      unreadable: unreadable(cache),
      unknownPlace: counter(cache, `unknownPlace:${service}`),
      open: sum === undefined ? 0 : sum.opened - sum.closed,
      overdue: sum === undefined ? 0 : sum.due - sum.settled,
    };
  });
}
