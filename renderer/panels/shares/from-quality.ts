import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { strengths, type Shares } from './shares.ts';

const RATINGS = [5, 4, 3, 2, 1] as const;

/** Citizens' ratings, the best first. A rating is an opinion and no state of anything: its parts are shades of one colour. */
export function fromQuality({ since, city }: Data<'quality'>, by: By): Shares {
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const strong = strengths(RATINGS.length);
  return {
    period: periodOf(panel, since, by),
    aside: [
      city.satisfied === null ? '' : say('quality.satisfied', { share: format.percent(city.satisfied) }),
    ],
    figure: city.mean,
    write: (mean) => format.fixed(mean),
    of: city.mean === null ? say('quality.none') : say('quality.mean', { n: format.count(city.rated) }),
    parts: RATINGS.map((rating, i) => ({
      key: String(rating),
      name: say(`rating.${rating}`),
      count: city.ratings[rating - 1] ?? 0,
      state: null,
      strength: strong[i] ?? 1,
      to: casesOf({ service, state: 'rated', rating, from: since }),
    })),
  };
}
