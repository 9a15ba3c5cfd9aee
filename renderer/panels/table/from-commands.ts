import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { COMMAND_MARKS, commandEnd, reasonWords } from '../../ui/told-words.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';

const under = (why: readonly string[]): { under?: string } =>
  why.length === 0 ? {} : { under: why.join(' · ') };

/**
 * What people here asked for, and what became of it; what they typed where it is known. Which command it was stands there where not all
 * are reports.
 */
export function fromCommands(
  data: Data<'commands'>,
  by: By & { boardTitle: (id: string) => string; said: ReadonlyMap<string, string> },
): Table {
  const { say, format, asOf, said } = by;
  const tells = data.rows.some(({ key }) => said.has(key));
  const several = data.rows.some(({ what }) => what !== 'report');
  return {
    columns: [
      { key: 'when', title: say('table.when'), em: 6.5, spare: 0 },
      ...(several ? [{ key: 'what', title: say('table.command'), em: 6, spare: 2 }] : []),
      { key: 'about', title: say('table.tile'), em: 10, spare: 1, wide: !tells },
      ...(tells ? [{ key: 'note', title: say('table.said'), em: 16, wide: true, spare: 0 }] : []),
      { key: 'state', title: say('table.state'), em: 8.5, spare: 0 },
    ],
    rows: data.rows.map((row) => ({
      key: row.key,
      target: row.board === null ? null : boardAt(row.board),
      cells: {
        when: { text: format.moment(row.givenAt, asOf), quiet: true },
        what: { text: say(`commands.${row.what}.name`) },
        about: { text: row.board === null ? '' : by.boardTitle(row.board), under: row.panel ?? '' },
        note: { text: said.get(row.key) ?? '', ...under(reasonWords(row, by)) },
        state: {
          text: commandEnd(row, say),
          mark: COMMAND_MARKS[row.state],
          ...(tells ? {} : under(reasonWords(row, by))),
        },
      },
    })),
    more: Math.max(0, data.total - data.rows.length),
    aside: data.waiting > 0 ? [say('table.waiting', { n: format.count(data.waiting) })] : [],
    none: say('table.noneReported'),
  };
}
