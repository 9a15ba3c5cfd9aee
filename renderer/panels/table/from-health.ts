import type { z } from 'zod';
import { MINUTE } from '../../../sync/contract/instants.ts';
import type { rejected } from '../../../sync/contract/questions/health.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { Say } from '../../locales/index.ts';
import { lasting } from '../../ui/alert-words.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';
import { words } from './words.ts';

type Rejected = z.output<typeof rejected.answer>;

/** Every source: how far its data reach, how far that is behind what it promises, and whose it is. */
export function fromSources(data: Data<'sources'>, by: By): Table {
  const { names, say, format, asOf } = by;
  return {
    columns: [
      { key: 'source', title: say('table.source'), em: 10, wide: true, spare: 0 },
      { key: 'state', title: say('table.state'), em: 7.5, wide: true, spare: 0 },
      { key: 'until', title: say('table.until'), em: 9, number: true, spare: 0 },
      { key: 'promise', title: say('table.promise'), em: 6.5, wide: true, spare: 3 },
      { key: 'unit', title: say('table.responsible'), em: 9, wide: true, spare: 1 },
    ],
    rows: data.rows.map((row) => {
      const cadence = names.find.source(row.source)?.cadence;
      return {
        key: row.source,
        target: null,
        cells: {
          source: { text: names.sourceShort(row.source), quiet: row.state === 'live' },
          state: {
            // What comes on time recedes: its sign says so.
            text:
              row.state === 'live' ? '' : say(row.state === 'empty' ? 'sources.never' : `fresh.${row.state}`),
            mark: row.state,
            quiet: row.state === 'live',
            ...(row.behind === 0 ? {} : { under: lateBy(row.behind, by) }),
          },
          until: { text: row.watermark === null ? say('dash') : format.reach(row.watermark, asOf) },
          promise: { text: cadence === undefined ? '' : say(`cadence.${cadence}`), quiet: true },
          unit: { text: names.unit(row.unit), quiet: row.state === 'live' },
        },
      };
    }),
    more: 0,
    aside: [],
    none: say('content.empty'),
  };
}

/** How far past its promise, a minute at least, in the words of alerts about it. */
const lateBy = (behind: number, by: By): string =>
  by.say('table.pastDue', { time: lasting(Math.max(MINUTE, behind), by) });

const KINDS = ['case', 'personal', 'measure', 'asset', 'reference', 'request', 'tombstone'] as const;
const kindOf = (kind: string, say: Say): string => {
  const known = KINDS.find((one) => one === kind);
  return known === undefined ? say('unknown') : say(`table.refused.kind.${known}`);
};

const isField = (name: string): name is keyof typeof words.refused.field =>
  Object.hasOwn(words.refused.field, name);

/** A field by its name; those that only programs know are not named. */
const fieldOf = (field: string, say: Say): string =>
  isField(field) ? say(`table.refused.field.${field}`) : '';

/** Which line it stands in first, and that its record is kept, where they are known. */
function underOf({ line, loses }: Rejected['rows'][number], say: Say): { under?: string } {
  const parts = [
    ...(loses === 'part' ? [say('table.partUnknown')] : []),
    ...(line === null ? [] : [say('table.line', { n: String(line) })]),
  ];
  return parts.length === 0 ? {} : { under: parts.join(' · ') };
}

/** What could not be read, and why. What it held is not shown: it may be personal. */
export function fromRejected(data: Rejected, by: By): Table {
  const { names, say, format, asOf } = by;
  const about = (row: Rejected['rows'][number]): string => {
    if (row.about === null) return kindOf(row.kind, say);
    if (names.find.service(row.about) !== undefined) return names.serviceShort(row.about);
    return names.find.indicator(row.about) === undefined ? row.about : names.indicator(row.about);
  };
  return {
    columns: [
      { key: 'about', title: say('table.record'), em: 9, spare: 0 },
      { key: 'reason', title: say('table.reason'), em: 18, wide: true, spare: 0 },
      { key: 'count', title: say('table.count'), em: 4.5, number: true, spare: 0 },
      { key: 'last', title: say('table.lastSeen'), em: 6.5, number: true, spare: 1 },
    ],
    rows: data.rows.map((row) => ({
      key: `${row.kind} ${row.about ?? ''} ${row.why} ${row.field} ${row.loses}`,
      target: null,
      cells: {
        about: { text: about(row), ...(row.about === null ? {} : { under: kindOf(row.kind, say) }) },
        reason: {
          text: [fieldOf(row.field, say), say(`table.refused.why.${row.why}`)]
            .filter((text) => text !== '')
            .join(': '),
          ...underOf(row, say),
        },
        count: { text: format.count(row.count) },
        last: { text: row.last === null ? say('dash') : format.moment(row.last, asOf), quiet: true },
      },
    })),
    more: 0,
    aside: data.total === 0 ? [] : [say('table.rejected', { n: format.count(data.total) })],
    none: say('table.noneRejected'),
  };
}
