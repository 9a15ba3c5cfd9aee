import { alertAt, boardAt, caseAt, type Place } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { RequestLine } from '../../../sync/contract/questions/requests.ts';
import type { MarkOf } from '../../ui/states.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';

/** What is asked of units, and how it stands: what was typed is not in it. */
export function fromRequests(data: Data<'requests'>, by: By): Table {
  const { names, say, format, asOf } = by;
  return {
    columns: [
      { key: 'state', title: say('table.state'), em: 8.5, spare: 0 },
      { key: 'about', title: say('table.request.about'), em: 13, wide: true, spare: 0 },
      { key: 'unit', title: say('column.unit'), em: 10, wide: true, spare: 0 },
      { key: 'due', title: say('table.request.due'), em: 7, number: true, spare: 0 },
      { key: 'asked', title: say('table.request.asked'), em: 7, number: true, spare: 1 },
    ],
    rows: data.rows.map((row) => {
      const mark = markOf(row);
      return {
        key: row.id,
        target: placeOf(row),
        cells: {
          state: {
            text: say(row.late ? 'table.request.late' : `table.request.state.${row.state}`),
            quiet: mark === undefined,
            ...(mark === undefined ? {} : { mark }),
          },
          about: { text: aboutOf(row, by), under: kindOf(row, by) },
          unit: { text: names.unit(row.unit) },
          due: { text: format.moment(row.dueAt, asOf), quiet: !row.late },
          asked: { text: format.moment(row.askedAt, asOf), quiet: true },
        },
      };
    }),
    more: Math.max(0, data.total - data.rows.length),
    aside: [
      ...(data.late === 0 ? [] : [say('table.request.lateOnes', { n: format.count(data.late) })]),
      say('console.total', { n: format.count(data.total) }),
    ],
    none: say('table.request.none'),
  };
}

/** Only what needs somebody is marked: a late one, and an answer that waits. */
function markOf({ late, state }: RequestLine): MarkOf | undefined {
  if (late) return 'red';
  return state === 'answered' ? 'orange' : undefined;
}

const kindOf = ({ asks, wants }: RequestLine, { say }: By): string =>
  wants === undefined ? say(`table.request.asks.${asks}`) : say(`table.request.wants.${wants}`);

function aboutOf({ about, unit }: RequestLine, { names, say }: By): string {
  switch (about.what) {
    case 'indicator':
      return names.indicator(about.indicator);
    case 'alert':
      return about.indicator === undefined ? say('table.request.alert') : names.indicator(about.indicator);
    case 'unit':
      return names.unit(unit);
    case 'case':
      return `${names.serviceShort(about.service)} ${about.id}`;
  }
}

function placeOf({ about }: RequestLine): Place | null {
  switch (about.what) {
    case 'indicator':
      return boardAt('indicator', { subject: about.indicator });
    case 'alert':
      return alertAt(about.alert);
    case 'unit':
      return null;
    case 'case':
      return caseAt(about.service, about.id);
  }
}
