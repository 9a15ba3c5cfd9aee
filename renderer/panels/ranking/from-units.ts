import { casesOf } from '../../../sync/contract/place.ts';
import { UNKNOWN } from '../../../sync/contract/questions/cases.ts';
import { questions, type Data, type Params } from '../../../sync/contract/questions/index.ts';
import { axisFor, linesOf } from '../../charts/axis.ts';
import { countedOf } from '../counted.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { groupState, stateOf } from '../../ui/stands.ts';
import { many, type Axis, type Place, type Ranking } from './ranking.ts';
import { missedOf, together, type Judged } from './together.ts';

type Units = Data<'units'>;
type Row = Units['rows'][number];

/** Units by how they keep their times: against the city, by how they changed, or by how much they have to do. */
export function fromUnits(data: Units, by: By): Ranking {
  const order = orderOf(by.panel.question.params);
  switch (order) {
    case 'worst':
    case 'best':
      return againstCity(data, order, by);
    case 'declined':
    case 'improved':
      return changed(data, order, by);
    case 'late':
    case 'overdue':
    case 'volume':
      return counted(data, order, by);
  }
}

/** The order a panel asks for; the question's own where it names none. */
function orderOf(params: By['panel']['question']['params']): Params<'units'>['order'] {
  const order = questions.units.params.shape.order.safeParse(params['order']);
  return order.success ? order.data : 'late';
}

/** Where a row leads, and how it is named. */
function placed({ since, until }: Units, row: Row, by: By): Pick<Place, 'key' | 'name' | 'to'> {
  const service = serviceOf(by.panel, by.names);
  const ended = until === null ? {} : { to: until };
  return {
    key: row.unit,
    name: by.names.unit(row.unit),
    // A unit that is not known may be asked for too: cases that nobody was given.
    to: casesOf({ service, unit: row.unit, tree: false, from: since, ...ended, ...countedOf(row) }),
  };
}

const periodWords = ({ since, until }: Units, by: By): string =>
  until === null
    ? periodOf(by.panel, since, by)
    : by.say('range.whole', { since: by.format.dayMonth(since), until: by.format.dayMonth(until) });

/** Late and overdue ones, of those that can be judged: 42/47. */
function ofWritten(judged: Judged, { format }: By): string {
  const { count, of } = missedOf(judged);
  return `${format.count(count)}/${format.count(of)}`;
}
function lateShare(judged: Judged): number | null {
  const { count, of } = missedOf(judged);
  return of === 0 ? null : count / of;
}
const shareWritten = (share: number | null, { say, format }: By): string =>
  share === null ? say('dash') : format.percent(share);

/** An axis of late shares from nothing to the latest that is drawn. */
function axisOf(
  rows: readonly Row[],
  city: Judged,
  { format }: By,
): { axis: Axis; scale: (late: number) => number } {
  const ends = rows.flatMap((row) => [
    lateShare(row) ?? 0,
    1 - (row.interval?.low ?? 1),
    1 - (row.before?.onTime ?? 1),
  ]);
  const found = axisFor({ low: 0, high: Math.max(0.01, ...ends) }, { lines: 3, zero: true, whole: false });
  const scale = (late: number): number => Math.min(1, Math.max(0, late / found.to));
  const line = lateShare(city);
  return {
    scale,
    axis: {
      ticks: linesOf(found).map((at) => ({ at: scale(at), text: format.percent(at, 0) })),
      line: line === null ? null : scale(line),
    },
  };
}

