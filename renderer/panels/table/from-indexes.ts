import type { z } from 'zod';
import { boardAt } from '../../../sync/contract/place.ts';
import type { indexes } from '../../../sync/contract/questions/measures.ts';
import type { By } from '../model.ts';
import type { Table } from './model.ts';

type Indexes = z.output<typeof indexes.answer>;

/** The sets in which the city itself stands among provinces: year, score, rank and movement, weakest component. */
export function fromIndexes(data: Indexes, by: By): Table {
  const { names, say, format } = by;
  const set = (id: string) => names.profile.indexes.find((s) => s.id === id);
  const rows = data.rows.filter((row) => set(row.set)?.subjects === 'city');
  const invented = rows.length > 0 && rows.every((row) => row.provenance === 'demo');
  return {
    columns: [
      { key: 'set', title: say('table.indexSet'), em: 8, wide: true, spare: 0 },
      { key: 'year', title: say('table.year'), em: 3.5, number: true, spare: 0 },
      { key: 'score', title: say('table.score'), em: 8.5, number: true, spare: 0 },
      { key: 'rank', title: say('table.rank'), em: 5, number: true, spare: 0 },
      { key: 'moved', title: say('table.moved'), em: 8.5, number: true, spare: 1 },
    ],
    rows: rows.map((row) => {
      const known = set(row.set);
      // Of a scale to 1 a third decimal tells provinces apart; of larger ones two do.
      const most = (known?.max ?? 100) > 1 ? 2 : 3;
      const decimals = Math.min(most, names.find.indicator(known?.score ?? '')?.decimals ?? 2);
      const moved = row.rank === null || row.rankBefore === null ? null : row.rankBefore - row.rank;
      const rank = row.rank === null ? say('dash') : format.count(row.rank);
      return {
        key: row.set,
        target: boardAt('indexes', { subject: row.set }),
        cells: {
          set: {
            text: known === undefined ? row.set : names.text(known.short),
            under:
              row.provenance === null || invented
                ? ''
                : say(row.provenance === 'demo' ? 'demoShort' : 'published'),
          },
          year: { text: row.year === null ? say('dash') : String(row.year) },
          score: {
            text:
              row.score === null
                ? say('dash')
                : `${format.fixed(row.score, decimals)}/${format.decimal(known?.max ?? 100)}`,
          },
          rank: { text: row.outOf === null ? rank : `${rank}/${format.count(row.outOf)}` },
          moved: { text: moved === null ? '' : moved === 0 ? say('table.same') : movedWords(moved, by) },
        },
      };
    }),
    ...{ more: 0, dated: true },
    aside: invented ? [say('demoShort')] : [],
    none: say('content.empty'),
  };
}

/** How many places a unit rose or fell. */
function movedWords(places: number, { say, format }: By): string {
  return say(places > 0 ? 'table.rose' : 'table.fell', { n: format.count(Math.abs(places)) });
}
