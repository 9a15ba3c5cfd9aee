import type { ExportColumn, ExportRequest } from '../../sync/contract/exports.ts';
import { caseState, sortOf, type CaseColumn } from '../../sync/contract/questions/drill.ts';
import type { CasesPlace } from '../../sync/contract/place.ts';
import type { Format, MessageKey, Say } from '../locales/index.ts';
import type { Lookups } from '../stores/index.ts';
import { filterParts } from './meanings.ts';

interface By {
  names: Lookups;
  say: Say;
  format: Format;
}

/** What a column of a list on the screen is called. */
export const COLUMN_NAMES: Readonly<Record<CaseColumn, MessageKey>> = {
  ...{ id: 'column.id', opened: 'column.opened', category: 'column.category', area: 'column.area' },
  ...{ unit: 'column.unit', state: 'column.state', end: 'column.due', rating: 'column.rating' },
};

/** The order of a list in words. */
export function orderWords({ order }: Pick<CasesPlace, 'order'>, say: Say): string {
  const sort = sortOf(order);
  if (sort === null) return say(order === 'due' ? 'console.dueFirst' : 'console.newest');
  const turn = say(sort.descending ? 'tools.falling' : 'tools.rising');
  return say('tools.sortedBy', { column: say(COLUMN_NAMES[sort.column]), turn });
}

/** What a column of a file is called. */
const fileColumns = (say: Say): Record<ExportColumn, string> => ({
  ...{ id: say('column.id'), service: say('tools.column.service'), opened: say('column.opened') },
  ...{ due: say('tools.column.due'), closed: say('tools.column.closed'), state: say('column.state') },
  ...{ category: say('column.category'), area: say('column.area'), unit: say('column.unit') },
  ...{ channel: say('tools.column.channel'), rating: say('column.rating') },
  returned: say('tools.column.returned'),
});

/** What a file of a list says beside its figures: as of when, which filters, in which order, how many. */
export function exportWords(
  { place, title, asOf, total }: { place: CasesPlace; title: string; asOf: number; total: number | null },
  by: By,
): ExportRequest['words'] {
  const { say, format } = by;
  const parts = filterParts(place.filter, by).map(([, words]) => words);
  return {
    title: title.slice(0, 300),
    about: [
      [say('tools.asOfName'), `${format.seconds(asOf)} ${format.date(asOf)}`],
      [
        say('tools.filters'),
        (parts.length === 0 ? say('console.allServices') : parts.join(' · ')).slice(0, 300),
      ],
      [say('tools.order'), orderWords(place, say)],
      ...(total === null ? [] : [[say('tools.total'), format.count(total)] satisfies [string, string]]),
    ],
    columns: fileColumns(say),
    states: Object.fromEntries(caseState.options.map((state) => [state, say(`caseState.${state}`)])),
    unknown: say('unknown'),
  };
}
