import { casesOf } from '../../../sync/contract/place.ts';
import { questions, type Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import type { Place, Ranking } from './ranking.ts';

type Quality = Data<'quality'>;
type Rated = Quality['city'];

/** The highest rating. */
const MOST = 5;

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

/** How many ratings a unit must have to be listed: a board's choice, or the question's own. */
function minimumOf(panel: By['panel']): number {
  const { minimum } = questions.quality.params.shape;
  const asked = minimum.safeParse(panel.question.params['minimum']);
  return asked.success ? asked.data : minimum.parse(undefined);
}

/** Units by what citizens say of them, the lowest mean first. */
export function fromQuality({ since, city, rows, others }: Quality, by: By): Ranking {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const written = (n: Pick<Rated, 'rated' | 'mean'>): Pick<Place, 'share' | 'value' | 'beside'> => ({
    share: n.mean === null ? null : n.mean / MOST,
    value: n.mean === null ? say('dash') : format.fixed(n.mean),
    beside: say('quality.rated', { n: format.count(n.rated) }),
  });
  return {
    about: 'value',
    period: periodOf(panel, since, by),
    aside: [city.mean === null ? '' : say('quality.city', { mean: format.fixed(city.mean) })],
    places: rows.map((row) => ({
      key: row.unit,
      name: names.unit(row.unit),
      rank: null,
      moved: null,
      state: null,
      note: '',
      to: casesOf({ service, unit: row.unit, tree: false, state: 'rated', from: since }),
      ...written(row),
    })),
    more: others.units,
    others: (hidden) => {
      const left = new Set(hidden.map(({ key }) => key));
      const sum = ratedTogether([others, ...rows.filter(({ unit }) => left.has(unit))]);
      const name = say('units.others', { n: left.size + others.units });
      const nobody = { rank: null, moved: null, state: null, note: '', to: null };
      return { key: 'others', name, ...nobody, ...written(sum) };
    },
    none:
      city.rated === 0 ? say('quality.none') : say('quality.tooFew', { n: format.count(minimumOf(panel)) }),
  };
}
