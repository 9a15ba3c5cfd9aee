import type { Data } from '../../../sync/contract/questions/index.ts';
import { amount } from '../indicators/amount.ts';
import { change } from '../indicators/note.ts';
import type { By } from '../model.ts';
import { periodOf } from '../../ui/period.ts';

/** Everything there is of a period, in words. */
export function titleOf(period: string, { row, series }: Data<'indicator'>, by: By): string {
  const { names, say, format } = by;
  const told = series
    .filter((p) => p.period === period)
    .map((p) =>
      [
        amount(p.value, row.indicator, names, format),
        say(`status.${p.status}`),
        p.territory === names.profile.city.territory ? '' : names.territory(p.territory),
        p.plan === null
          ? ''
          : say('indicators.plan', { value: amount(p.plan, row.indicator, names, format) }),
        change(p, say, format),
      ]
        .filter((text) => text !== '')
        .join(', '),
    );
  return [periodOf(period, row.indicator, by), ...told].join(': ');
}
