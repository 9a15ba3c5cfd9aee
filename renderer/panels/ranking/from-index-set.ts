import { unitAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { many, type Ranking } from './ranking.ts';

/** Units by their place in an index set, with how far each moved. */
export function fromIndexSet(data: Data<'indexSet'>, { panel, names, say, format, alone }: By): Ranking {
  const { set, year, rows, total, mean } = data;
  const known = names.profile.indexes.find(({ id }) => id === set);
  const max = known?.max ?? 100;
  // Rows are told apart by so much of a score as fits a wall.
  const decimals = Math.min(2, names.find.indicator(known?.score ?? '')?.decimals ?? 1);
  const { order } = panel.question.params;
  const moved = order === 'risers' || order === 'fallers';
  const invented = rows.some(({ provenance }) => provenance === 'demo');
  return {
    about: 'place',
    period: say('period.year', { year: String(year) }),
    aside: [
      // Of how much a score is, always; what the set is weakest in is the headline's.
      mean === null
        ? say('ranking.scale', { max: format.decimal(max) })
        : say('ranking.mean', { value: format.fixed(mean, decimals), max: format.decimal(max) }),
      invented ? say('demoShort') : '',
    ],
    key: null,
    axis: null,
    besides: '',
    places: rows.map(({ unit, rank, rankBefore, score }) => ({
      key: unit,
      // A set among provinces ranks the city itself.
      name: names.find.unit(unit) === undefined ? names.text(names.profile.city.name) : names.unit(unit),
      rank,
      moved: rank === null || rankBefore === null ? null : rankBefore - rank,
      state: null,
      dot: null,
      share: score === null ? null : score / max,
      value: score === null ? say('dash') : format.fixed(score, decimals),
      beside: '',
      note: '',
      to: names.find.unit(unit) === undefined ? null : unitAt(unit),
    })),
    // Alone, all that moved the asked way are there; the others have not.
    more: alone === true && moved ? 0 : Math.max(0, total - rows.length),
    below: (hidden) => {
      const n = hidden.length + Math.max(0, total - rows.length);
      return n === 0 ? [] : [many({ key: 'others', name: say('units.others', { n }) })];
    },
    none: say(moved ? `ranking.no-${order}` : 'ranking.none'),
  };
}
