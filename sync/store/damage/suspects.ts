import { PageSums } from './page-sums.ts';
import { pagesIn } from './raw.ts';

/** Pages one after the other, the last included. */
export interface Span {
  from: number;
  to: number;
}

/** After so many pages comes a rest. */
const REST_AFTER = 2048;
/** A span has at most so many pages: whoever judges them has other things to do. */
const LONGEST = 1024;

/**
 * Holds every page of a cache against its sum, beside the one who writes it. Gives those that do not fit, or have no sum yet: a
 * page may just be on its way from the log into the file, which the writer alone can tell. `rest`: milliseconds after some MB.
 */
export function suspectsOf(file: string, handle: number, rest: number): Span[] {
  const sums = PageSums.of(file);
  const spans: Span[] = [];
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  for (const [page, bytes] of pagesIn(handle)) {
    if (rest > 0 && page % REST_AFTER === 0) Atomics.wait(nobody, 0, 0, rest);
    if (sums.get(page) !== 0 && sums.fits(page, bytes)) continue;
    const last = spans.at(-1);
    if (last?.to === page - 1 && page - last.from < LONGEST) last.to = page;
    else spans.push({ from: page, to: page });
  }
  return spans;
}
