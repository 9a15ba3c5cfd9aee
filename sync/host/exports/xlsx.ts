import { writeXlsxStream } from 'hucre/xlsx';
import { DAY } from '../../contract/instants.ts';
import { plainText, type Cell } from './cells.ts';

/** Days from Excel's day 0 to 1970. */
const EPOCH = 25_569;
/** A name that a sheet may have. */
const SHEET = /[\\/?*[\]:']/g;

/** The serial number of a local time, as Excel counts days. */
const valueOf = (cell: Cell): string | number | null =>
  typeof cell === 'string'
    ? plainText(cell)
    : cell !== null && typeof cell === 'object'
      ? cell.local / DAY + EPOCH
      : cell;

/** Pages as single rows. Whoever else is served here has their time between pages, which another thread reads. */
async function* rowsOf(pages: AsyncIterable<readonly Cell[][]>): AsyncGenerator<(string | number | null)[]> {
  for await (const rows of pages) for (const cells of rows) yield cells.map(valueOf);
}

/**
 * Rows as a workbook of one sheet, whose bytes come as they are read; `times` are the columns with local times, and `above` so many rows stand
 * before the list, its heads the last of them. Texts stand in cells as texts: none is ever a formula.
 */
export function xlsxOf(
  pages: AsyncIterable<readonly Cell[][]>,
  { name, times, above }: { name: string; times: readonly boolean[]; above: number },
): ReadableStream<Uint8Array> {
  return writeXlsxStream(rowsOf(pages), {
    name: plainText(name).replace(SHEET, ' ').trim().slice(0, 31) || 'Citywall',
    columns: times.map((isTime) => ({
      width: isTime ? 18 : 24,
      ...(isTime ? { numFmt: 'yyyy-mm-dd hh:mm' } : {}),
    })),
    freezePane: { rows: above },
    zip64: true,
  });
}
