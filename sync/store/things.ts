import type { AssetRecord, MeasureRecord, ReferenceRecord } from '../contract/records.ts';
import { measureId, measureRecord } from '../contract/records.ts';
import { onceFor, type ReadableCache } from './cache.ts';
import { counter } from './counters.ts';

/** What is few and small, and kept as it came: a measure, an asset, a change of reference. */
export type Thing = MeasureRecord | AssetRecord | ReferenceRecord;

/** The key of a thing within its kind, as a tombstone names it. */
export function thingKey(thing: Thing): { scope: string; id: string } {
  switch (thing.kind) {
    case 'measure':
      return { scope: '', id: measureId(thing) };
    case 'asset':
      return { scope: thing.type, id: thing.id };
    case 'reference':
      return { scope: thing.type, id: thing.id };
  }
}

const byKind = onceFor((cache) => ({
  rows: cache.select<{ body: string }>('SELECT body FROM things WHERE kind = ? ORDER BY row'),
  measures: { changes: -1, records: new Array<MeasureRecord>() },
}));

/** Every measure held. Parsed once for each change; do not write to the array. */
export function measures(cache: ReadableCache): readonly MeasureRecord[] {
  const held = byKind(cache);
  return cache.view(() => {
    const changes = counter(cache, 'measureChanges');
    if (changes !== held.measures.changes) {
      const records = held.rows.all('measure').map(({ body }) => measureRecord.parse(JSON.parse(body)));
      held.measures = { changes, records };
    }
    return held.measures.records;
  });
}
