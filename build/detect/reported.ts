import type { MeasureRecord } from '../../sync/contract/records.ts';

/** A measure with all its revisions as the records that told them, one at each instant it was said. */
export function* asReported(measure: MeasureRecord): Generator<MeasureRecord> {
  const { earlier = [] } = measure;
  for (const [n, said] of earlier.entries())
    yield { ...measure, ...said, earlier: earlier.slice(0, n), rev: n + 1 };
  yield { ...measure, rev: earlier.length + 1 };
}
