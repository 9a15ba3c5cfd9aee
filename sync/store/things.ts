import type { AssetRecord, MeasureRecord, ReferenceRecord } from '../contract/records.ts';
import { assetRecord, measureId, measureRecord } from '../contract/records.ts';
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

/** The measures a cache held when last looked at, by row, after so many changes. */
interface HeldMeasures {
  changes: number;
  byRow: Map<number, MeasureRecord>;
  records: readonly MeasureRecord[];
}

const held = onceFor((cache) => {
  const before: HeldMeasures = { changes: 0, byRow: new Map(), records: [] };
  return {
    after: cache.select<{ row: number; body: string }>(
      "SELECT row, body FROM things WHERE kind = 'measure' AND changed > ? ORDER BY row",
    ),
    measures: before,
  };
});

/** Every measure held. Only those that changed are parsed again; do not write to the array. */
export function measures(cache: ReadableCache): readonly MeasureRecord[] {
  const of = held(cache);
  return cache.view(() => {
    const changes = counter(cache, 'measureChanges');
    if (changes === of.measures.changes) return of.measures.records;
    const byRow = new Map(of.measures.byRow);
    const read = (since: number): void => {
      for (const { row, body } of of.after.iterate(since))
        byRow.set(row, measureRecord.parse(JSON.parse(body)));
    };
    read(of.measures.changes);
    if (byRow.size !== counter(cache, 'measures')) {
      // Some were deleted, and nothing says which.
      byRow.clear();
      read(0);
    }
    of.measures = { changes, byRow, records: [...byRow.values()] };
    return of.measures.records;
  });
}

const assets = onceFor((cache) =>
  cache.select<{ body: string }>("SELECT body FROM things WHERE kind = 'asset' AND scope = ? AND id = ?"),
);

/** One thing with a state, as it was last heard of; null where none of that id is held. */
export function asset(cache: ReadableCache, type: string, id: string): AssetRecord | null {
  const row = assets(cache).get(type, id);
  return row === undefined ? null : assetRecord.parse(JSON.parse(row.body));
}