/** Those that are worse than the city (or better), each with its interval; all others by group. */
function againstCity(data: Units, order: 'worst' | 'best', by: By): Ranking {
  const { say, format, names } = by;
  const first = order === 'worst' ? 'worse' : 'better';
  const told = data.rows.filter(({ group }) => group === first);
  const { axis, scale } = axisOf(told, data.city, by);
  const { groups } = data;
  const rules = names.profile.rules.onTime;
  const groupLine = (group: 'worse' | 'like' | 'better', units: number, judged: Judged): Place =>
    many({
      ...{ key: group, state: groupState(group, data.rows, rules) },
      name: say(`ranking.group.${group}`, { n: format.count(units) }),
      ...{ value: shareWritten(lateShare(judged), by), beside: ofWritten(judged, by) },
    });
  return {
    about: 'value',
    period: periodWords(data, by),
    aside: [
      data.city.onTime === null ? '' : say('ranking.city', { share: ofWritten(data.city, by) }),
      say('ranking.interval', { share: format.percent(1 - data.level, 2) }),
    ],
    key: null,
    axis: told.length === 0 ? null : axis,
    besides: '',
    places: told.map((row) => ({
      ...placed(data, row, by),
      ...{ rank: null, moved: null, note: '', share: null, state: stateOf(row, rules) },
      dot: {
        at: scale(lateShare(row) ?? 0),
        low: scale(1 - (row.interval?.high ?? 1)),
        high: scale(1 - (row.interval?.low ?? 0)),
        was: null,
      },
      value: shareWritten(lateShare(row), by),
      beside: ofWritten(row, by),
    })),
    more: groups[first].units - told.length,
    below: (hidden) => {
      const shown = told.filter(({ unit }) => !hidden.some(({ key }) => key === unit));
      const left = groups[first].units - shown.length;
      const rest = (['worse', 'like', 'better'] as const).filter((group) => group !== first);
      // What nobody was given is of no group, and of the city's sum.
      const nobodys = less(data.city, [groups.worse, groups.like, groups.better]);
      return [
        ...(left === 0 ? [] : [groupLine(first, left, less(groups[first], shown))]),
        ...rest.flatMap((group) =>
          groups[group].units === 0 ? [] : [groupLine(group, groups[group].units, groups[group])],
        ),
        ...(missedOf(nobodys).of === 0
          ? []
          : [
              many({
                ...{ key: UNKNOWN, name: say('ranking.nobodys') },
                ...{ value: shareWritten(lateShare(nobodys), by), beside: ofWritten(nobodys, by) },
              }),
            ]),
      ];
    },
    none: say(data.city.onTime === null ? 'ranking.notYet' : `ranking.no-${first}`),
  };
}

/** Some without others of them. */
function less(all: Judged, some: readonly Judged[]): Judged {
  const part = together(some);
  return together([
    {
      ...{ closed: all.closed - part.closed, late: all.late - part.late },
      ...{ open: all.open - part.open, overdue: all.overdue - part.overdue, onTime: null },
    },
  ]);
}

/** What share was late in the period before; null where nothing is known of it. */
function lateBefore({ before }: Row): number | null {
  const onTime = before?.onTime ?? null;
  return onTime === null ? null : 1 - onTime;
}

/** Those that changed beyond chance since the whole period before, the asked way first. */
function changed(data: Units, order: 'declined' | 'improved', by: By): Ranking {
  const { say, format } = by;
  const ways = order === 'declined' ? (['worse', 'better'] as const) : (['better', 'worse'] as const);
  const told = ways.flatMap((way) => data.rows.filter(({ before }) => before?.change === way));
  const { axis, scale } = axisOf(told, data.city, by);
  return {
    about: 'value',
    period: periodWords(data, by),
    aside: [
      data.before === null
        ? ''
        : say('ranking.against', {
            range: format.range(format.dayMonth(data.before.since), format.dayMonth(data.before.until)),
          }),
    ],
    key: null,
    axis: told.length === 0 ? null : axis,
    besides: '',
    places: told.map((row) => {
      const was = lateBefore(row);
      return {
        ...placed(data, row, by),
        ...{ rank: null, moved: null, share: null },
        state: row.before?.change === 'worse' ? ('orange' as const) : ('green' as const),
        dot: {
          at: scale(lateShare(row) ?? 0),
          low: scale(Math.min(was ?? 0, lateShare(row) ?? 0)),
          high: scale(Math.max(was ?? 0, lateShare(row) ?? 0)),
          was: was === null ? null : scale(was),
        },
        value: shareWritten(lateShare(row), by),
        beside: ofWritten(row, by),
        note: say('ranking.was', { share: shareWritten(was, by) }),
      };
    }),
    more: 0,
    below: (hidden) => {
      const named = data.rows.filter(({ unit }) => unit !== UNKNOWN);
      const n = named.length + data.others.units - told.length;
      return [
        ...(hidden.length === 0
          ? []
          : [many({ key: 'hidden', name: say('ranking.changedToo', { n: format.count(hidden.length) }) })]),
        ...(n === 0 ? [] : [many({ key: 'same', name: say('ranking.unchanged', { n: format.count(n) }) })]),
      ];
    },
    none: say(data.before === null ? 'ranking.noBefore' : 'ranking.no-change'),
  };
}

