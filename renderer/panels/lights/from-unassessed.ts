import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { high } from '../headline/letters.ts';
import type { By } from '../model.ts';
import type { Light, Lights } from './lights.ts';

/** So many names stand for all of one reason. */
const NAMED = 1;

/** Indicators that cannot be assessed, by why not: how many, and those that are first in the order of the answer. */
export function fromUnassessed({ counts, rows }: Data<'indicators'>, { names, say, format }: By): Lights {
  const unknown = rows.filter(({ state }) => state === 'unknown');
  const reasons = [...Map.groupBy(unknown, ({ reason }) => reason)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  return {
    as: 'list',
    aside: [`${format.count(counts.unknown)}/${format.count(counts.total)}`],
    shape: 'unknown',
    rows: reasons.map(([reason, all]): Light => {
      const more = all.length - NAMED;
      const told = all.slice(0, NAMED).map(({ indicator }) => names.indicator(indicator));
      const [only] = all;
      return {
        key: reason,
        state: 'unknown',
        name: high(say(`reason.${reason}`)),
        until: format.count(all.length),
        note: [told.join(', '), more > 0 ? say('unassessed.others', { n: format.count(more) }) : '']
          .filter((t) => t !== '')
          .join(' '),
        to:
          all.length === 1 && only !== undefined
            ? boardAt('indicator', { subject: only.indicator })
            : boardAt('indicators'),
      };
    }),
    ...{ rest: '', loud: false },
    more: Math.max(0, counts.unknown - unknown.length),
    none: say('unassessed.none'),
  };
}
