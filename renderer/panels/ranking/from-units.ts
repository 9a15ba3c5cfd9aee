import { casesOf } from '../../../sync/contract/place.ts';
import { questions, type Data, type Params } from '../../../sync/contract/questions/index.ts';
import type { MessageKey } from '../../locales/index.ts';
import { countedOf } from '../counted.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import type { Place, Ranking } from './ranking.ts';
import { together, type Judged } from './together.ts';

type Units = Data<'units'>;
type Written = Pick<Place, 'share' | 'value' | 'beside'>;

/** Units by how they keep their times, how they moved, or how much they have to do; everyone who is not listed is summed. */
export function fromUnits(data: Units, by: By): Ranking {
  const { since, until, rows, others } = data;
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const order = orderOf(panel.question.params);
  const asVolume = order === 'volume';
  const moving = order === 'risers' || order === 'fallers';
  const written = asVolume ? volumeOf(data, by) : onTimeOf(by);
  const nobody = { rank: null, moved: null, state: null, note: '', to: null };
  // Who did not move that way has no place among those who did.
  const listed = moving ? rows.filter((row) => movesAs(order, movedOf(row))) : rows;
  const unlisted = rows.filter((row) => !listed.includes(row));
  return {
    about: moving ? 'place' : 'value',
    period:
      until === null
        ? periodOf(panel, since, by)
        : say('range.whole', { since: format.dayMonth(since), until: format.dayMonth(until) }),
    aside: scope(data, asVolume, by),
    places: listed.map((row) => ({
      key: row.unit,
      name: names.unit(row.unit),
      // A place among units is one of keeping times: beside how much they do it would say something else.
      rank: asVolume ? null : row.rank,
      moved: asVolume ? null : movedOf(row),
      state: row.state,
      note: '',
      // A unit that is not known may be asked for too: cases that nobody was given.
      to: casesOf({
        ...{ service, unit: row.unit, tree: false, from: since, ...(until === null ? {} : { to: until }) },
        ...(asVolume ? { state: 'handled' } : countedOf(row)),
      }),
      ...written(row),
    })),
    more: others.units + unlisted.length,
    others: (hidden) => {
      const left = new Set(hidden.map(({ key }) => key));
      const sum = together([others, ...unlisted, ...listed.filter(({ unit }) => left.has(unit))]);
      const name = say('units.others', { n: left.size + unlisted.length + others.units });
      return { key: 'others', name, ...nobody, ...written(sum) };
    },
    none: moving ? say(stillKey(data, order)) : say('categories.none'),
  };
}

/** The order a panel asks for; the question's own where it names none. */
function orderOf(params: By['panel']['question']['params']): Params<'units'>['order'] {
  const order = questions.units.params.shape.order.safeParse(params['order']);
  return order.success ? order.data : 'late';
}

const movesAs = (order: 'risers' | 'fallers', moved: number | null): boolean =>
  moved !== null && (order === 'risers' ? moved > 0 : moved < 0);

/** Why nobody is listed as having moved: nobody has a place yet, there is nothing to compare with, or so it is. */
function stillKey({ ranked, before }: Units, order: 'risers' | 'fallers'): MessageKey {
  if (before === null) return 'ranking.noBefore';
  return ranked === 0 ? 'ranking.notYet' : `ranking.no-${order}`;
}

/** Places won since the whole period before; null where there is none to compare with, or no place in one of the two. */
const movedOf = ({ before }: Units['rows'][number]): number | null => before?.moved ?? null;

/** Beside the period: how the whole city stands, and what rank and movement are of. */
function scope({ city, ranked, rows }: Units, asVolume: boolean, { say, format }: By): string[] {
  if (asVolume) return [say('ranking.volume')];
  const share = city.onTime === null ? say('units.none') : format.percent(city.onTime);
  const moves = rows.some((row) => movedOf(row) !== null);
  return [
    say('units.city', { share }),
    ranked === 0 ? '' : say('ranking.ranked', { n: format.count(ranked) }),
    moves ? say('ranking.moves') : '',
  ];
}

const onTimeOf =
  ({ say, format }: By): ((judged: Judged) => Written) =>
  (judged) => ({
    share: judged.onTime,
    value: judged.onTime === null ? say('units.none') : format.percent(judged.onTime),
    beside: say('units.late', { n: format.count(judged.late + judged.overdue) }),
  });

/** Closed in the period, and open now. */
const volume = ({ closed, open }: Judged): number => closed + open;

function volumeOf({ rows }: Units, { say, format }: By): (judged: Judged) => Written {
  const most = Math.max(1, ...rows.map(volume));
  return (judged) => ({
    // Everyone else together has no place on the scale of one.
    share: volume(judged) > most ? null : volume(judged) / most,
    value: format.count(volume(judged)),
    beside: say('units.late', { n: format.count(judged.late + judged.overdue) }),
  });
}
