import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { Lights } from './lights.ts';

/** Indicators that cannot be assessed, by name, with why not and who answers for them. */
export function fromUnassessed({ counts, rows }: Data<'indicators'>, { names, say, format }: By): Lights {
  const unknown = rows.filter(({ state }) => state === 'unknown');
  return {
    as: 'list',
    aside: [`${format.count(counts.unknown)}/${format.count(counts.total)}`],
    shape: 'unknown',
    rows: unknown.map(({ indicator, state, reason, lead }) => ({
      key: indicator,
      state,
      name: names.indicator(indicator),
      until: '',
      note: `${say(`reason.${reason}`)} · ${names.unit(lead)}`,
      to: boardAt('indicator', { subject: indicator }),
    })),
    ...{ rest: '', loud: false },
    more: Math.max(0, counts.unknown - unknown.length),
    none: say('unassessed.none'),
  };
}
