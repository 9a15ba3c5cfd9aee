import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import type { Place, Ranking } from './ranking.ts';
import { together, type Judged } from './together.ts';

/** Units by how they keep their times; the line for the rest sums every unit that is not listed. */
export function fromUnits({ since, city, rows, others }: Data<'units'>, by: By): Ranking {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const written = (judged: Judged): Pick<Place, 'share' | 'value' | 'beside'> => ({
    share: judged.onTime,
    value: judged.onTime === null ? say('units.none') : format.percent(judged.onTime),
    beside: say('units.late', { n: format.count(judged.late + judged.overdue) }),
  });
  return {
    aside: [
      periodOf(panel, since, by),
      say('units.city', {
        share: city.onTime === null ? say('units.none') : format.percent(city.onTime),
      }),
    ],
    places: rows.map((row) => ({
      key: row.unit,
      name: names.unit(row.unit),
      rank: null,
      moved: null,
      state: row.state,
      note: '',
      // A unit that is not known may be asked for too: cases that nobody was given.
      to: { to: 'cases', filter: { service, unit: row.unit, since } },
      ...written(row),
    })),
    more: others.units,
    others: (hidden) => {
      const left = new Set(hidden.map(({ key }) => key));
      const n = left.size + others.units;
      const sum = together([others, ...rows.filter(({ unit }) => left.has(unit))]);
      return {
        key: 'others',
        name: say('units.others', { n }),
        rank: null,
        moved: null,
        state: null,
        note: '',
        to: null,
        ...written(sum),
      };
    },
    none: say('categories.none'),
  };
}
