import { plainText, type Cell } from './cells.ts';

/** Begins a file that a spreadsheet reads as UTF-8: without it Vietnamese comes apart. */
const BOM = '\u{feff}';
/** What a spreadsheet takes for the beginning of a formula, also where it is written wide. */
const FORMULA = /^\s*[=+\-@|%＝＋－＠]/u;
const QUOTED = /[",;'\s]/;

function written(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return new Date(cell.local).toISOString().slice(0, 19).replace('T', ' ');
  const text = plainText(cell);
  // An apostrophe before it makes a text of it for every spreadsheet.
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as RFC 4180 has them, page by page. */
export async function* csvOf(pages: AsyncIterable<readonly Cell[][]>): AsyncGenerator<string> {
  let mark = BOM;
  for await (const rows of pages) {
    yield mark + rows.map((cells) => `${cells.map(written).join(',')}\r\n`).join('');
    mark = '';
  }
}
