import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { STATES } from '../../ui/states.ts';
import type { By } from '../model.ts';
import type { Shares } from './shares.ts';

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
