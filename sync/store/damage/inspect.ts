import { existsSync } from 'node:fs';
import { NO_LOG, PageSums, sumOf } from './page-sums.ts';
import { handleOf, pagesIn, writePage } from './raw.ts';
import { mendWal, saltOf, type Wal } from './wal-file.ts';

/** What was found of a database before it was opened. */
export interface Inspected {
  /** Bits that were put right. */
  mended: number;
  /** Pages that are not what was written, and could not be put right. */
  bad: number[];
  /** Transactions at the end of its log that are lost. */
  lost: number;
  /** Pages whose sums were kept: without them a flipped bit in a text is a text. */
  known: number;
}

/** Puts right what can be of pages that do not fit their sums. Gives the bits that were put right and the pages that could not be. */
export function mendPages(
  handle: number,
  sums: PageSums,
  pages: Iterable<[number, Uint8Array]>,
): { mended: number; bad: number[] } {
  const bad: number[] = [];
  let mended = 0;
  for (const [page, bytes] of pages) {
    const what = sums.mend(page, bytes);
    if (what === null) bad.push(page);
    else mended++;
    if (what === 'page') writePage(handle, page, bytes);
  }
  return { mended, bad };
}

/** Puts right what can be of the log of a database that nobody has open. */
export const mendLog = (file: string, sums = PageSums.of(file)): Wal | null =>
  mendWal(`${file}-wal`, (page) => sums.get(page), sumOf);

/**
 * Looks at a small database as a whole before it is opened, by its page sums and the checksums of its log. What one flipped bit explains
 * is put right in the files.
 */
export function inspect(file: string): Inspected {
  const sums = PageSums.of(file);
  const wal = mendLog(file, sums);
  const found = { mended: wal?.mended ?? 0, bad: [], lost: wal?.lost ?? 0 };
  if (sums.log !== NO_LOG && sums.log !== saltOf(`${file}-wal`)) sums.clear();
  if (!existsSync(file) || !sums.any) return { ...found, known: 0 };
  // What is in the log comes before what is in the file, which may be older or half written.
  const logged = new Set(wal?.pages.map(({ page }) => page));
  const handle = handleOf(file);
  const pages: [number, Uint8Array][] = [];
  let known = 0;
  for (const [page, bytes] of pagesIn(handle)) {
    if (sums.get(page) !== 0) known++;
    if (!logged.has(page) && !sums.fits(page, bytes)) pages.push([page, bytes.slice()]);
  }
  const { mended, bad } = mendPages(handle, sums, pages);
  sums.keep();
  return { ...found, mended: found.mended + mended, bad, known };
}
