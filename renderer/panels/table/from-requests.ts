import { requestAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { requestKind, requestMark, requestStateWords, requestSubject } from '../../ui/request-words.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';

/** What is asked of units, and how it stands: what was typed is not in it. */
export function fromRequests(data: Data<'requests'>, by: By): Table {
  const { names, say, format, asOf } = by;
  return {
    columns: [
      { key: 'state', title: say('table.state'), em: 13.5, spare: 0 },
      { key: 'about', title: say('table.request.about'), em: 13, wide: true, spare: 0 },
      { key: 'unit', title: say('column.unit'), em: 10, wide: true, spare: 0 },
      { key: 'due', title: say('table.request.due'), em: 7, number: true, spare: 0 },
      { key: 'asked', title: say('table.request.asked'), em: 7, number: true, spare: 1 },
    ],
    rows: data.rows.map((row) => {
      const mark = requestMark(row);
      return {
        key: row.id,
        target: requestAt(row.id),
        cells: {
          state: {
            text: requestStateWords(row, say),
            under: answeredWords(row, by),
            quiet: mark === undefined && row.state !== 'answered',
            ...(mark === undefined ? {} : { mark }),
          },
          about: { text: requestSubject(row, by), under: requestKind(row, say) },
          unit: { text: names.unit(row.unit) },
          due: { text: format.moment(row.dueAt, asOf), quiet: !row.late },
          asked: { text: format.moment(row.askedAt, asOf), quiet: true },
        },
      };
    }),
    more: Math.max(0, data.total - data.rows.length),
    aside: [
      ...(data.late === 0 ? [] : [say('table.request.lateOnes', { n: format.count(data.late) })]),
      say('table.request.total', { n: format.count(data.total) }),
    ],
    none: say('table.request.none'),
  };
}

/** When an answer came that waits for whoever asked, and that it came past its time. */
function answeredWords(
  { state, movedAt, dueAt }: Data<'requests'>['rows'][number],
  { say, format, asOf }: By,
): string {
  if (state !== 'answered') return '';
  const when = format.moment(movedAt, asOf);
  return say(movedAt > dueAt ? 'table.request.answeredLate' : 'table.request.answered', { when });
}
