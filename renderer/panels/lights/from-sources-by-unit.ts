import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { until } from './from-sources.ts';
import type { Counted, Lights } from './lights.ts';

const STATES = ['stale', 'late', 'empty', 'live'] as const;

/** Responsible units by the states of their sources, those with most to mend first; under each the worst, and whose duty it is. */
export function fromSourcesByUnit({ late, total, rows }: Data<'sources'>, by: By): Lights {
  const { names, say } = by;
  const units = Map.groupBy(rows, ({ unit }) => unit);
  const counted = [...units].map(([unit, sources]): Counted => {
    const counts = STATES.map((state) => sources.filter((source) => source.state === state).length);
    const worst = STATES.flatMap((state) => sources.filter((source) => source.state === state))[0];
    const mend = worst === undefined || worst.state === 'live' ? null : worst;
    return {
      key: unit,
      name: names.unit(unit),
      counts,
      total: sources.length,
      note:
        mend === null
          ? ''
          : [names.sourceShort(mend.source), until(mend.watermark, by), names.duty(mend.source)].join(' · '),
      whole: false,
      to: boardAt('data'),
    };
  });
  const hasToMend = ({ counts, total }: Counted): boolean => counts.at(-1) !== total;
  const order = (a: Counted, b: Counted): number =>
    a.counts.map((n, i) => (b.counts[i] ?? 0) - n).find((difference) => difference !== 0) ?? 0;
  return {
    as: 'counts',
    aside: [say(late > 0 ? 'sources.late' : 'sources.fine', { late, total })],
    columns: STATES.map((of) => ({ of, word: say(`fresh.${of}`) })),
    rows: counted.filter(hasToMend).sort(order),
    calm: counted.filter((unit) => !hasToMend(unit)),
  };
}
