import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import type { Series } from './series.ts';

/** Today hour by hour over the usual; the hour that is not over is open. */
export function fromToday(data: Data<'today'>, { panel, names, say, format }: By): Series {
  const service = serviceOf(panel, names);
  const { hours } = data;
  const current = hours.findLastIndex(({ count }) => count !== null);
  return {
    labels: hours.map(({ start }) => String(format.hour(start))),
    lines: [
      { id: 'main', name: say('series.received'), values: hours.map(({ count }) => count), form: 'columns' },
    ],
    band: hours.every(({ usual }) => usual === null)
      ? null
      : {
          name: say('series.usual'),
          low: hours.map(({ usual }) => usual?.low ?? null),
          high: hours.map(({ usual }) => usual?.high ?? null),
        },
    open: hours.map((_, i) => i === current),
    off: hours.map(() => false),
    seams: [],
    unit: say('series.perHour', { noun: names.noun(service) }),
    zero: true,
    write: format.count,
    targets: hours.map(({ start, count }, i) =>
      count === null
        ? null
        : {
            to: 'cases',
            filter: { service, since: start, until: (hours[i + 1]?.start ?? start + 3_600_000) - 1 },
          },
    ),
    titles: hours.map(({ start, count }) => `${format.time(start)}: ${format.count(count ?? 0)}`),
    aside: [],
    openWords: say('series.hour'),
  };
}