/** What a list counts of each unit, and what that is of: null where what is late is told beside it instead. */
const COUNTS = {
  volume: { measured: ({ closed, open }) => closed + open, of: null },
  late: { measured: ({ late, overdue }) => late + overdue, of: ({ closed, overdue }) => closed + overdue },
  overdue: { measured: ({ overdue }) => overdue, of: ({ open }) => open },
} as const satisfies Record<
  string,
  { measured: (judged: Judged) => number; of: ((judged: Judged) => number) | null }
>;

/** That a unit is marked because it is later than the city beyond chance, told by the gravest sign there is. */
function laterKey(rows: readonly Row[], { say, names }: By): Ranking['key'] {
  const states = rows.map((row) => stateOf(row, names.profile.rules.onTime));
  const mark = (['red', 'orange'] as const).find((state) => states.includes(state));
  return mark === undefined ? null : { mark, word: say('ranking.later') };
}

/** How much each has to do, how many of it are late, or overdue now: bars from zero; everyone who is not listed is summed. */
function counted(data: Units, order: keyof typeof COUNTS, by: By): Ranking {
  const { panel, say, format, names } = by;
  const { measured, of } = COUNTS[order];
  const service = serviceOf(panel, names);
  const casesBehind = (row: Row, { to }: Pick<Place, 'to'>): Place['to'] => {
    if (order === 'overdue') return casesOf({ service, unit: row.unit, tree: false, state: 'overdue' });
    return order === 'late' || to?.view !== 'cases' ? to : casesOf({ ...to.filter, state: 'handled' });
  };
  const most = Math.max(1, ...data.rows.map(measured));
  const written = (judged: Judged): Pick<Place, 'share' | 'value' | 'beside'> => ({
    // Everyone else together has no place on the scale of one.
    share: measured(judged) > most ? null : measured(judged) / most,
    value: format.count(measured(judged)),
    beside:
      of === null
        ? format.count(judged.late + judged.overdue)
        : say('ranking.ofJudged', { n: format.count(of(judged)) }),
  });
  return {
    about: 'value',
    // What is overdue is so at the instant that the head tells.
    period: order === 'overdue' ? '' : periodWords(data, by),
    // A board's own title says what is counted.
    aside: panel.title === undefined ? [say(`ranking.${order}`)] : [],
    key: laterKey(data.rows, by),
    axis: null,
    besides: say(
      ({ volume: 'ranking.missed', late: 'ranking.ofDone', overdue: 'ranking.ofOpen' } as const)[order],
    ),
    places: data.rows.map((row) => {
      const place = placed(data, row, by);
      return {
        ...{ ...place, rank: null, moved: null, note: '', dot: null },
        to: casesBehind(row, place),
        state: stateOf(row, names.profile.rules.onTime),
        ...written(row),
      };
    }),
    more: data.others.units,
    below: (hidden) => {
      const left = new Set(hidden.map(({ key }) => key));
      const { units, nobodys } = data.others;
      const n = left.size + units - (left.has(UNKNOWN) ? 1 : 0);
      const sum = together([data.others, ...data.rows.filter(({ unit }) => left.has(unit))]);
      const anyNobodys = nobodys || left.has(UNKNOWN);
      if (n === 0)
        return anyNobodys ? [many({ key: UNKNOWN, name: say('ranking.nobodys'), ...written(sum) })] : [];
      const name = say(anyNobodys ? 'units.othersAndNobodys' : 'units.others', { n });
      return [many({ key: 'others', name, ...written(sum) })];
    },
    none: say('categories.none'),
  };
}
