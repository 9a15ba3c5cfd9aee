import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { Shares } from './shares.ts';

const STATES = ['red', 'orange', 'green', 'unknown'] as const;

/** All indicators by their states, those that need someone first. */
export function fromFields({ counts }: Data<'fields'>, { say, format }: By): Shares {
  return {
    period: '',
    aside: [],
    figure: counts.total,
    write: format.count,
    of: say('indicators.noun'),
    parts: STATES.map((state) => ({
      key: state,
      name: say(`state.${state}`),
      count: counts[state],
      state,
      strength: 1,
      to: boardAt('indicators'),
    })),
  };
}
