import type { Answer } from '../../sync/contract/answers.ts';
import { HOUR, MINUTE } from '../../sync/contract/instants.ts';
import { NOW } from '../exhibits/city.ts';

/** Every state a tile can be in, by name. `error` is over a picture drawn before, `broken` over none. */
export const STATES = ['live', 'late', 'stale', 'empty', 'error', 'broken', 'loading'] as const;
export type State = (typeof STATES)[number];

/** What a panel is given, one after the other, to come to a state. */
export function answersTo(state: State, data: unknown, source: string): (Answer | null)[] {
  const told = (fresh: Answer['freshness']['state'], since: number): Pick<Answer, 'asOf' | 'freshness'> => ({
    asOf: NOW,
    freshness: { state: fresh, since, source },
  });
  const good: Answer = { ...told('live', NOW), content: 'data', data };
  const failed: Answer = {
    ...told('live', NOW),
    content: 'error',
    error: { code: 'question-failed', what: 'disk I/O error' },
  };
  switch (state) {
    case 'live':
      return [good];
    case 'late':
      return [{ ...told('late', NOW - 27 * MINUTE), content: 'data', data }];
    case 'stale':
      return [{ ...told('stale', NOW - 31 * HOUR), content: 'data', data }];
    case 'empty':
      return [{ ...told('live', NOW), content: 'empty' }];
    case 'error':
      return [good, { ...failed, asOf: NOW + 4_000 }];
    case 'broken':
      return [failed];
    case 'loading':
      return [null];
  }
}
