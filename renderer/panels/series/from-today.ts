import { HOUR } from '../../../sync/contract/instants.ts';
import { casesOf } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Point, TimeChart, Tick } from '../../charts/time.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import type { Series } from './series.ts';

/** The day by the hour over what is usual. The hour that is not over stands apart, or is left out where nothing says what it is. */
export function hoursOf({ hours }: Data<'today'>, by: By, current: 'apart' | 'out'): TimeChart {
  const { panel, names, say, format, asOf } = by;
  const service = serviceOf(panel, names);
  const newest = hours.findLastIndex(({ count }) => count !== null);
  const startOf = (i: number): number => hours[i]?.start ?? (hours.at(-1)?.start ?? 0) + HOUR;
  // At the very end of a day its last hour is over, too.
  const partial = newest >= 0 && asOf < startOf(newest + 1);
  const points = hours.map(({ count }, i): Point | null => {
    if (count === null) return null;
    if (i !== newest || !partial) return { value: count };
    return current === 'out' ? null : { value: count, open: true, parted: true };
  });
  const ticksBy = (n: number): Tick[] => [
    ...hours.flatMap(({ start }, at) => {
      const hour = format.hour(start);
      return hour % n === 0 ? [{ at: at - 0.5, text: say('series.hour', { n: hour }) }] : [];
    }),
    { at: hours.length - 0.5, text: say('series.hour', { n: 24 }) },
  ];
  return {
    steps: hours.map(({ start, count, usual }, i) => ({
      key: String(start),
      title: titleOf(start, startOf(i + 1), { count, usual }, by),
      shaded: false,
      to: count === null ? null : casesOf({ service, since: start, until: startOf(i + 1) - 1 }),
    })),
    ticks: [ticksBy(3), ticksBy(6), ticksBy(12)],
    unit: say('series.perHour', { noun: names.noun(service) }),
    write: format.decimal,
    whole: true,
    zero: true,
    smooth: true,
    band: hours.map(({ usual }) => usual),
    lines: [
      {
        ...{ key: 'count', name: say('series.opened'), tone: 'main', as: 'line', points, told: false },
      },
    ],
    seams: [],
    looks: [
      ...(partial && current === 'apart'
        ? [{ look: 'open' as const, text: say('series.thisHour', { when: format.time(asOf) }) }]
        : []),
      ...(hours.some(({ usual }) => usual !== null)
        ? [{ look: 'band' as const, text: say('series.usual') }]
        : []),
    ],
    stamp: '',
  };
}

function titleOf(
  from: number,
  to: number,
  { count, usual }: Pick<Data<'today'>['hours'][number], 'count' | 'usual'>,
  { say, format }: By,
): string {
  const range = format.range(format.time(from), format.time(to));
  const held = usual === null ? '' : `, ${usualWords(usual, { say, format })}`;
  return count === null ? range : `${range}: ${format.count(count)}${held}`;
}

/** "mức thường 231–301"; of today it is the usual by the hour that it is. */
export function usualWords(
  { low, high }: { low: number; high: number },
  { say, format }: Pick<By, 'say' | 'format'>,
  of: 'usual' | 'usualSoFar' = 'usual',
): string {
  return say(`today.${of}`, { low: format.count(low), high: format.count(high) });
}

/** Today by the hour, with what is usual. */
export function fromToday(data: Data<'today'>, by: By): Series {
  const { say, format } = by;
  return {
    aside: [
      say('categories.total', { n: format.count(data.count) }),
      data.usual === null ? say('today.noUsual') : usualWords(data.usual, by, 'usualSoFar'),
    ],
    state: null,
    chart: hoursOf(data, by, 'apart'),
    none: say('categories.none'),
  };
}
