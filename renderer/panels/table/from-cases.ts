import type { z } from 'zod';
import { caseAt } from '../../../sync/contract/place.ts';
import type { cases } from '../../../sync/contract/questions/drill.ts';
import type { MarkOf } from '../../ui/states.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';

type Cases = z.output<typeof cases.answer>;

/** Only what needs someone is marked. */
const MARKS: Partial<Record<Cases['rows'][number]['state'], MarkOf>> = { overdue: 'red', dueSoon: 'orange' };

/** Single cases: nothing that a citizen typed is in them. */
export function fromCases(data: Cases, by: By): Table {
  const { names, say, format, asOf, panel } = by;
  // Cases of a service without places have none to tell; those that are read by an end tell that first.
  const placed = data.rows.some(({ area }) => area !== null);
  const { order } = panel.question.params;
  const end = order === 'due' ? 'due' : order === '-end' ? 'closed' : null;
  const moment = (at: number | null): string => (at === null ? say('dash') : format.moment(at, asOf));
  return {
    columns: [
      ...(end === null ? [] : [{ key: 'end', title: say(`tools.column.${end}`), em: 8, spare: 0 }]),
      { key: 'opened', title: say('column.opened'), em: 8, spare: end === null ? 0 : 3 },
      { key: 'category', title: say('column.category'), em: 11, wide: true, spare: 0 },
      ...(placed ? [{ key: 'area', title: say('column.area'), em: 9, wide: true, spare: 0 }] : []),
      { key: 'unit', title: say('column.unit'), em: 10, wide: true, spare: 1 },
      { key: 'id', title: say('column.id'), em: 11.5, spare: 2 },
      { key: 'state', title: say('column.state'), em: 8.5, spare: 0 },
    ],
    rows: data.rows.map((row) => {
      const mark = MARKS[row.state];
      return {
        key: `${row.service} ${row.id}`,
        target: caseAt(row.service, row.id),
        cells: {
          end: { text: moment(end === 'closed' ? row.closedAt : row.dueAt) },
          opened: { text: format.moment(row.openedAt, asOf), quiet: true },
          category: { text: names.category(row.service, row.category) },
          area: { text: row.area === null ? say('unknown') : names.area(row.area) },
          unit: { text: row.unit === null ? say('unknown') : names.unit(row.unit), quiet: true },
          id: { text: row.id, quiet: true },
          state: {
            text: say(`caseState.${row.state}`),
            quiet: mark === undefined,
            ...(mark === undefined ? {} : { mark }),
          },
        },
      };
    }),
    more: data.total === null ? 0 : Math.max(0, data.total - data.rows.length),
    aside: data.total === null ? [] : [say('console.total', { n: format.count(data.total) })],
    none: say('console.none'),
  };
}
