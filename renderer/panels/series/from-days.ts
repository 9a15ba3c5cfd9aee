import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import type { Series } from './series.ts';

const dayMonth = (date: string): string => date.slice(5).split('-').reverse().join('/');

/** Cases day by day: received as columns over the usual, done as a line; days off set back, today only partly over. */
export function fromDays(data: Data<'days'>, { panel, names, say, format }: By): Series {
  const service = serviceOf(panel, names);
  const { rows } = data;
  const { unit, category, area } = panel.question.params;
  const whose = Object.fromEntries(
    Object.entries({ unit, category, area }).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
  return {
    labels: rows.map(({ date }) => dayMonth(date)),
    lines: [
      {
        id: 'main',
        name: say('series.received'),
        values: rows.map((row) => (row.known ? row.opened : null)),
        form: 'columns',
      },
      {
        id: 'second',
        name: say('series.done'),
        values: rows.map((row) => (row.known ? row.closed : null)),
        form: 'line',
      },
    ],
    band: rows.every(({ usual }) => usual === null)
      ? null
      : {
          name: say('series.usual'),
          low: rows.map(({ usual }) => usual?.low ?? null),
          high: rows.map(({ usual }) => usual?.high ?? null),
        },
    open: rows.map((_, i) => i === rows.length - 1),
    off: rows.map(({ worked }) => !worked),
    seams: data.seams.map((date) => ({
      at: rows.findIndex((row) => row.date >= date),
      text: say('series.seam', { day: dayMonth(date) }),
    })),
    unit: say('series.perDay', { noun: names.noun(service) }),
    zero: true,
    write: format.count,
    targets: rows.map((row, i) => {
      const next = rows[i + 1]?.start;
      const until = next === undefined ? {} : { until: next - 1 };
      return { to: 'cases', filter: { service, ...whose, since: row.start, ...until } };
    }),
    titles: rows.map((row) => `${dayMonth(row.date)}: ${format.count(row.opened)}`),
    aside: [say('series.days', { n: rows.length })],
    openWords: say('series.today'),
  };
}
