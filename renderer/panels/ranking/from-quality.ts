import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { stateOf } from '../../ui/stands.ts';
import { many, type Place, type Ranking } from './ranking.ts';

type Quality = Data<'quality'>;
type Rated = Quality['city'];

/** The lowest and the highest rating. */
const [LEAST, MOST] = [1, 5];
const scale = (mean: number): number => (mean - LEAST) / (MOST - LEAST);

/** Several units as one: the mean of all their ratings. */
export function ratedTogether(parts: readonly Pick<Rated, 'ratings'>[]): {
  rated: number;
  mean: number | null;
} {
  const counts = [1, 2, 3, 4, 5].map((rating) => ({
    rating,
    count: parts.reduce((sum, part) => sum + (part.ratings[rating - 1] ?? 0), 0),
  }));
  const rated = counts.reduce((sum, { count }) => sum + count, 0);
  const points = counts.reduce((sum, { rating, count }) => sum + rating * count, 0);
  return { rated, mean: rated === 0 ? null : points / rated };
}

/** Units that citizens rate otherwise than the city, the worse ones first, each with how sure that is; all others as one. */
export function fromQuality({ since, city, rows, others, groups, level }: Quality, by: By): Ranking {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const rules = names.profile.rules.onTime;
  const written = (n: Pick<Rated, 'rated' | 'mean'>): Pick<Place, 'value' | 'beside'> => ({
    value: n.mean === null ? say('dash') : format.fixed(n.mean),
    beside: say('quality.rated', { n: format.count(n.rated) }),
  });
  const told = rows.filter(({ group }) => group !== 'like');
  const all = groups.worse + groups.better;
  return {
    about: 'value',
    period: periodOf(panel, since, by),
    aside: [
      city.mean === null ? '' : say('quality.city', { mean: format.fixed(city.mean) }),
      say('ranking.interval', { share: format.percent(1 - level, 2) }),
    ],
    key: null,
    axis:
      told.length === 0
        ? null
        : {
            ticks: [1, 2, 3, 4, 5].map((at) => ({ at: scale(at), text: format.count(at) })),
            line: city.mean === null ? null : scale(city.mean),
          },
    besides: '',
    places: told.map((row) => ({
      key: row.unit,
      name: names.unit(row.unit),
      ...{ rank: null, moved: null, share: null, note: '', state: stateOf({ group: row.group }, rules) },
      dot: {
        at: scale(row.mean ?? LEAST),
        low: scale(row.interval?.low ?? LEAST),
        high: scale(row.interval?.high ?? MOST),
        was: null,
      },
      to: casesOf({ service, unit: row.unit, tree: false, state: 'rated', from: since }),
      ...written(row),
    })),
    more: all - told.length,
    below: (hidden) => {
      // That all are alike is said already.
      if (all === 0) return [];
      const out = new Set(told.flatMap(({ unit }) => (hidden.some(({ key }) => key === unit) ? [] : [unit])));
      const left = all - out.size;
      const rest = ratedTogether([others, ...rows.filter(({ unit }) => !out.has(unit))]);
      return [
        many({
          key: 'others',
          name:
            left === 0
              ? say('ranking.group.like', { n: format.count(groups.like) })
              : say('units.others', { n: format.count(left + groups.like) }),
          ...written(rest),
        }),
      ];
    },
    none:
      city.rated === 0
        ? say('quality.none')
        : say('ranking.alikeRated', { n: format.count(groups.like), rated: format.count(city.rated) }),
  };
}
